import assert from 'node:assert/strict';
import type { Behaviour, BehaviourGroup } from './behaviour';

/** The issue promises less than a second on an idle machine; here two browsers share two cores. */
const STOP_TIMEOUT_MS = 10_000;

interface EndlessProgram {
  readonly name: string;
  readonly code: string;
  /** What the output shows once the program is at it; a flood pushes its first lines out of sight. */
  readonly signOfLife?: RegExp;
}

/** No interpreter is asked anything inside of one long call of the C library. */
const ONE_LONG_CALL = 'sum(range(10**12))';

const ENDLESS_PROGRAMS: readonly EndlessProgram[] = [
  { name: 'time.sleep(60)', code: `import time\nprint('started')\ntime.sleep(60)` },
  { name: 'while True: print(1)', code: `while True: print(1)`, signOfLife: /^1$/m },
  { name: 'while True: pass', code: `print('started')\nwhile True: pass` },
  {
    name: 'a catastrophic regular expression',
    code: `import re\nprint('started')\nre.match('(a+)+$', 'a' * 64 + 'b')`,
  },
  { name: ONE_LONG_CALL, code: `print('started')\n${ONE_LONG_CALL}` },
  { name: '10**10**8', code: `print('started')\n10**10**8` },
  {
    name: 'an asyncio sleep',
    code: `import asyncio\nprint('started')\nawait asyncio.sleep(60)`,
  },
  {
    name: 'a program which swallows KeyboardInterrupt',
    code: `print('started')
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass`,
  },
];

const stopsEndlessPrograms: Behaviour[] = ENDLESS_PROGRAMS.map(
  ({ name, code, signOfLife = /^started$/m }) => ({
    name: `stops ${name}, and the next run works`,
    run: async (playground) => {
      await playground.open({ code });
      await playground.run();
      await playground.waitForOutput(signOfLife);
      await playground.waitForStatus('Running');
      await playground.click('Stop');
      await playground.waitForStatus('Ready', STOP_TIMEOUT_MS);
      await playground.assertNextRunWorks();
    },
  }),
);

export const stopping: BehaviourGroup = {
  title: 'Stop',
  tab: 'shared',
  behaviours: [
    ...stopsEndlessPrograms,
    {
      name: 'runs finally blocks and keeps variables when a sleeping program is stopped',
      run: async (playground) => {
        await playground.open({
          code: `import time\nx = 5\ntry:\n    print('sleeping')\n    time.sleep(60)\nfinally:\n    print('tidied up')`,
        });
        await playground.run();
        await playground.waitForOutputLine('sleeping');
        await playground.waitForStatus('Running');
        await playground.click('Stop');
        await playground.waitForOutputLine('tidied up');
        await playground.run(`print('x is', x)`);
        await playground.waitForOutputLine('x is 5');
      },
    },
    {
      name: 'runs finally blocks and keeps variables of a busy program, if this Python can be interrupted',
      run: async (playground) => {
        await playground.open({
          code: `x = 5\ntry:\n    print('started')\n    while True: pass\nfinally:\n    print('tidied up')`,
        });
        await playground.run();
        await playground.waitForOutputLine('started');
        await playground.waitForStatus('Running');
        await playground.click('Stop');
        const isInterruptible = playground.python === '3.13';
        await playground.waitForOutputLine(
          isInterruptible ? 'tidied up' : 'Python was restarted; variables are gone',
        );
        await playground.run(`print('x known:', 'x' in globals())`);
        await playground.waitForOutputLine(`x known: ${isInterruptible ? 'True' : 'False'}`);
      },
    },
    {
      name: 'says so when a busy program could only be ended together with its variables',
      run: async (playground) => {
        await playground.open({ code: `x = 5\nprint('started')\n${ONE_LONG_CALL}` });
        await playground.run();
        await playground.waitForOutputLine('started');
        await playground.waitForStatus('Running');
        await playground.click('Stop');
        const notice = 'Python was restarted; variables are gone';
        const lines = await playground.waitForOutputLine(notice);
        assert.deepEqual(
          lines.filter((line) => line !== ''),
          ['started', 'Stopped', notice],
        );
        await playground.run(`print('x known:', 'x' in globals())`);
        await playground.waitForOutputLine('x known: False');
      },
    },
    {
      name: 'says where the program was, without a traceback',
      run: async (playground) => {
        await playground.open({ code: `import time\nprint('started')\ntime.sleep(60)` });
        await playground.run();
        await playground.waitForOutputLine('started');
        await playground.waitForStatus('Running');
        await playground.click('Stop');
        const lines = await playground.waitForOutputLine('Stopped at line 3');
        assert.deepEqual(
          lines.filter((line) => line !== ''),
          ['started', 'Stopped at line 3'],
        );
      },
    },
    {
      name: 'is not what a KeyboardInterrupt of the program’s own is taken for',
      run: async (playground) => {
        await playground.open({ code: `raise KeyboardInterrupt` });
        await playground.run();
        const output = await playground.waitForOutput(/^KeyboardInterrupt$/m);
        await playground.waitForStatus('Ready');
        assert.match(output, /main\.py", line 1\b/);
        assert.doesNotMatch(await playground.output(), /Stopped/);
      },
    },
    {
      name: 'stops a program which waits for input',
      run: async (playground) => {
        await playground.open({ code: `input('never answered: ')` });
        await playground.run();
        await playground.waitForStatus('Waiting for input');
        await playground.click('Stop');
        await playground.waitForStatus('Ready', STOP_TIMEOUT_MS);
        await playground.assertNextRunWorks();
      },
    },
  ],
};
