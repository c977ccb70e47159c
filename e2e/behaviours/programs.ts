import { eventually } from '../support/eventually';
import type { Behaviour, BehaviourGroup } from './behaviour';

const MINE = `print('mine')`;

const keepsPrograms: Behaviour = {
  name: 'keeps the person’s own program when a changed example gives way to another one',
  run: async (playground) => {
    const { driver } = playground;
    await playground.open();
    await playground.typeCode(MINE);
    await playground.waitForEditorText(MINE);
    await driver.click({ role: 'button', name: 'Examples' });
    await driver.click({ role: 'button', name: /^Shapes/ });
    await playground.focusEditor();
    await driver.type('#');
    await driver.click({ role: 'button', name: /^Kitchen/ });
    await driver.click({ role: 'button', name: /^Back to my program/ });
    await playground.waitForEditorText(MINE);
    const changed = await driver.texts({ role: 'button', name: /“Shapes”, with your changes/ });
    if (changed.length !== 1) throw new Error('the changed example is not kept');
  },
};

const keepsOtherTabs: Behaviour = {
  name: 'keeps what another tab has saved meanwhile, and says so',
  run: async (playground) => {
    const { driver } = playground;
    await playground.open();
    await playground.typeCode(MINE);
    await playground.waitForEditorText(MINE);
    await eventually(() => driver.evaluate(savedCode), {
      until: (text) => text === MINE,
      wanted: 'the program in the storage',
    });
    // What a tab does to the others is this and nothing else.
    await driver.evaluate(`void localStorage.setItem(${codeKey}, 'their_program = 1')`);
    await playground.typeCode(`${MINE} # longer`);
    await eventually(() => driver.evaluate(`document.body.innerText`), {
      until: (text) => String(text).includes('Another tab has saved a different program'),
      wanted: 'a notice about the other tab',
    });
    await driver.click({ role: 'button', name: 'Examples' });
    await driver.click({ role: 'button', name: /their_program/ });
    await playground.waitForEditorText('their_program = 1');
  },
};

const savesByKey: Behaviour = {
  name: 'says that it saves by itself to whoever presses Ctrl+S',
  run: async (playground) => {
    const { driver } = playground;
    await playground.open();
    await playground.typeCode(MINE);
    await playground.waitForEditorText(MINE);
    await driver.press('Control+s');
    await eventually(() => driver.evaluate(`document.body.innerText`), {
      until: (text) => String(text).includes('Saved in this browser'),
      wanted: '"Saved in this browser"',
    });
  },
};

const codeKey = `Object.keys(localStorage).find((key) => key.endsWith(':code'))`;
const savedCode = `localStorage.getItem(${codeKey} ?? '')`;

export const programs: BehaviourGroup = {
  title: 'programs',
  tab: 'own',
  behaviours: [keepsPrograms, keepsOtherTabs, savesByKey],
};
