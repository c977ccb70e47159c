import assert from 'node:assert/strict';
import type { BehaviourGroup } from './behaviour';

/** The computed colour of the innermost element of the log whose text is exactly this. */
function colourOf(text: string): string {
  return `[...document.querySelectorAll('[role=log] *')]
    .filter((element) => element.textContent.trim() === ${JSON.stringify(text)})
    .map((element) => getComputedStyle(element).color).at(-1) ?? ''`;
}

export const terminal: BehaviourGroup = {
  title: 'terminal output',
  tab: 'shared',
  behaviours: [
    {
      name: 'shows ANSI colours as colours',
      run: async (playground) => {
        await playground.open({
          code: String.raw`print('\x1b[31mred\x1b[0m')
print('\x1b[32mgreen\x1b[0m')`,
        });
        await playground.run();
        await playground.waitForOutputLine('red');
        await playground.waitForOutputLine('green');
        const red = await playground.driver.evaluate(colourOf('red'));
        const green = await playground.driver.evaluate(colourOf('green'));
        assert.notEqual(red, '');
        assert.notEqual(red, green);
      },
    },
    {
      name: 'overwrites the line after a carriage return, as progress bars expect',
      run: async (playground) => {
        await playground.open({
          code: String.raw`for i in range(1, 4): print(f'\rstep {i} of 3', end='')
print()
print('done')`,
        });
        await playground.run();
        const lines = await playground.waitForOutputLine('done');
        assert(lines.includes('step 3 of 3'), lines.join('\n'));
        assert(!lines.join('\n').includes('step 1'), 'an overwritten step is still there');
      },
    },
    {
      name: 'erases the rest of the line on request',
      run: async (playground) => {
        await playground.open({
          code: String.raw`print('a long line of text', end='')
print('\rshort\x1b[K')
print('done')`,
        });
        await playground.run();
        const lines = await playground.waitForOutputLine('done');
        assert(lines.includes('short'), lines.join('\n'));
      },
    },
  ],
};
