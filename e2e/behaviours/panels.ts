import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import type { PlaygroundPage } from '../support/playground-page';
import { assertNoSeriousAxeViolations } from './accessibility';
import type { BehaviourGroup } from './behaviour';

const PANELS = ['Examples', 'Files', 'Network', 'Storage', 'Calls', 'About'] as const;

async function openPanel({ driver }: PlaygroundPage, name: (typeof PANELS)[number]): Promise<void> {
  await driver.click({ role: 'button', name });
}

async function waitForPanelText({ driver }: PlaygroundPage, wanted: RegExp): Promise<string> {
  return eventually(
    async () =>
      String(await driver.evaluate(`document.querySelector('#side-panel')?.innerText ?? ''`)),
    { until: (text) => wanted.test(text), wanted: `a panel with ${String(wanted)}` },
  );
}

/** Replaces the text of the field, as a person would. */
async function fill({ driver }: PlaygroundPage, name: string, text: string): Promise<void> {
  await driver.focus({ role: 'textbox', name });
  await driver.press('Control+a');
  await driver.type(text);
}

export const panels: BehaviourGroup = {
  title: 'the panels',
  tab: 'own',
  behaviours: [
    {
      name: 'Storage shows what a program keeps in kv, and the program gets what a person changed',
      run: async (playground) => {
        const { driver } = playground;
        await playground.open({ code: `kv.set('answer', {'n': 1})\nprint('stored')` });
        await openPanel(playground, 'Storage');
        await playground.run();
        await playground.waitForOutputLine('stored');
        await waitForPanelText(playground, /answer/);
        await driver.click({ role: 'button', name: /^answer/ });
        await fill(playground, 'Value of answer', '{"n": }');
        await driver.click({ role: 'button', name: 'Save answer' });
        await waitForPanelText(playground, /not JSON/);
        await fill(playground, 'Value of answer', '{"n": 1152921504606846977}');
        await driver.click({ role: 'button', name: 'Save answer' });
        await playground.run(`print(kv.get('answer')['n'] - 2**60)`);
        await playground.waitForOutputLine('1');
      },
    },
    {
      name: 'Storage deletes an entry and brings it back',
      run: async (playground) => {
        const { driver } = playground;
        await playground.open({ code: `kv.clear()\nkv.set('fruit', 'fig')` });
        await playground.run();
        await openPanel(playground, 'Storage');
        await driver.click({ role: 'button', name: /^fruit/ });
        await driver.click({ role: 'button', name: 'Delete fruit' });
        await waitForPanelText(playground, /Nothing stored/);
        await driver.click({ role: 'button', name: 'Undo' });
        await driver.click({ role: 'button', name: /^fruit/ });
      },
    },
    {
      name: 'Calls shows every call while it is open, and what failed',
      run: async (playground) => {
        await playground.open({ code: `kv.set('a', 1)\nprint('first')` });
        await playground.run();
        await playground.waitForOutputLine('first');
        await openPanel(playground, 'Calls');
        await waitForPanelText(playground, /No calls yet/);
        await playground.run(`kv.get('a')\nkv.set('b', 'x' * 70_000)`);
        await playground.waitForOutput('value too large');
        const text = await waitForPanelText(playground, /2 calls/);
        assert.match(text, /kv\/set[^]*value too large[^]*kv\/get[^]*key="a"/);
      },
    },
    {
      name: 'Network takes hosts, says what is none, and warns loudly of all of them',
      run: async (playground) => {
        const { driver } = playground;
        await playground.open();
        // The summary in the status bar leads to where it can be changed.
        await driver.click({ role: 'button', name: 'network: none' });
        await fill(playground, 'Host to allow', 'https://example.org/');
        await driver.click({ role: 'button', name: 'Add' });
        await waitForPanelText(playground, /not a host: "https:\/\/example\.org\/"/);
        await fill(playground, 'Host to allow', 'EXAMPLE.org');
        await driver.press('Enter');
        await driver.click({ role: 'button', name: 'network: 1 host' });
        await fill(playground, 'Host to allow', '*');
        await driver.press('Enter');
        await waitForPanelText(playground, /Every host is allowed/);
        await playground.reload();
        await driver.click({ role: 'button', name: 'network: all hosts!' });
        await driver.click({ role: 'button', name: 'Remove *' });
        await driver.click({ role: 'button', name: 'Remove example.org' });
        await driver.click({ role: 'button', name: 'network: none' });
      },
    },
    {
      name: 'have no serious axe-core violation, one after the other',
      run: async (playground) => {
        await playground.open({ code: `kv.set('name', 'Ada')` });
        await playground.run();
        for (const panel of PANELS) {
          await openPanel(playground, panel);
          await waitForPanelText(playground, new RegExp(`^${panel}[^]{30}`));
          // What is around a panel is the same for all of them.
          const where = panel === PANELS[0] ? undefined : '#side-panel';
          await assertNoSeriousAxeViolations(playground, where);
        }
      },
    },
  ],
};
