/** Several files: tabs, the folder, other tabs of the browser, code help across files, import and export. */
import { readFile } from 'node:fs/promises';
import { zipSync, strToU8, unzipSync, strFromU8 } from 'fflate';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { expect, testInSharedProfile as test } from './support/fixtures';
import type { Page } from '@playwright/test';
import type { PlaygroundPage } from './support/playground-page';

const tabs = (page: Page) => page.getByRole('tablist', { name: 'Open files' }).getByRole('tab');
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const notice = (page: Page) => page.locator('.toast');

async function createFile(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a file' }).click();
  await page.getByRole('textbox', { name: 'Name of the file', exact: true }).fill(name);
  await page.keyboard.press('Enter');
  await expect(tab(page, name)).toHaveAttribute('aria-selected', 'true');
}

/** Monaco is there, and the file on the screen may be changed. */
async function write(playground: PlaygroundPage, page: Page, text: string): Promise<void> {
  await page.locator('.monaco-editor').first().waitFor();
  await playground.typeCode(text);
  await playground.waitForEditorText(text);
}

async function withHelper(playground: PlaygroundPage, page: Page): Promise<void> {
  await playground.open({ code: 'import helper\nprint(helper.double(21))' });
  await createFile(page, 'helper.py');
  await write(playground, page, 'def double(x): return x * 2');
}

test('main.py runs and imports the other files as they are on the screen', async ({
  playground,
  page,
}) => {
  await withHelper(playground, page);
  await playground.run();
  await playground.waitForOutputLine('42');
  await write(playground, page, 'def double(x): return x * 20');
  await playground.run();
  await playground.waitForOutputLine('420');

  // A traceback leads into the file, from whichever tab.
  await write(playground, page, 'def double(x):');
  await page.keyboard.press('Enter');
  await page.keyboard.type('return x + "s"');
  await playground.waitForEditorText('def double(x):\n    return x + "s"');
  await tab(page, 'main.py').click();
  await playground.run();
  await playground.waitForOutput('TypeError');
  await page.getByRole('button', { name: 'File "/work/helper.py", line 2' }).click();
  await expect(tab(page, 'helper.py')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => playground.editorCursorLine()).toBe(2);

  // Both are there after a reload, the same one in front.
  await playground.reload();
  await expect(tabs(page)).toHaveText(['main.py', 'helper.py']);
  await expect(tab(page, 'helper.py')).toHaveAttribute('aria-selected', 'true');
  await playground.waitForEditorText('def double(x):\n    return x + "s"');
});

test('files and programs see what the other has changed, and nothing typed is lost', async ({
  playground,
  page,
}) => {
  await playground.open({ code: `open('notes.txt', 'w').write('from Python')` });
  await createFile(page, 'notes.txt');
  await write(playground, page, 'typed');
  await playground.run();
  await playground.waitForEditorText('from Python');

  // Typed while the program ran: both remain.
  await playground.showCode(
    `import time\nprint('started')\ntime.sleep(1.2)\nopen('notes.txt', 'w').write('program')\nprint('written')`,
  );
  await playground.run();
  await playground.waitForOutputLine('started');
  await tab(page, 'notes.txt').click();
  await playground.focusEditor();
  await page.keyboard.press('Control+End');
  for (const letter of 'mine mine mine mine') await page.keyboard.type(letter, { delay: 60 });
  await playground.waitForOutputLine('written');
  await playground.run(
    `import glob\nprint([(name, open(name).read()) for name in sorted(glob.glob('notes*'))])`,
  );
  const shown = await playground.waitForOutput(/\[\('notes.*\]/);
  expect(shown).toContain('mine mine mine mine');
  expect(shown).toContain("'program'");
});

test('files are renamed, moved, closed and deleted with the keyboard, with a way back', async ({
  playground,
  page,
}) => {
  await withHelper(playground, page);
  await createFile(page, 'other.py');
  await assertNoSeriousAxeViolations(playground);
  await tab(page, 'other.py').focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'New name of other.py' }).fill('helper.py');
  await page.keyboard.press('Enter');
  await expect(page.locator('.tab-name-problem')).toHaveText('helper.py is already there');
  await page.getByRole('textbox', { name: 'New name of other.py' }).fill('renamed');
  await page.keyboard.press('Enter');
  await expect(tab(page, 'renamed.py')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(tab(page, 'helper.py')).toBeFocused();
  await expect(tab(page, 'helper.py')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await expect(tabs(page)).toHaveText(['helper.py', 'main.py', 'renamed.py']);
  await page.keyboard.press('Delete');
  await expect(tabs(page)).toHaveText(['main.py', 'renamed.py']);
  // Closed is not gone.
  await playground.run();
  await playground.waitForOutputLine('42');

  await tab(page, 'renamed.py').click();
  await write(playground, page, 'value = 7');
  await page.getByRole('button', { name: 'File actions', exact: true }).click();
  await assertNoSeriousAxeViolations(playground);
  await page.getByRole('button', { name: 'Delete renamed.py' }).click();
  await expect(tabs(page)).toHaveText(['main.py']);
  await playground.run(`import os\nprint(sorted(os.listdir()))`);
  await playground.waitForOutputLine(`['helper.py', 'main.py']`);
  await notice(page).getByRole('button', { name: 'Undo' }).click();
  await expect(tabs(page)).toHaveText(['main.py', 'renamed.py']);
  await playground.waitForEditorText('value = 7');
  await playground.run(`import renamed\nprint(renamed.value)`);
  await playground.waitForOutputLine('7');
});

test('what was typed last is there after the page was killed', async ({ playground, page }) => {
  await withHelper(playground, page);
  await playground.run();
  await playground.waitForOutputLine('42');
  await playground.focusEditor();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('  # the end');
  // At once: nothing has had the time to be written into the folder.
  await playground.reload();
  await playground.waitForEditorText('def double(x): return x * 2  # the end');
  await playground.run(`print(open('helper.py').read())`);
  await playground.waitForOutputLine('def double(x): return x * 2  # the end');
});

test('another tab of the browser reads the files, and takes over when the first one closes', async ({
  playground,
  page,
  context,
}) => {
  await withHelper(playground, page);
  await playground.run();
  await playground.waitForOutputLine('42');
  const second = await context.newPage();
  await second.goto(playground.address());
  await expect(tabs(second)).toHaveText(['main.py', 'helper.py']);
  await tab(second, 'helper.py').click();
  const editor = second.getByRole('textbox', { name: 'Python editor' });
  await expect(second.locator('.monaco-editor .view-line').first()).toHaveText(/double/);
  await second.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(second.getByRole('log', { name: 'Output' })).toContainText('42');
  await editor.focus();
  await second.keyboard.press('Control+End');
  await second.keyboard.type('lost?');
  await expect(second.locator('.monaco-editor .view-lines')).not.toContainText('lost?');
  // Typed in the first one in the very moment in which it closes.
  await playground.focusEditor();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('  # last words');
  await page.close();
  await expect(second.locator('.monaco-editor .view-lines')).toContainText('# last words');
  await editor.focus();
  await second.keyboard.press('Control+End');
  await expect(async () => {
    await second.keyboard.type('!');
    await expect(second.locator('.monaco-editor .view-lines')).toContainText('# last words!', {
      timeout: 500,
    });
  }).toPass();
  await second.close();
});

test('code help knows the other files, and leads into them', async ({ playground, page }) => {
  await withHelper(playground, page);
  await tab(page, 'main.py').click();
  await playground.focusEditor();
  await page.keyboard.press('Control+Home');
  await expect(page.locator('html')).toHaveAttribute('data-code-help', 'ready', {
    timeout: 40_000,
  });
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('helper.');
  expect(await playground.waitForSuggestion('double')).toContain('double');
  await page.keyboard.type('double');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F12');
  await expect(tab(page, 'helper.py')).toHaveAttribute('aria-selected', 'true');
  // A name is changed in all files.
  await page.keyboard.press('F2');
  await page.locator('.rename-input').fill('twice');
  await page.keyboard.press('Enter');
  await playground.waitForEditorText('def twice(x): return x * 2');
  await tab(page, 'main.py').click();
  await playground.waitForEditorText('import helper\nprint(helper.twice(21))\nhelper.twice');
  // A mistake about a file that is not on the screen.
  await playground.typeCode('import helper\nhelper.thrice');
  await expect(page.locator('.monaco-editor .squiggly-warning, .squiggly-error')).toHaveCount(1);
});

test('everything goes out as a zip and comes back, notebooks and single files come in', async ({
  playground,
  page,
}) => {
  await withHelper(playground, page);
  const input = page.getByLabel('Files to import');
  await input.setInputFiles({
    name: 'data.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('a,b\n1,2\n'),
  });
  await expect(tab(page, 'data.csv')).toBeVisible();
  await playground.run(`print(open('data.csv').read().split())`);
  await playground.waitForOutputLine(`['a,b', '1,2']`);
  await page.getByRole('button', { name: 'File actions', exact: true }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export all as .zip' }).click(),
  ]);
  const zip = unzipSync(await readFile(await file.path()));
  expect(Object.keys(zip).sort()).toEqual(['data.csv', 'helper.py', 'main.py']);
  expect(strFromU8(zip['main.py'] ?? new Uint8Array())).toBe(
    `print(open('data.csv').read().split())`,
  );

  const project = zipSync({
    'project/main.py': strToU8('import helper, pkg.part\nprint(helper.name, pkg.part.name)'),
    'project/helper.py': strToU8('name = "new helper"'),
    'project/pkg/part.py': strToU8('name = "part"'),
    'project/raw.bin': new Uint8Array([0, 255]),
  });
  await input.setInputFiles({
    name: 'project.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(project),
  });
  await expect(notice(page)).toContainText('Opened “project.zip”.');
  await playground.run();
  await playground.waitForOutputLine('new helper part');
  await notice(page).getByRole('button', { name: 'Undo' }).click();
  await playground.waitForEditorText(`print(open('data.csv').read().split())`);
  await playground.run(
    `import helper\nprint(helper.double(21), len(open('raw.bin', 'rb').read()))`,
  );
  await playground.waitForOutputLine('42 2');

  const cell = { cell_type: 'code', source: ['print("from a notebook")'], outputs: [{}] };
  const notebook = { cells: [cell] };
  await input.setInputFiles({
    name: 'lesson.ipynb',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(notebook)),
  });
  await playground.waitForEditorText('# %%\nprint("from a notebook")\n');
  await expect(notice(page)).toContainText('The outputs in the notebook were left out');
});

test('files that are dropped on the page are opened, and tabs scroll on a phone', async ({
  playground,
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 740 });
  await playground.open({ code: 'import one, two, three\nprint(one.x + two.x + three.x)' });
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    for (const name of ['one', 'two', 'three']) {
      transfer.items.add(new File(['x = 1'], `${name}.py`, { type: 'text/x-python' }));
    }
    return transfer;
  });
  await page.locator('.editor').dispatchEvent('drop', { dataTransfer: data });
  await expect(tab(page, 'three.py')).toBeInViewport();
  await expect(tabs(page)).toHaveCount(4);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeInViewport();
  await playground.run();
  await playground.waitForOutputLine('3');
});
