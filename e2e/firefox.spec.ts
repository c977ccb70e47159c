/** What is shown in full in Chromium, once in Firefox, too: that its parts are there and work together. */
import { expect, testInSharedTab as test } from './support/fixtures';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import type { Page } from '@playwright/test';

const consoleInput = (page: Page) => page.getByRole('textbox', { name: 'Console input' });

test('rich output, the console and its variables', async ({ playground, page }) => {
  await playground.open({
    code: `class Circle:
    def _repr_svg_(self):
        return '<svg width="40" height="40"><circle r="20" cx="20" cy="20"/></svg>'
class Formula:
    def _repr_html_(self):
        return '<math href="https://elsewhere.test/leak"><mtext>formula</mtext></math>'
towns = [{'city': 'Oslo', 't': -2.4}, {'city': 'Lima', 't': 21.7}]
display(towns)
display(Circle())
display(Formula())
print('shown')`,
  });
  await page.getByRole('button', { name: 'Variables', exact: true }).click();
  await playground.run();
  await playground.waitForOutputLine('shown');
  await expect(page.getByRole('log').getByRole('cell')).toHaveText([
    'Oslo',
    '-2.4',
    'Lima',
    '21.7',
  ]);
  const frames = page.getByRole('log').locator('iframe');
  await expect(frames.first().contentFrame().locator('circle')).toBeVisible();
  // Only here can any MathML be a link.
  await frames.last().contentFrame().getByText('formula').click();
  await consoleInput(page).fill('len(towns) * 21');
  await consoleInput(page).press('Enter');
  await playground.waitForOutputLine('42');
  const variables = page.getByRole('complementary', { name: 'Variables' });
  await expect(variables.getByRole('listitem').filter({ hasText: 'towns' })).toContainText('list');
  await expect(frames.last().contentFrame().getByText('formula')).toBeVisible();
  expect(page.frames().filter((frame) => /elsewhere|neterror/.test(frame.url()))).toEqual([]);
});

test('cells, tests and checks', async ({ playground, page }) => {
  await playground.open({
    code: `# %% Half
import unittest
def half(n): return n / 2
class Halves(unittest.TestCase):
    def test_wrong(self): self.assertEqual(half(3), 1)
# %% Tell
print('half of 8 is', half(8))
# goru: check "halves"
assert half(10) == 5
`,
  });
  await expect(page.getByRole('button', { name: 'Run cell' })).toHaveCount(2);
  await playground.run();
  await playground.waitForOutputLine('half of 8 is 4.0');
  await expect(page.getByRole('region', { name: 'Checks' }).getByRole('status')).toHaveText(
    'The check passes',
  );
  await page.getByRole('button', { name: 'Run with…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Run tests', exact: true }).click();
  const tests = page.getByRole('complementary', { name: 'Tests' });
  await expect(tests.getByRole('status')).toHaveText('1 failed');
  await assertNoSeriousAxeViolations(playground);
});

test('the debugger', async ({ playground, page }) => {
  await playground.open({ code: `secret = 41\nbreakpoint()\nprint(secret + 1)\n` });
  await playground.run();
  await playground.waitForOutput('(Pdb)');
  await page.getByRole('button', { name: 'Continue' }).click();
  await playground.waitForOutputLine('42');
});

test('a turtle', async ({ playground, page }) => {
  await playground.open({
    code: `import turtle
turtle.forward(50)
turtle.done()
print('drawn')`,
  });
  await playground.run();
  await playground.waitForOutputLine('drawn');
  const picture = page.getByRole('log').locator('iframe').contentFrame();
  await expect(picture.getByRole('img', { name: 'turtle graphics' }).locator('path')).toHaveCount(
    1,
  );
});

test('a link, and a workspace of its own for it', async ({ playground, page }) => {
  await playground.open({ code: `print('from', 'a link')` });
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = page.getByRole('dialog', { name: 'Share' }).getByLabel('Link', { exact: true });
  await expect(link).toHaveValue(/#g1=[\w-]+$/);
  const address = await link.inputValue();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await playground.showCode('own = 1');
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, new URL(address).hash);
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Open it in a new tab' }).click(),
  ]);
  await playground.waitForEditorText('own = 1');
  await expect(opened.locator('.view-lines')).toContainText('a link');
  await opened.getByRole('button', { name: 'Run', exact: true }).click();
  await opened.getByRole('button', { name: 'Run it' }).click();
  await expect(opened.getByRole('log')).toContainText('from a link');
  await opened.close();
  await page.bringToFront();
});

test('the palette, and a file of its own that main.py imports', async ({ playground, page }) => {
  await playground.open({ code: `import helper\nprint(helper.answer)` });
  await playground.focusEditor();
  await page.keyboard.press('F1');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByRole('option').first()).toBeVisible();
  await page.keyboard.type('New file');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name of the file' })).toBeFocused();
  await page.keyboard.type('helper.py');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'helper.py' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await playground.focusEditor();
  await page.keyboard.type('answer = 42');
  await page.keyboard.press('F1');
  await page.keyboard.type('Run the program');
  await page.keyboard.press('Enter');
  await playground.waitForOutputLine('42');
});
