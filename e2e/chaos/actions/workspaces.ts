import { panelButton } from '../../support/panel-button';
import type { ChaosTab } from '../chaos-tab';
import type { Action } from './action';

/** The page begins anew, with an interpreter of its own. */
const OPEN_TIMEOUT_MS = 15_000;

export const WORKSPACE_ACTIONS: readonly Action[] = [
  {
    name: 'open another workspace',
    weight: 6,
    when: ({ models }) => models.size > 1,
    act: async ({ tab, random }) => {
      const list = await showWorkspaces(tab);
      const labels = await list
        .getByRole('button', { name: /^Open / })
        .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
      const label = random.pick(labels);
      await tab.hear();
      await list.getByRole('button', { name: label, exact: true }).click();
      return arrive(tab, label.replace('Open ', ''));
    },
  },
  {
    name: 'make a workspace',
    weight: 2,
    when: ({ hasRoomForWorkspace }) => hasRoomForWorkspace,
    act: async ({ world, tab }) => {
      const list = await showWorkspaces(tab);
      const name = `Chaos ${String(world.nextMark())}`;
      const field = list.getByRole('textbox', { name: 'Name of the new workspace' });
      await field.fill(name);
      await tab.hear();
      await field.press('Enter');
      return arrive(tab, name);
    },
  },
  {
    name: 'copy a workspace',
    weight: 2,
    when: ({ hasRoomForWorkspace }) => hasRoomForWorkspace,
    act: async ({ world, tab }) => {
      const list = await showWorkspaces(tab);
      await tab.hear();
      const { model, workspace } = tab;
      await list.getByRole('button', { name: `Duplicate ${workspace}`, exact: true }).click();
      const told = list.getByText(/^Made /);
      await told.waitFor({ timeout: OPEN_TIMEOUT_MS });
      const name = /^Made (.+)\. What/.exec(await told.innerText())?.[1] ?? '';
      world.models.set(name, model.copy());
      return `${workspace} → ${name}`;
    },
  },
];

async function showWorkspaces(tab: ChaosTab) {
  const list = tab.page.getByRole('region', { name: 'Workspaces', exact: true });
  if (!(await list.isVisible())) await (await panelButton(tab.page, 'Workspaces')).click();
  await list.waitFor();
  return list;
}

async function arrive(tab: ChaosTab, name: string): Promise<string> {
  await tab.page
    .locator('.workspace-label[aria-label="Workspace: ' + name + '"]')
    .waitFor({ state: 'attached', timeout: OPEN_TIMEOUT_MS });
  await tab.noticeWorkspace();
  return name;
}
