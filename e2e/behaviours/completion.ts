import assert from 'node:assert/strict';
import type { BehaviourGroup } from './behaviour';

const KEYS = 'its test driver does not get these key combinations through to the page';

export const completion: BehaviourGroup = {
  title: 'what the editor knows of kv, fs and http',
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
        await playground.waitForSuggestion('delete');
        await playground.driver.press('Enter');
        await playground.waitForEditorText('kv.delete');
      },
    },
    {
      name: 'completes nothing of a capability in a comment',
      skip: { webkit: KEYS },
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
        await playground.waitForEditorHelp('set(key: str, value: Any) -> str');
      },
    },
    {
      name: 'explains a name on request',
      skip: { webkit: KEYS },
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
  ],
};
