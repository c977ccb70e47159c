import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import type { BehaviourGroup } from './behaviour';

export const input: BehaviourGroup = {
  title: 'input()',
  tab: 'shared',
  behaviours: [
    {
      name: 'shows the prompt, waits, and gives the program what was typed',
      run: async (playground) => {
        await playground.open({ code: `name = input('Your name? ')\nprint('Hello', name)` });
        await playground.run();
        await playground.waitForOutput('Your name?');
        await playground.typeProgramInput('Ada');
        await playground.waitForOutput(/Hello Ada$/m);
        await playground.waitForStatus('Ready');
      },
    },
    {
      name: 'asks as often as the program asks',
      run: async (playground) => {
        await playground.open({
          code: `first = int(input('first: '))\nsecond = int(input('second: '))\nprint('sum', first + second)`,
        });
        await playground.run();
        await playground.waitForOutput('first:');
        await playground.typeProgramInput('20');
        await playground.waitForOutput('second:');
        await playground.typeProgramInput('22');
        await playground.waitForOutput(/sum 42$/m);
      },
    },
    {
      name: 'keeps its question and the focus when the output is cleared',
      run: async (playground) => {
        await playground.open({
          code: `print('old')\nname = input('Your name? ')\nprint('Hello', name)`,
        });
        await playground.run();
        await playground.waitForStatus('Waiting for input');
        await playground.click('Clear output');
        await eventually(() => playground.output(), {
          until: (text) => !text.includes('old'),
          wanted: 'an output without its old lines',
        });
        await playground.driver.type('Ada');
        await playground.driver.press('Enter');
        const lines = await playground.waitForOutputLine('Hello Ada');
        assert(lines.includes('Your name? Ada'), lines.join('\n'));
      },
    },
  ],
};
