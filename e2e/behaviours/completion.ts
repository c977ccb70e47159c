import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import type { PlaygroundPage } from '../support/playground-page';
import type { BehaviourGroup } from './behaviour';

export const completion: BehaviourGroup = {
  title: 'what the editor knows',
  tab: 'shared',
  behaviours: [
    {
      name: 'completes the names of a capability',
      run: async (playground) => {
        await playground.open({ code: '# empty' });
        await playground.waitForEditorText('# empty');
        await playground.typeCode('kv.');
        const names = await playground.waitForSuggestion('get');
        assert.ok(names.includes('set') && names.includes('keys'), names.join(' '));
        await playground.driver.type('del');
        await playground.waitForChosenSuggestion('delete');
        await playground.driver.press('Enter');
        await playground.waitForEditorText('kv.delete');
      },
    },
    {
      name: 'completes nothing of a capability in a comment',
      run: async (playground) => {
        await playground.open({ code: '# empty' });
        await playground.waitForEditorText('# empty');
        await playground.typeCode('nothing = 1  # kv.');
        await playground.driver.press('Control+Space');
        const inComment = await playground.waitForSuggestion('nothing');
        assert.ok(!inComment.includes('get'), inComment.join(' '));
      },
    },
    {
      name: 'shows the signature while arguments are written',
      run: async (playground) => {
        await playground.open({ code: '# empty' });
        await playground.waitForEditorText('# empty');
        await playground.typeCode('kv.set(');
        // The name is not in the language server's own form of it.
        await playground.waitForEditorHelp('(key: str, value: Any) -> str');
      },
    },
    {
      name: 'explains a name on request',
      run: async (playground) => {
        await playground.open({ code: 'kv.keys()' });
        await playground.waitForEditorText('kv.keys()');
        await playground.focusEditor();
        await playground.driver.press('Home');
        await playground.driver.press('Control+k');
        await playground.driver.press('Control+i');
        await playground.waitForEditorHelp('a small store for JSON values that survives a reload');
      },
    },
    {
      name: 'completes what the values of a program have',
      run: async (playground) => {
        await playground.open({ code: '# empty' });
        await untilCodeHelp(playground);
        await playground.typeCode('greeting = "hello".');
        const names = await playground.waitForSuggestion('capitalize');
        assert.ok(names.includes('casefold'), names.join(' '));
      },
    },
    {
      name: 'completes kv with its documentation once the language server is there',
      run: async (playground) => {
        await playground.open({ code: '# empty' });
        await untilCodeHelp(playground);
        await playground.typeCode('kv.');
        const names = await playground.waitForSuggestion('get');
        // Twins come after what they are twins of.
        const twin = names.findIndex((name) => name.startsWith('async_'));
        assert.ok(names.slice(0, twin).includes('set'), names.join(' '));
      },
    },
    {
      name: 'completes a name that begins like a keyword',
      run: async (playground) => {
        await playground.open({ code: '# empty' });
        await playground.typeCode('kv.del');
        await untilCodeHelp(playground);
        await playground.driver.press('Escape');
        await playground.driver.press('Control+Space');
        await playground.waitForChosenSuggestion('delete');
      },
    },
    {
      name: 'marks a name that nothing has, and says what that means',
      run: async (playground) => {
        await openUnmarked(playground);
        await playground.showCode('name = 1\nprint(nam)');
        await untilMarked(playground, true);
        await playground.focusEditor();
        await playground.driver.press('Control+End');
        await playground.driver.press('ArrowLeft');
        await playground.driver.press('ArrowLeft');
        await playground.driver.press('Control+k');
        await playground.driver.press('Control+i');
        await playground.waitForEditorHelp('"nam" is not defined');
        await playground.waitForEditorHelp('Python does not know the name “nam” here');
      },
    },
    {
      name: 'has nothing against await at the top level, a last expression or a pip line',
      run: async (playground) => {
        await openUnmarked(playground);
        await playground.showCode('print(nam)');
        await untilMarked(playground, true);
        await playground.showCode(
          '%pip install x\nvalue = await kv.async_get("x")\nvalue == None or 3',
        );
        await untilMarked(playground, false);
        await playground.showCode('await kv.async_get("x")\nprint(nam)');
        await untilMarked(playground, true);
        const marks = await playground.driver.evaluate(
          `document.querySelectorAll('.monaco-editor .squiggly-error').length`,
        );
        assert.equal(marks, 1);
      },
    },
    {
      name: 'formats the program with Shift+Alt+F',
      run: async (playground) => {
        await playground.open({ code: 'x = {  "a":1 }\n%pip list' });
        await untilCodeHelp(playground);
        await playground.focusEditor();
        await playground.driver.press('Shift+Alt+f');
        await playground.waitForEditorText('x = {"a": 1}\n%pip list\n');
      },
    },
    {
      name: 'offers the import that is missing',
      run: async (playground) => {
        await openUnmarked(playground);
        await playground.showCode('# squares\nprint(math.sqrt(4))');
        await untilMarked(playground, true);
        await playground.focusEditor();
        await playground.driver.press('Control+End');
        await playground.driver.press('F8');
        await playground.driver.press('Escape');
        await playground.driver.press('Control+.');
        await eventually(
          () => playground.driver.evaluate(`document.querySelector('.action-widget')?.textContent`),
          {
            until: (text) => String(text).includes('import math'),
            wanted: 'the offer to import math',
          },
        );
        await playground.driver.press('Enter');
        await playground.waitForEditorText('# squares\nimport math\nprint(math.sqrt(4))');
        await untilMarked(playground, false);
      },
    },
    {
      name: 'renames a name everywhere',
      run: async (playground) => {
        await playground.open({ code: 'total = 1\nprint(total)' });
        await untilCodeHelp(playground);
        await playground.focusEditor();
        await playground.driver.press('Control+Home');
        await playground.driver.press('F2');
        await eventually(
          () => playground.driver.evaluate(`document.activeElement.matches('.rename-input')`),
          { until: (isOpen) => isOpen === true, wanted: 'the box for the new name' },
        );
        await playground.driver.press('Control+a');
        await playground.driver.type('amount');
        await playground.driver.press('Enter');
        await playground.waitForEditorText('amount = 1\nprint(amount)');
      },
    },
    {
      name: 'says below an error what it means',
      run: async (playground) => {
        await playground.open();
        await playground.run('print(nam)');
        await playground.waitForOutput("NameError: name 'nam' is not defined");
        await playground.waitForOutput('Python does not know the name “nam” here');
      },
    },
  ],
};

/** What a mark that is there already says is another program's. */
async function openUnmarked(playground: PlaygroundPage): Promise<void> {
  await playground.open({ code: '# empty' });
  await untilCodeHelp(playground);
  await untilMarked(playground, false);
}

/** The language server loads when somebody uses the editor; a busy machine with two cores takes its time for it. */
async function untilCodeHelp(playground: PlaygroundPage): Promise<void> {
  await playground.focusEditor();
  await playground.driver.press('ArrowDown');
  await eventually(() => playground.driver.evaluate(`document.documentElement.dataset.codeHelp`), {
    until: (state) => state === 'ready',
    wanted: 'the language server',
    timeoutMs: 60_000,
  });
}

async function untilMarked(playground: PlaygroundPage, isMarked: boolean): Promise<void> {
  await eventually(() => playground.hasErrorMarker(), {
    until: (hasMarker) => hasMarker === isMarked,
    wanted: isMarked ? 'a mistake that is marked' : 'no mistake that is marked',
    timeoutMs: 30_000,
  });
}
