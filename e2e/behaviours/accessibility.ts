import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { PlaygroundPage } from '../support/playground-page';
import type { BehaviourGroup } from './behaviour';

/**
 * Fails with the rule, its advice and the elements, which is what one needs to repair it.
 *
 * @param where A selector of the part to look at; by default, the whole page.
 */
export async function assertNoSeriousAxeViolations(
  { driver }: PlaygroundPage,
  where = 'html',
): Promise<void> {
  // Evaluated rather than inserted as a script element, which the page's own policy would refuse.
  const isThere = await driver.evaluate(`typeof axe !== 'undefined'`);
  if (isThere !== true) await driver.evaluate(`(() => { ${axe.source} })()`);
  const { violations } = (await driver.evaluate(
    `axe.run(${JSON.stringify(where)}, { resultTypes: ['violations'] })`,
  )) as AxeResults;
  assert.deepEqual(
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html) })),
    [],
  );
}

export const accessibility: BehaviourGroup = {
  title: 'accessibility',
  tab: 'shared',
  behaviours: [
    {
      name: 'has no serious axe-core violation with a coloured output and a traceback on screen',
      run: async (playground) => {
        await playground.open({ code: `print('\\x1b[31mred\\x1b[0m')\n1 / 0` });
        await playground.run();
        await playground.waitForOutput('ZeroDivisionError');
        await playground.focusEditor();
        await assertNoSeriousAxeViolations(playground);
      },
    },
    {
      name: 'runs a program with the keyboard alone',
      run: async (playground) => {
        await playground.open({ code: `print('by keyboard')` });
        await playground.driver.focus({ role: 'button', name: 'Run' });
        await playground.driver.press('Enter');
        await playground.waitForOutputLine('by keyboard');
      },
    },
  ],
};
