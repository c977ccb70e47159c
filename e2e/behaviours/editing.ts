import type { Behaviour, BehaviourGroup } from './behaviour';

const runsByKey: Behaviour[] = ['Control+Enter', 'Shift+Enter'].map((keys) => ({
  name: `runs the program with ${keys} and leaves the text alone`,
  run: async (playground) => {
    await playground.open({ code: `print(6 * 7)` });
    await playground.waitForEditorText('print(6 * 7)');
    await playground.focusEditor();
    await playground.driver.press(keys);
    await playground.waitForOutputLine('42');
    await playground.waitForEditorText('print(6 * 7)');
  },
}));

export const editing: BehaviourGroup = {
  title: 'the editor',
  tab: 'shared',
  behaviours: [
    ...runsByKey,
    {
      name: 'runs what was typed, and still has it after a reload',
      run: async (playground) => {
        await playground.open();
        await playground.typeCode('print(1234 * 2)');
        await playground.waitForEditorText('print(1234 * 2)');
        await playground.run();
        await playground.waitForOutputLine('2468');
        await playground.reload();
        await playground.run();
        await playground.waitForOutputLine('2468');
      },
    },
  ],
};
