import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import type { PlaygroundPage } from '../support/playground-page';
import type { Behaviour, BehaviourGroup } from './behaviour';

async function waitForPanelText({ driver }: PlaygroundPage, wanted: RegExp): Promise<void> {
  await eventually(
    async () =>
      String(await driver.evaluate(`document.querySelector('#side-panel')?.innerText ?? ''`)),
    { until: (text) => wanted.test(text), wanted: `a panel with ${String(wanted)}` },
  );
}

async function viewed({ driver }: PlaygroundPage): Promise<string> {
  return String(
    await driver.evaluate(`document.querySelector('dialog.file-viewer[open]')?.innerText ?? ''`),
  );
}

const sharesFiles: Behaviour = {
  name: 'shows what a program has written, and a program reads what a person has named',
  run: async (playground) => {
    const { driver } = playground;
    await playground.open({ code: `open('notes.txt', 'w').write('first line')\nprint('written')` });
    await driver.click({ role: 'button', name: 'Files' });
    await playground.run();
    await playground.waitForOutputLine('written');
    await driver.click({ role: 'button', name: /^notes\.txt/ });
    await eventually(() => viewed(playground), {
      until: (text) => text.includes('first line'),
      wanted: 'the text of the file',
    });
    await driver.click({ role: 'button', name: 'Close viewer' });
    await driver.click({ role: 'button', name: 'Actions for notes.txt' });
    await driver.click({ role: 'button', name: 'Rename' });
    await driver.focus({ role: 'textbox', name: 'New name of notes.txt' });
    await driver.press('Control+a');
    await driver.type('diary.txt');
    await driver.press('Enter');
    await waitForPanelText(playground, /notes\.txt is now diary\.txt/);
    await playground.run(`import os\nprint(sorted(os.listdir()), open('diary.txt').read())`);
    await playground.waitForOutputLine("['diary.txt'] first line");
  },
};

const deletes: Behaviour = {
  name: 'makes files and folders, and deletes with a way back',
  run: async (playground) => {
    const { driver } = playground;
    await playground.open({ code: `print(fs.read_text('/work/plan.txt'))` });
    await driver.click({ role: 'button', name: 'Files' });
    await driver.click({ role: 'button', name: 'New folder' });
    await driver.focus({ role: 'textbox', name: 'Name of the new folder' });
    await driver.type('photos');
    await driver.press('Enter');
    await waitForPanelText(playground, /Made photos/);
    await driver.click({ role: 'button', name: 'New file' });
    await driver.focus({ role: 'textbox', name: 'Name of the new file' });
    await driver.type('photos');
    await driver.press('Enter');
    await waitForPanelText(playground, /photos is already there/);
    await driver.focus({ role: 'textbox', name: 'Name of the new file' });
    await driver.press('Control+a');
    await driver.type('plan.txt');
    await driver.press('Enter');
    await waitForPanelText(playground, /Made plan\.txt/);
    await playground.run(`fs.write_text('/work/plan.txt', 'the plan')\nprint('kept')`);
    await playground.waitForOutputLine('kept');
    await driver.click({ role: 'button', name: 'Actions for plan.txt' });
    await driver.click({ role: 'button', name: 'Delete' });
    await driver.click({ role: 'button', name: 'Delete plan.txt' });
    await waitForPanelText(playground, /Deleted plan\.txt/);
    await eventually(() => driver.texts({ role: 'button', name: /^plan\.txt/ }), {
      until: (shown) => shown.length === 0,
      wanted: 'a list without plan.txt',
    });
    await driver.click({ role: 'button', name: 'Undo' });
    await waitForPanelText(playground, /plan\.txt is back/);
    await playground.run(`print(fs.read_text('/work/plan.txt'))`);
    await playground.waitForOutputLine('the plan');
  },
};

const showsSamples: Behaviour = {
  name: 'shows the sample data as tables, and nobody can change it',
  run: async (playground) => {
    const { driver } = playground;
    await playground.open({
      code: `print(len(fs.listdir('/data')) > 3)\nopen('/data/planets.csv', 'w')`,
    });
    await driver.click({ role: 'button', name: 'Files' });
    await driver.click({ role: 'button', name: /^planets\.csv/ });
    await eventually(() => viewed(playground), {
      until: (text) => /Mercury[^]*Neptune/.test(text),
      wanted: 'the planets',
    });
    await driver.click({ role: 'button', name: 'Close viewer' });
    await driver.click({ role: 'button', name: 'Actions for planets.csv' });
    await waitForPanelText(playground, /Download/);
    assert.deepEqual(await driver.texts({ role: 'button', name: 'Delete' }), []);
    await playground.run();
    await playground.waitForOutputLine('True');
    await playground.waitForOutput(/PermissionError|OSError/);
  },
};

export const files: BehaviourGroup = {
  title: 'the Files panel',
  tab: 'own',
  behaviours: [sharesFiles, deletes, showsSamples],
};
