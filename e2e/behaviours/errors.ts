import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import type { BehaviourGroup } from './behaviour';

const DIVISION = `def divide(a, b):
    return a / b


divide(1, 0)
`;

/** Leaves time for an edit before it fails. */
const SLOW_FAILURE = `import time
print('under way')
time.sleep(3)
1 / 0`;

export const errors: BehaviourGroup = {
  title: 'errors of the program',
  tab: 'shared',
  behaviours: [
    {
      name: 'shows where a syntax error is',
      run: async (playground) => {
        await playground.open({ code: `x = 1\nif x ==:\n    pass\n` });
        await playground.run();
        const output = await playground.waitForOutput('SyntaxError');
        assert.match(output, /main\.py", line 2\b/);
        await playground.assertNextRunWorks();
      },
    },
    {
      name: 'shows a traceback with the lines of the program and no others',
      run: async (playground) => {
        await playground.open({ code: DIVISION });
        await playground.run();
        const output = await playground.waitForOutput('ZeroDivisionError: division by zero');
        assert.match(output, /main\.py", line 5\b/);
        assert.match(output, /main\.py", line 2, in divide\b/);
        assert(output.includes('return a / b'), 'the source line is missing');
        const files = [...output.matchAll(/File "([^"]*)"/g)].map(([, file]) => file);
        assert.equal(files.length, 2, `frames which are not the program's: ${files.join(', ')}`);
        await playground.assertNextRunWorks();
      },
    },
    {
      name: 'leads from a line of the traceback to the line in the editor, which carries a marker',
      run: async (playground) => {
        await playground.open({ code: DIVISION });
        await playground.run();
        await playground.waitForOutput('ZeroDivisionError');
        await eventually(() => playground.hasErrorMarker(), {
          until: (hasMarker) => hasMarker,
          wanted: 'an error marker in the editor',
        });
        await playground.clickTracebackLine(2);
        await eventually(() => playground.editorCursorLine(), {
          until: (line) => line === 2,
          wanted: 'the cursor on line 2',
        });
      },
    },
    {
      name: 'takes what is typed at the line that a traceback has led to',
      run: async (playground) => {
        const program = 'a = 1\n1 / 0';
        await playground.open({ code: program });
        await playground.waitForEditorText(program);
        await playground.focusEditor();
        await playground.run();
        await playground.waitForOutput('ZeroDivisionError');
        await playground.showCode(`# again\n${program}`);
        await playground.waitForEditorText(`# again\n${program}`);
        await playground.run();
        await playground.waitForOutput('main.py", line 3');
        await playground.clickTracebackLine(3);
        await playground.driver.type('b');
        await playground.waitForEditorText('# again\na = 1\nb1 / 0');
      },
    },
    {
      name: 'finds the line again where edits during the run have moved it',
      run: async (playground) => {
        await playground.open({ code: SLOW_FAILURE });
        await playground.waitForEditorText(SLOW_FAILURE);
        await playground.run();
        await playground.waitForOutputLine('under way');
        await playground.focusEditor();
        await playground.driver.press('Enter');
        await playground.waitForOutput('ZeroDivisionError');
        await eventually(() => playground.hasErrorMarker(), {
          until: (hasMarker) => hasMarker,
          wanted: 'an error marker in the editor',
        });
        await playground.clickTracebackLine(4);
        await eventually(() => playground.editorCursorLine(), {
          until: (line) => line === 5,
          wanted: 'the cursor on line 5, where line 4 has moved',
        });
      },
    },
    {
      name: 'marks nothing in a program that was opened during the run, and leads nowhere in it',
      run: async (playground) => {
        await playground.open({ code: SLOW_FAILURE });
        await playground.run();
        await playground.waitForOutputLine('under way');
        await playground.showCode('a = 1\nb = 2\nc = 3\nd = 4');
        await playground.waitForEditorText('a = 1\nb = 2\nc = 3\nd = 4');
        await playground.waitForOutput('ZeroDivisionError');
        await playground.waitForStatus('Ready');
        assert.equal(await playground.hasErrorMarker(), false);
        await playground.clickTracebackLine(4);
        await eventually(() => playground.driver.evaluate('document.body.innerText'), {
          until: (text) => String(text).includes('The editor no longer has that line'),
          wanted: 'a word about the missing line',
        });
      },
    },
  ],
};
