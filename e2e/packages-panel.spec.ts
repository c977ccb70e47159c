/** The Packages panel, and what a workspace keeps of packages. */
import { expect } from './support/fixtures';
import { makeWheel } from './support/make-wheel.mjs';
import { installInPanel, LESSONS, test } from './support/package-fixtures';
import { SITE_PATH } from './support/site.mjs';

test('the packages of a workspace are there after a reload, without any network', async ({
  playground,
  page,
  index,
}) => {
  await playground.open({ code: `print('ready')` });
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await installInPanel(page, 'python-dateutil');
  await expect(page.getByText('python-dateutil 2.8.2 requires six>=1.5')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Installed · 2 · / })).toBeVisible();
  index.forgetRequests();
  await page.reload();
  await playground.waitForStatus('Ready', 45_000);
  await playground.run(`from dateutil import parser
print(parser.parse('12 March 2024').date())`);
  await playground.waitForOutputLine('2024-03-12');
  expect(index.requestCount()).toBe(0);
  // And gone when they are removed.
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await page.getByRole('button', { name: /^Remove .*dateutil/ }).click();
  await expect(page.getByText('Nothing yet.')).toBeVisible();
});

test('the panel upgrades, says what Python still uses, and tidies up', async ({
  playground,
  page,
  index,
}) => {
  index.add(LESSONS);
  await playground.open({ code: `import lesson\nprint('lesson', lesson.V)` });
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await installInPanel(page, 'lesson<2');
  await expect(page.getByText('Installed lesson 1.0', { exact: true })).toBeVisible();
  await playground.run();
  await playground.waitForOutputLine('lesson 1.0');
  await page.getByRole('button', { name: 'Upgrade lesson' }).click();
  await expect(page.getByText('lesson is the newest version that fits')).toBeVisible();
  await installInPanel(page, 'lesson');
  await expect(page.getByText('Already installed: lesson 1.0')).toBeVisible();
  await page.getByRole('button', { name: 'Upgrade all' }).click();
  await expect(page.getByText('Installed lesson 2.0', { exact: true })).toBeVisible();
  await expect(page.getByText(/Python has imported lesson 1\.0 already/)).toBeVisible();
  await page.getByRole('listitem').getByRole('button', { name: 'Reset session' }).click();
  await expect(page.getByText(/Python has imported/)).toHaveCount(0);
  await playground.run();
  await playground.waitForOutputLine('lesson 2.0');
  await expect(page.getByText(/^2 wheels, \d/)).toBeVisible();
  await expect(page.getByText('available offline')).toBeVisible();
  await page.getByRole('button', { name: /^Remove what no workspace needs/ }).click();
  await expect(page.getByText(/^Removed 1 wheel, \d/)).toBeVisible();
  await expect(page.getByText(/^1 wheel, \d/)).toBeVisible();
});

test('code help knows a package from its installation to its removal', async ({
  playground,
  page,
  index: _,
}) => {
  test.slow();
  await playground.open({ code: 'import reqests\nprint(reqests)' });
  const root = page.locator('html');
  // It begins when somebody uses the editor.
  await expect(root).toHaveAttribute('data-code-help', 'off');
  await playground.focusEditor();
  await page.keyboard.press('Control+End');
  await expect(root).toHaveAttribute('data-code-help', 'ready', { timeout: 40_000 });
  const unknown = page.locator('.monaco-editor .squiggly-info');
  await expect(unknown).toHaveCount(1);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  // Whoever has misspelt a name is not told to install what that spells.
  await page.keyboard.press('Control+.');
  await expect(page.getByText('Change to requests')).toBeVisible();
  await expect(page.getByText('%pip install')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await playground.waitForEditorText('import requests\nprint(reqests)');
  // The next check has seen it.
  await expect(page.locator('.monaco-editor .squiggly-error')).toHaveCount(1);
  await expect(unknown).toHaveCount(1);
  await page.keyboard.press('Control+.');
  await expect(page.getByText('Install it: %pip install requests')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await installInPanel(page, 'requests');
  await expect(page.getByRole('heading', { name: /^Installed · 5 · / })).toBeVisible();
  await expect(unknown).toHaveCount(0);
  await playground.focusEditor();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('requests.ge');
  await playground.waitForSuggestion('get');
  await page.keyboard.type('t(');
  await playground.waitForEditorHelp('Sends a GET request.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('F12');
  await expect(page.locator('.peekview-title')).toContainText('api.py');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('import ');
  // What requests needs is there, too.
  const modules = await playground.waitForSuggestion('charset_normalizer');
  expect(modules).toContain('certifi');
  await page.keyboard.type('urll');
  await playground.waitForSuggestion('urllib3');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Remove requests' }).click();
  await expect(unknown).toHaveCount(1);
});

test('what is installed without its compiled parts is tried, and goes where it does not work', async ({
  playground,
  page,
  index,
  compiledTag,
}) => {
  const compiled = (name: string, source: string) =>
    makeWheel({
      name,
      version: '1.0',
      tag: compiledTag,
      files: { [`${name}/__init__.py`]: source },
      compiled: [`${name}/_c`],
    });
  const tries = 'try:\n    from ._c import f\nexcept ImportError:\n    f = 1\nprint("imported")\n';
  index.add([compiled('fast', tries), compiled('fussy', 'from ._c import f\n')]);
  await playground.open({ code: `print('ready')` });
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await installInPanel(page, 'fussy');
  await expect(page.getByText(/package contains C extensions \(fussy\/_c/)).toBeVisible();
  await expect(page.getByText('Nothing yet.')).toBeVisible();
  await installInPanel(page, 'fast');
  await expect(page.getByText('Installed fast 1.0', { exact: true })).toBeVisible();
  // Nobody is shown what a package says then, and no variable of the program is touched.
  await playground.run('import sys\nprint(sys.modules["fast"].f, "fussy" in sys.modules)');
  await playground.waitForOutputLine('1 False');
  expect(await playground.output()).not.toContain('imported');
  // Two programs cannot run at once.
  await page.getByRole('button', { name: 'Remove fast' }).click();
  await playground.run('input("wait")');
  await playground.waitForStatus('Waiting for input');
  await installInPanel(page, 'fast');
  await expect(page.getByText(/not tried because Python is busy: fast/)).toBeVisible();
});

test.describe('what could not be installed again', () => {
  test.use({ allowedProblems: /status of 503/ });

  test('stays in the workspace, and comes with a retry', async ({ playground, page, index }) => {
    const more = makeWheel({ name: 'more', version: '1.0', files: { 'more.py': '' } });
    index.add([...LESSONS, more]);
    await playground.open({ code: `import lesson\nprint('lesson', lesson.V)` });
    await page.getByRole('button', { name: 'Packages', exact: true }).click();
    await installInPanel(page, 'lesson');
    await expect(page.getByText('Installed lesson 2.0', { exact: true })).toBeVisible();
    await installInPanel(page, 'more');
    await expect(page.getByText('Installed more 1.0', { exact: true })).toBeVisible();
    // The wheels are lost, and the index has one of them no more.
    await page.evaluate(
      (name) =>
        new Promise((resolve) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => {
            const clearing = opening.result.transaction('wheels', 'readwrite');
            clearing.objectStore('wheels').clear();
            clearing.oncomplete = resolve;
          };
        }),
      `goru:${SITE_PATH}:wheels`,
    );
    index.breakWith({ kind: 'status', status: 503 }, { project: 'lesson' });
    await page.reload();
    await playground.waitForStatus('Ready', 45_000);
    await playground.waitForOutput(/\(lesson\) could not be installed again: .*503/s);
    await page.getByRole('button', { name: 'Packages', exact: true }).click();
    const absent = page.getByRole('region', { name: 'Not installed again' });
    await expect(absent).toContainText('lesson 2.0');
    await expect(absent).toContainText('status 503');
    await expect(absent).not.toContainText('more');
    await expect(page.getByRole('button', { name: 'Remove more' })).toBeVisible();
    index.repair();
    await absent.getByRole('button', { name: 'Retry' }).click();
    await expect(absent).toHaveCount(0);
    await playground.run();
    await playground.waitForOutputLine('lesson 2.0');
  });
});
