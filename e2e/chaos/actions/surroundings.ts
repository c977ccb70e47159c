import { panelButton } from '../../support/panel-button';
import type { Action, Step } from './action';

const PANELS = [
  'Examples',
  'Files',
  'Workspaces',
  'Variables',
  'Tests',
  'Packages',
  'Network',
  'Storage',
  'Calls',
  'About',
];

export const PANEL_ACTIONS: readonly Action[] = [
  {
    name: 'open a panel',
    weight: 6,
    act: async ({ tab, random }) => {
      const panel = random.pick(PANELS);
      await (await panelButton(tab.page, panel)).click();
      return panel;
    },
  },
  {
    name: 'close the panel',
    weight: 2,
    act: async ({ tab, random }) => {
      const button = tab.button('Close panel');
      if (!(await button.isVisible())) {
        await (await panelButton(tab.page, random.pick(PANELS))).click();
      }
      await button.click();
      return 'Close panel';
    },
  },
  {
    name: 'look at panels in a hurry',
    weight: 2,
    act: async ({ tab }) => {
      for (const panel of PANELS) await (await panelButton(tab.page, panel)).click();
      return PANELS.join(', ');
    },
  },
  {
    name: 'take an allowed host off the list',
    weight: 2,
    act: async ({ tab }) => {
      await (await panelButton(tab.page, 'Network')).click();
      const remove = tab.button(/^Remove localhost/).first();
      const field = tab.page.getByRole('textbox', { name: 'Host to allow' });
      await field.waitFor();
      if (!(await remove.isVisible())) {
        await field.fill('localhost');
        await field.press('Enter');
      }
      await remove.click();
      return 'localhost';
    },
  },
  {
    name: 'clear the output',
    weight: 4,
    act: async ({ tab }) => {
      await tab.hear();
      await tab.button('Clear output').click();
      return 'Clear output';
    },
  },
  {
    name: 'change the size of the window',
    weight: 2,
    act: async ({ tab, random }) => {
      const width = random.pick([390, 800, 1280]);
      await tab.page.setViewportSize({ width, height: random.pick([600, 740, 900]) });
      return String(width);
    },
  },
];

export const BROWSER_ACTIONS: readonly Action[] = [
  { name: 'reload', weight: 10, act: reload },
  {
    name: 'reload twice at once',
    weight: 2,
    act: async (step) => {
      // The second one ends the first in the middle of it.
      const { page } = step.tab;
      await page.evaluate(() => {
        location.reload();
      });
      return reload(step);
    },
  },
  {
    name: 'go away and come back',
    weight: 2,
    when: ({ isOffline, isServerGone }) => !isOffline && !isServerGone,
    act: async ({ world, tab, random }) => {
      await tab.hear();
      world.counts.reloads += 1;
      await tab.page.goto(`${world.site.origin}/elsewhere/blank.html`);
      await tab.page.waitForTimeout(random.int(0, 500));
      await tab.page.goBack();
      return 'blank page';
    },
  },
  {
    name: 'kill the tab',
    weight: 6,
    act: async ({ world, tab }) => {
      world.counts.kills += 1;
      await world.kill(tab);
      if (world.tabs.length === 0) await world.openTab();
      return `${tab.id}, ${world.tab.id} is in front`;
    },
  },
  {
    name: 'close the tab',
    weight: 4,
    act: async ({ world, tab }) => {
      world.counts.kills += 1;
      await world.closeTab(tab);
      if (world.tabs.length === 0) await world.openTab();
      return `${tab.id}, ${world.tab.id} is in front`;
    },
  },
  {
    name: 'open a second tab',
    weight: 3,
    when: ({ hasRoomForTab }) => hasRoomForTab,
    act: async ({ world }) => (await world.openTab()).id,
  },
  {
    name: 'go to the other tab',
    weight: 5,
    when: ({ hasRoomForTab }) => !hasRoomForTab,
    act: async ({ world }) => {
      const other = world.tabs.at(-1) ?? world.tab;
      await other.page.bringToFront();
      world.toFront(other);
      return other.id;
    },
  },
  {
    name: 'end the service worker',
    weight: 2,
    act: async ({ world }) => {
      const { cdp } = await world.beside.open();
      await cdp.send('ServiceWorker.enable');
      await cdp.send('ServiceWorker.stopAllWorkers');
      await cdp.send('ServiceWorker.disable');
      return 'stopped';
    },
  },
  {
    name: 'lose or find the network',
    weight: 5,
    act: async ({ world }) => {
      world.counts.flips += 1;
      await world.setOffline(!world.isOffline);
      return world.isOffline ? 'offline' : 'online';
    },
  },
  {
    name: 'lose or find the server',
    weight: 3,
    act: async ({ world }) => {
      world.counts.flips += 1;
      await world.setServerGone(!world.isServerGone);
      return world.isServerGone ? 'gone' : 'there';
    },
  },
  {
    name: 'fill the disk',
    weight: 4,
    when: ({ isShort }) => !isShort,
    act: async ({ world, random }) => {
      world.counts.quotas += 1;
      const room = random.pick([-1_000_000, 0, 5_000, 200_000]);
      await world.setRoom(room);
      return `${String(room)} bytes left`;
    },
  },
  {
    name: 'free the disk',
    // While it is full, little is promised.
    weight: 16,
    when: ({ isShort }) => isShort,
    act: async ({ world }) => {
      await world.setRoom(null);
      return 'free';
    },
  },
];

async function reload({ world, tab, random }: Step): Promise<string> {
  await tab.hear();
  world.counts.reloads += 1;
  await tab.page.reload({ waitUntil: random.pick(['commit', 'load']) });
  return 'reload';
}
