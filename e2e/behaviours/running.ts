import assert from 'node:assert/strict';
import type { BehaviourGroup } from './behaviour';

export const running: BehaviourGroup = {
  title: 'running a program',
  tab: 'shared',
  behaviours: [
    {
      name: 'prints what the program prints',
      run: async (playground) => {
        await playground.open({ code: `print('hello')` });
        await playground.run();
        await playground.waitForOutputLine('hello');
        await playground.waitForStatus('Ready');
      },
    },
    {
      name: 'shows what display() is given, between what is printed before and after',
      run: async (playground) => {
        await playground.open({ code: `print('before')\ndisplay([6, 7])\nprint('after')` });
        await playground.run();
        const lines = await playground.waitForOutputLine('after');
        assert.deepEqual(
          lines.filter((line) => line !== ''),
          ['before', '[6, 7]', 'after'],
        );
      },
    },
    {
      name: 'blocks through JSPI where there is JSPI, and through the service worker otherwise',
      run: async (playground) => {
        await playground.open();
        assert.equal(
          await playground.driver.evaluate('document.documentElement.dataset.channel'),
          playground.expectedChannel,
        );
      },
    },
    {
      name: 'streams output while the program is still running',
      run: async (playground) => {
        await playground.open({
          code: `import time\nprint('first')\ntime.sleep(2)\nprint('second')`,
        });
        await playground.run();
        const early = await playground.waitForOutputLine('first');
        assert(!early.includes('second'), 'the second line came with the first');
        await playground.waitForStatus('Running');
        await playground.waitForOutputLine('second');
        await playground.waitForStatus('Ready');
      },
    },
    {
      name: 'shows standard output and standard error in the order they were written',
      run: async (playground) => {
        await playground.open({
          code: `import sys\nprint('one')\nprint('two', file=sys.stderr)\nprint('three')`,
        });
        await playground.run();
        const lines = await playground.waitForOutputLine('three');
        assert.deepEqual(
          lines.filter((line) => ['one', 'two', 'three'].includes(line)),
          ['one', 'two', 'three'],
        );
      },
    },
    {
      name: 'shows text of every script and emoji as written',
      run: async (playground) => {
        await playground.open({ code: `print('Grüße, 世界 🐍 مرحبا')` });
        await playground.run();
        await playground.waitForOutputLine('Grüße, 世界 🐍 مرحبا');
      },
    },
    {
      name: 'keeps variables from one run to the next',
      run: async (playground) => {
        await playground.open({ code: `x = 41\nprint('stored')` });
        await playground.run();
        await playground.waitForOutputLine('stored');
        await playground.run(`print(x + 1)`);
        await playground.waitForOutputLine('42');
      },
    },
    {
      name: 'forgets variables after Reset session',
      run: async (playground) => {
        await playground.open({ code: `x = 41\nprint('stored')` });
        await playground.run();
        await playground.waitForOutputLine('stored');
        await playground.waitForStatus('Ready');
        await playground.click('Reset session');
        await playground.run(`print('x known:', 'x' in globals())`);
        await playground.waitForOutputLine('x known: False');
      },
    },
    {
      name: 'empties the output with Clear output',
      run: async (playground) => {
        await playground.open({ code: `print('to be cleared')` });
        await playground.run();
        await playground.waitForOutputLine('to be cleared');
        await playground.waitForStatus('Ready');
        await playground.click('Clear output');
        await playground.run(`print('afterwards')`);
        const lines = await playground.waitForOutputLine('afterwards');
        assert(!lines.includes('to be cleared'), 'the old output is still there');
      },
    },
    {
      name: 'keeps the session and its variables after sys.exit(3)',
      run: async (playground) => {
        await playground.open({ code: `import sys\nx = 7\nprint('leaving')\nsys.exit(3)` });
        await playground.run();
        await playground.waitForOutputLine('leaving');
        await playground.run(`print('x is', x)`);
        await playground.waitForOutputLine('x is 7');
      },
    },
    {
      name: 'imports the goru module',
      run: async (playground) => {
        await playground.open({ code: `import goru\nprint('imported', goru.__name__)` });
        await playground.run();
        await playground.waitForOutputLine('imported goru');
      },
    },
  ],
};
