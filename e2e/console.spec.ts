/** The console below the output, and the Variables panel beside it. */
import { expect, testInSharedTab as test } from './support/fixtures';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import type { Page } from '@playwright/test';
import type { PlaygroundPage } from './support/playground-page';

const inputOf = (page: Page) => page.getByRole('textbox', { name: 'Console input' });

async function enter(page: Page, text: string): Promise<void> {
  await inputOf(page).fill(text);
  await inputOf(page).press('Enter');
}

async function entered(playground: PlaygroundPage, page: Page, text: string): Promise<void> {
  await enter(page, text);
  await expect(inputOf(page)).toHaveValue('');
  await playground.waitForStatus('Ready');
}

test('works on the variables of the program, below its output', async ({ playground, page }) => {
  await playground.open({ code: `word = 'abc'\nprint('from the program')` });
  await playground.run();
  await playground.waitForOutputLine('from the program');
  await enter(page, 'word * 2');
  await playground.waitForOutputLine("'abcabc'");
  await enter(page, 'len(_)');
  await playground.waitForOutputLine('6');
  const lines = await playground.outputLines();
  expect(lines.filter((line) => line !== '')).toEqual([
    'from the program',
    '>>> word * 2',
    "'abcabc'",
    '>>> len(_)',
    '6',
  ]);
  await expect(inputOf(page)).toBeFocused();
});

test('goes on to the next line until Python says that the entry is whole', async ({
  playground,
  page,
}) => {
  await playground.open();
  await inputOf(page).focus();
  await page.keyboard.type('for i in range(2):');
  await page.keyboard.press('Enter');
  await expect(inputOf(page)).toHaveValue('for i in range(2):\n    ');
  await page.keyboard.type('i * 100');
  await page.keyboard.press('Enter');
  await expect(inputOf(page)).toHaveValue('for i in range(2):\n    i * 100\n    ');
  await page.keyboard.press('Enter');
  await playground.waitForOutputLine('100');
  const lines = await playground.outputLines();
  expect(lines).toEqual(
    expect.arrayContaining(['>>> for i in range(2):', '...     i * 100', '0', '100']),
  );
});

test('shows rich values, tracebacks and help', async ({ playground, page }) => {
  await playground.open();
  await entered(playground, page, 'class H:\n    def _repr_html_(self): return "<b>rich</b>"\n');
  await enter(page, 'H()');
  const frame = page.getByRole('log').locator('iframe').contentFrame();
  await expect(frame.getByText('rich')).toBeVisible();
  await enter(page, '1 / 0');
  await playground.waitForOutputLine('ZeroDivisionError: division by zero');
  const output = await playground.waitForOutput('  File "<console>", line 1, in <module>');
  expect(output).not.toContain('_goru');
  await enter(page, 'len?');
  await playground.waitForOutput('Return the number of items in a container.');
  await enter(page, '1 +* 2');
  await playground.waitForOutput('SyntaxError: invalid syntax');
});

test('completes with Tab, and lists what there is to choose from', async ({ playground, page }) => {
  await playground.open();
  await entered(playground, page, 'import math');
  await inputOf(page).focus();
  await page.keyboard.type('math.factor');
  await page.keyboard.press('Tab');
  await expect(inputOf(page)).toHaveValue('math.factorial(');
  await page.keyboard.type('4)');
  await page.keyboard.press('Enter');
  await playground.waitForOutputLine('24');
  await page.keyboard.type('math.flo');
  await page.keyboard.press('Tab');
  await expect(inputOf(page)).toHaveValue('math.floor(');
  await inputOf(page).fill('math.sin');
  await page.keyboard.press('Tab');
  await page.getByRole('list', { name: 'Completions' }).getByText('sinh(').click();
  await expect(inputOf(page)).toHaveValue('math.sinh(');
  await page.keyboard.press('Control+c');
  await expect(inputOf(page)).toHaveValue('');
  await page.keyboard.press('Tab');
  await expect(inputOf(page)).not.toBeFocused();
});

test('remembers entries across reloads', async ({ playground, page }) => {
  await playground.open();
  await entered(playground, page, 'first = 1');
  await entered(playground, page, 'if first:\n    second = 2\n');
  await playground.reload();
  await inputOf(page).focus();
  await page.keyboard.press('ArrowUp');
  await expect(inputOf(page)).toHaveValue('if first:\n    second = 2');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(inputOf(page)).toHaveValue('first = 1');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(inputOf(page)).toHaveValue('');
});

test('can be stopped, leaves input() to the program, and Ctrl+L clears', async ({
  playground,
  page,
}) => {
  await playground.open();
  await entered(playground, page, 'kept = 5');
  await enter(page, 'import time; time.sleep(60)');
  await playground.waitForStatus('Running');
  await inputOf(page).press('Control+c');
  await playground.waitForOutputLine('Stopped');
  await playground.waitForStatus('Ready');
  await enter(page, 'answer = input("What? ")');
  await playground.typeProgramInput('that');
  await playground.waitForStatus('Ready');
  await enter(page, 'answer, kept');
  await playground.waitForOutputLine("('that', 5)");
  await inputOf(page).press('Control+l');
  await expect(page.getByRole('log')).not.toContainText('that');
});

test('lists variables after each run and entry, whatever they are', async ({
  playground,
  page,
}) => {
  await playground.open({
    code: `import math
class Trap:
    def __repr__(self):
        while True: pass
trap = Trap()
numbers = list(range(1000))
loop = []; loop.append(loop)`,
  });
  await page.getByRole('button', { name: 'Variables', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Variables' });
  await expect(panel).toContainText('No variables yet');
  await playground.run();
  const row = (name: string) =>
    panel.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
  await expect(row('numbers')).toContainText('list · 1,000 items[0, 1, 2, 3, 4, 5, 6, 7, …]');
  await expect(row('trap')).toContainText('<Trap>');
  await expect(row('math')).toHaveCount(0);
  await entered(playground, page, 'numbers = "two"');
  await expect(row('numbers')).toContainText("str · 3 characters'two'");
  await assertNoSeriousAxeViolations(playground);
  await playground.click('Reset session');
  await expect(panel).toContainText('No variables yet');
});
