/** Programs that carry checks: what the learner sees after each run. */
import { expect, testInSharedTab as test } from './support/fixtures';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import type { Locator, Page } from '@playwright/test';

const checksOf = (page: Page): Locator => page.getByRole('region', { name: 'Checks' });
const checkOf = (page: Page, title: string): Locator =>
  checksOf(page).getByRole('listitem').filter({ hasText: title });

test('say what was expected and what came, at which line', async ({ playground, page }) => {
  await playground.open({
    code: `def area(w, h):
    return w + h
print('Hello')
items = [1]
# goru: check "area multiplies"
assert area(2, 3) == 6, 'width times height'
# goru: check "prints a greeting"
assert output == 'Hello\\n'
# goru: check "leaves the session alone"
items.append(2)
print('quiet')
assert items == [1, 2]
# goru: check "does not fail"
area(1)
`,
  });
  await playground.run();
  const checks = checksOf(page);
  await expect(checks.getByRole('status')).toHaveText('2 of 4 checks pass');
  const wrong = checkOf(page, 'area multiplies');
  await expect(wrong).toContainText('width times height');
  await expect(wrong).toContainText('area(2, 3): expected 6, got 5');
  await expect(checkOf(page, 'does not fail')).toContainText('TypeError: area() missing 1');
  await assertNoSeriousAxeViolations(playground);
  await wrong.getByRole('button', { name: 'line 6' }).click();
  // Which unfolds it.
  await expect.poll(() => playground.editorCursorLine()).toBe(6);
  expect((await playground.outputLines()).filter((line) => line !== '')).toEqual(['Hello']);
  await page.getByRole('textbox', { name: 'Console input' }).fill('items');
  await page.getByRole('textbox', { name: 'Console input' }).press('Enter');
  await playground.waitForOutputLine('[1]');
});

test('are folded away at first, wait for a program without an error, and go with the file', async ({
  playground,
  page,
}) => {
  await playground.open({ code: 'x = 1 / 0\n# goru: check "x"\nassert x == 1\nassert True\n' });
  await expect(page.locator('.monaco-editor .view-line').filter({ hasText: 'assert' })).toHaveCount(
    0,
  );
  await playground.run();
  await expect(checksOf(page)).toContainText('when it has ended without an error');
  await playground.run('x = 1\n# goru: check "x"\nassert x == 1\n');
  await expect(checksOf(page).getByRole('status')).toHaveText('The check passes');
  await playground.run('print("no checks")');
  await playground.waitForOutputLine('no checks');
  await expect(checksOf(page)).toBeHidden();
});

test('that never end are stopped, and the session lives', async ({ playground, page }) => {
  test.slow();
  await playground.open({
    code: `kept = 7
def count():
    while True:
        pass
# goru: check "first"
assert kept == 7
# goru: check "ends"
count()
# goru: check "last"
assert True
`,
  });
  await playground.run();
  await expect(checkOf(page, 'ends')).toContainText('took too long', { timeout: 30_000 });
  await expect(checksOf(page).getByRole('status')).toHaveText('1 of 3 checks pass');
  await expect(checkOf(page, 'last')).toContainText('Not run');
  await playground.waitForStatus('Ready');
  await page.getByRole('textbox', { name: 'Console input' }).fill('kept * 6');
  await page.getByRole('textbox', { name: 'Console input' }).press('Enter');
  await playground.waitForOutputLine('42');
});

test('may lie in a file of their own', async ({ playground, page }) => {
  await playground.open({ code: 'def square(n):\n    return n * 2\n' });
  await page.getByRole('button', { name: 'Add a file' }).click();
  await page
    .getByRole('textbox', { name: 'Name of the file', exact: true })
    .fill('check_squares.py');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'check_squares.py' })).toBeVisible();
  await playground.focusEditor();
  await page.keyboard.type('assert square(2) == 4\nassert square(3) == 9');
  await playground.click('Run');
  const check = checkOf(page, 'squares');
  await expect(check).toContainText('square(3): expected 9, got 6');
  await page.getByRole('tab', { name: 'main.py' }).click();
  await check.getByRole('button', { name: 'check_squares.py, line 2' }).click();
  await expect.poll(() => playground.editorCursorLine()).toBe(2);
  await page.getByRole('button', { name: 'File actions', exact: true }).click();
  await page.getByRole('button', { name: 'Delete check_squares.py' }).click();
  await expect(page.getByRole('tab', { name: 'check_squares.py' })).toBeHidden();
});

test('the example can be solved', async ({ playground, page }) => {
  await playground.open();
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('button', { name: /^Exercise/ }).click();
  await playground.click('Run');
  await playground.typeProgramInput('Bo');
  await expect(checksOf(page).getByRole('status')).toHaveText('0 of 2 checks pass');
  await expect(checkOf(page, 'area multiplies')).toContainText('expected 6, got 5');
  await expect(checkOf(page, 'greets with')).toContainText(
    "expected 'Hello, Ada!' to be in it, got 'What is your name? Hello Ada",
  );
});
