/** Turtle graphics: one picture that draws itself. */
import { expect, testInSharedTab as test } from './support/fixtures';

test('a turtle draws, and then its picture stands still', async ({ playground, page }) => {
  await playground.open({
    code: `import turtle
t = turtle.Turtle()
t.color('red', 'yellow')
t.begin_fill()
for _ in range(4):
    t.forward(50)
    t.left(90)
t.end_fill()
turtle.done()
print('shown')`,
  });
  await playground.run();
  await playground.waitForOutputLine('shown');
  const picture = page
    .getByRole('log')
    .locator('iframe')
    .contentFrame()
    .getByRole('img', { name: 'turtle graphics' });
  await expect(picture.locator('path')).toHaveCount(4);
  await expect(picture.locator('polygon').first()).toHaveCSS('fill', 'rgb(255, 255, 0)');
  // What comes last is what is inside.
  await expect(picture.locator('path').last()).toHaveCSS('opacity', '1');
  await expect(picture.locator('polygon').first()).toHaveCSS('opacity', '1');
  const running = await picture.evaluate((svg) => {
    const moving = svg.ownerDocument.getAnimations();
    return moving.filter(({ playState }) => playState === 'running').length;
  });
  expect(running).toBe(0);
});
