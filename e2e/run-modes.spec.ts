/** Other ways to run than Run: parts, tests, settings, the debugger. */
import { expect, testInSharedTab as test } from './support/fixtures';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import type { Locator, Page } from '@playwright/test';

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Run with…' });

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Run with…' }).click();
  await expect(dialogOf(page)).toBeVisible();
  return dialogOf(page);
}

async function choose(page: Page, text: string): Promise<void> {
  const dialog = await openDialog(page);
  await dialog.getByRole('button', { name: text, exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function makePlain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Plain run' }).click();
  await expect(page.getByText('Runs with')).toBeHidden();
}

test('cells run one by one, with the names of those before them and their own lines', async ({
  playground,
  page,
}) => {
  await playground.open({ code: '# %% One\nx = 20\n# %% Two\ny = x + 1\ny * 2\n# %%\n1 / 0\n' });
  await expect(page.getByRole('button', { name: 'Run cell' })).toHaveCount(3);
  await playground.focusEditor();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+Enter');
  await playground.waitForOutputLine('One, lines 1–2');
  await playground.waitForStatus('Ready');
  await page.keyboard.press('Shift+Enter');
  await playground.waitForOutputLine('42');
  await playground.waitForStatus('Ready');
  await expect.poll(() => playground.editorCursorLine()).toBe(7);
  await page.getByRole('button', { name: 'Run cell' }).nth(2).click();
  await playground.waitForOutput('File "main.py", line 7, in <module>');
  await expect.poll(() => playground.hasErrorMarker()).toBe(true);
});

test('a selection runs as it stands in the file', async ({ playground, page }) => {
  await playground.open({ code: 'for i in range(3):\n    print(i * 100)\n' });
  await page.getByRole('textbox', { name: 'Console input' }).fill('i = 7');
  await page.getByRole('textbox', { name: 'Console input' }).press('Enter');
  await playground.waitForOutputLine('>>> i = 7');
  await playground.waitForStatus('Ready');
  await playground.focusEditor();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Alt+Enter');
  await playground.waitForOutputLine('Line 2');
  await playground.waitForOutputLine('700');
});

test('arguments, input and a limit hold for every run until they are taken back', async ({
  playground,
  page,
}) => {
  await playground.open({ code: 'import sys\nprint(sys.argv, input("? "), input())' });
  const dialog = await openDialog(page);
  await dialog.getByLabel('Arguments').fill('--name "Ada');
  await expect(dialog.getByText('A quote is still open.')).toBeVisible();
  await dialog.getByLabel('Arguments').fill('--name "Ada L"');
  await dialog.getByLabel('Input').fill('first\nsecond');
  await dialog.getByLabel('Time limit in seconds').fill('1.5');
  await assertNoSeriousAxeViolations(playground);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Runs with arguments --name "Ada L"')).toContainText(
    '2 lines of input · a limit of 1.5 s',
  );
  await playground.run();
  await playground.waitForOutputLine("['main.py', '--name', 'Ada L'] first second");
  expect(await playground.outputLines()).toContain('? first');
  await playground.run('i = 0\nwhile True:\n    i += 1');
  await playground.waitForOutputLine('Stopped after 1.5 s');
  await playground.waitForOutput('File "main.py", line');
  // They outlive a reload of the tab.
  await page.reload();
  await playground.waitForStatus('Ready', 45_000);
  await expect(page.getByText('Runs with arguments')).toBeVisible();
  await makePlain(page);
  await playground.run('import sys\nprint(sys.argv)');
  await playground.waitForOutputLine("['main.py']");
});

test('a deterministic run repeats itself, and the clock goes on after it', async ({
  playground,
  page,
}) => {
  await playground.open({
    code: 'import random, datetime\nprint(random.random(), datetime.datetime.now())',
  });
  const dialog = await openDialog(page);
  await dialog.getByLabel('Deterministic run').check();
  await dialog.getByLabel('Seed').fill('5');
  await dialog.getByLabel('Clock stands at').fill('2024-02-29T12:30');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await playground.run();
  const output = await playground.waitForOutput('2024-02-29 12:30:00');
  await playground.click('Clear output');
  await playground.run();
  expect(await playground.waitForOutput('2024-02-29 12:30:00')).toBe(output);
  await makePlain(page);
  await playground.run('import datetime\nprint(datetime.datetime.now().year > 2024)');
  await playground.waitForOutputLine('True');
});

test('a fresh session begins with no variables', async ({ playground, page }) => {
  await playground.open({ code: 'print("kept" in globals())\nkept = 1' });
  await playground.run();
  await playground.waitForOutputLine('False');
  await playground.run();
  await playground.waitForOutputLine('True');
  await playground.waitForStatus('Ready');
  await choose(page, 'Run in a fresh session');
  await playground.waitForOutputLine('False');
});

test('tests are a tree with what went wrong, its line, and what each printed', async ({
  playground,
  page,
}) => {
  await playground.open({
    code: `import unittest

def half(n):
    """
    >>> half(4)
    2.0
    """
    return n / 2

class Halves(unittest.TestCase):
    def test_right(self):
        self.assertEqual(half(2), 1)
    def test_wrong(self):
        print('looking')
        self.assertEqual(half(3), 1)
    @unittest.skip('later')
    def test_later(self):
        pass
`,
  });
  await choose(page, 'Run tests');
  const panel = page.getByRole('complementary', { name: 'Tests' });
  await expect(panel.getByRole('status')).toHaveText('2 passed, 1 failed, 1 skipped');
  const wrong = panel.getByRole('listitem').filter({ hasText: 'test_wrong' }).last();
  await expect(wrong).toContainText('1.5 != 1');
  await expect(wrong).toContainText('looking');
  await expect(panel.getByText('half (doctest)')).toBeVisible();
  expect(await playground.output()).not.toContain('looking');
  await assertNoSeriousAxeViolations(playground);
  await wrong.getByRole('button', { name: 'line 15' }).click();
  await expect.poll(() => playground.editorCursorLine()).toBe(15);
});

test('the debugger shows its line and names, and its buttons type for you', async ({
  playground,
  page,
}) => {
  await playground.open({
    code: 'def add(n):\n    total = n\n    breakpoint()\n    total += 1\n    return total\nprint("sum", add(4))\n',
  });
  await playground.run();
  const bar = page.getByRole('region', { name: 'Debugger' });
  await expect(bar).toContainText(/Stopped at main\.py, line [34], in add/);
  await expect(bar).toContainText('total');
  await expect(page.locator('.debugger-line')).toHaveCount(1);
  await bar.getByRole('button', { name: 'Next' }).click();
  await expect(bar).toContainText(/line [45], in add/);
  await assertNoSeriousAxeViolations(playground);
  await bar.getByRole('button', { name: 'Continue' }).click();
  await playground.waitForOutputLine('sum 5');
  await expect(bar).toBeHidden();
  await expect(page.locator('.debugger-line')).toHaveCount(0);
});

test('the debugger asks the person, whatever lines the program is given', async ({
  playground,
  page,
}) => {
  await playground.open({
    code: 'name = input()\nbreakpoint()\ncity = input()\nprint(name, "in", city)\n',
  });
  const dialog = await openDialog(page);
  await dialog.getByLabel('Input').fill('Ada\nLondon');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await playground.run();
  const bar = page.getByRole('region', { name: 'Debugger' });
  await expect(bar).toContainText(/Stopped at main\.py, line [23]/);
  await bar.getByRole('button', { name: 'Continue' }).click();
  await playground.waitForOutputLine('Ada in London');
  await makePlain(page);
});

test('the debugger looks at the last error afterwards', async ({ playground, page }) => {
  await playground.open({ code: 'def share(n):\n    return 10 / n\nshare(0)' });
  await playground.run();
  await playground.waitForOutput('ZeroDivisionError');
  await playground.waitForStatus('Ready');
  await choose(page, 'Look at the last error (pdb)');
  const bar = page.getByRole('region', { name: 'Debugger' });
  await expect(bar).toContainText('Stopped at main.py, line 2, in share');
  await expect(bar).toContainText('n0');
  await bar.getByRole('button', { name: 'Quit' }).click();
  await expect(bar).toBeHidden();
});
