import { eventually } from '../../support/eventually';
import { panelButton } from '../../support/panel-button';
import { readRecords } from '../kept';
import { promise } from '../promise';
import type { ChaosTab } from '../chaos-tab';
import type { World } from '../world';
import type { Action } from './action';

/** The page begins anew, with an interpreter of its own. */
const OPEN_TIMEOUT_MS = 30_000;
/** Copying, or taking away, everything of a workspace. */
const WORK_TIMEOUT_MS = 20_000;

export const WORKSPACE_ACTIONS: readonly Action[] = [
  {
    name: 'open another workspace',
    weight: 6,
    when: ({ workspaces }) => workspaces.live > 1,
    act: async ({ tab, random }) => {
      const list = await showWorkspaces(tab);
      const buttons = list.getByRole('button', { name: /^Open / });
      await buttons.first().waitFor();
      const button = buttons.nth(random.int(0, (await buttons.count()) - 1));
      await tab.hear();
      const { workspace } = tab;
      await button.click();
      return arrive(tab, workspace);
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
      const { workspace } = tab;
      await field.press('Enter');
      return `${name}: ${await arrive(tab, workspace)}`;
    },
  },
  {
    name: 'copy a workspace',
    weight: 2,
    when: ({ hasRoomForWorkspace }) => hasRoomForWorkspace,
    act: async ({ world, tab }) => {
      const list = await showWorkspaces(tab);
      await tab.hear();
      const before = new Set((await world.noticeWorkspaces()).map(({ id }) => id));
      const isOne = (name: string): boolean => / copy(?: \(\d+\))?$/.test(name);
      world.workspaces.expect([{ isOne, model: tab.model.copy() }]);
      world.mayHaveLeftovers = true;
      await list
        .locator('[aria-current=true]')
        .getByRole('button', { name: /^Duplicate / })
        .click();
      const made = await eventually(
        async () => {
          const problem = await list.locator('.log-bad').allInnerTexts();
          const added = (await world.noticeWorkspaces()).find(({ id }) => !before.has(id));
          return added?.id ?? problem[0];
        },
        { until: Boolean, wanted: 'a copy', timeoutMs: WORK_TIMEOUT_MS },
      );
      return `${tab.workspace} → ${String(made)}`;
    },
  },
  {
    name: 'delete a workspace',
    weight: 5,
    when: ({ workspaces }) => workspaces.live > 3,
    act: async ({ world, tab, random }) => {
      const list = await showWorkspaces(tab);
      const buttons = list.getByRole('button', { name: /^Delete / });
      await buttons.first().waitFor();
      const button = buttons.nth(random.int(0, (await buttons.count()) - 1));
      await tab.hear();
      const { workspace } = tab;
      const id = await changeOne(world, () => button.click());
      world.workspaces.deleted.add(id);
      if (id === workspace) return `${id}, ${await arrive(tab, workspace)} comes in its place`;
      if (random.chance(0.7)) return id;
      await changeOne(world, () => list.getByRole('button', { name: 'Undo' }).click());
      world.workspaces.deleted.delete(id);
      return `${id}, and back`;
    },
  },
  {
    name: 'bring a workspace back',
    weight: 2,
    when: ({ workspaces }) => workspaces.deleted.size > 0,
    act: async ({ world, tab, random }) => {
      await showWorkspaces(tab);
      const buttons = tab.page.getByRole('button', { name: /^Bring back / });
      await buttons.first().waitFor();
      const button = buttons.nth(random.int(0, (await buttons.count()) - 1));
      const id = await changeOne(world, () => button.click());
      world.workspaces.deleted.delete(id);
      return id;
    },
  },
  {
    name: 'delete workspaces for good',
    weight: 5,
    limitMs: 2 * WORK_TIMEOUT_MS + 20_000,
    when: ({ workspaces }) => workspaces.deleted.size > 0,
    act: async ({ world, tab }) => {
      const list = await showWorkspaces(tab);
      const buttons = tab.page.getByRole('button', { name: /^Delete for good / });
      await buttons.first().waitFor();
      const doomed = [...world.workspaces.deleted];
      const open = await world.openWorkspaces();
      for (const id of doomed) if (!open.has(id)) world.workspaces.of(id).isDoomed = true;
      world.mayHaveLeftovers = true;
      let left: readonly string[] = doomed;
      const haveGone = async (): Promise<readonly string[]> => {
        const there = (await world.noticeWorkspaces()).map(({ id }) => id);
        left = doomed.filter((id) => there.includes(id));
        return left;
      };
      const isDone = (): boolean => left.every((id) => open.has(id));
      const deleteAll = async (): Promise<string> => {
        // Where another one was has none to click.
        for (let at = (await buttons.count()) - 1; at >= 0; at -= 1) await buttons.nth(at).click();
        const givesUpAt = Date.now() + WORK_TIMEOUT_MS;
        await eventually(haveGone, {
          until: () => isDone() || Date.now() > givesUpAt,
          wanted: 'those to be gone that are not open',
          timeoutMs: 2 * WORK_TIMEOUT_MS,
        });
        return isDone() ? '' : (await list.locator('.log-bad').allInnerTexts()).join(' ');
      };
      let told = '';
      try {
        told = await deleteAll();
        if (!isDone()) {
          const first = `${left.join(', ')} stayed: “${told}”`;
          // Somebody who still sees it tries again.
          told = `; ${first}; then “${await deleteAll()}”`;
          promise(isDone(), () => `${told}, open: ${[...open].join(', ')}`);
        }
      } finally {
        // Also where one has stayed.
        for (const id of doomed) if (!left.includes(id)) world.workspaces.forget(id);
      }
      for (const id of doomed) {
        const isLeft = left.includes(id);
        promise(isLeft || !open.has(id), () => `${id}, which a tab shows, was deleted for good`);
      }
      // What was typed there is gone with it.
      world.lastMark = { mark: 0, isSaved: false };
      return `${String(doomed.length - left.length)} of ${String(doomed.length)}${told}`;
    },
  },
];

export async function showWorkspaces(tab: ChaosTab) {
  const list = tab.page.getByRole('region', { name: 'Workspaces', exact: true });
  if (!(await list.isVisible())) await (await panelButton(tab.page, 'Workspaces')).click();
  await list.waitFor();
  return list;
}

/** Waits until the tab shows another workspace than this one. */
export async function arrive(tab: ChaosTab, before: string): Promise<string> {
  const id = await eventually(() => tab.noticeWorkspace().catch(() => before), {
    until: (shown) => shown !== before,
    wanted: `another workspace than ${before}`,
    timeoutMs: OPEN_TIMEOUT_MS,
  });
  return id;
}

/** Deletes a workspace or brings one back; its id. */
async function changeOne(world: World, change: () => Promise<void>): Promise<string> {
  const isDeleted = async (): Promise<Map<string, boolean>> => {
    const records = await world.look(readRecords);
    return new Map(records.map(({ id, deletedAt }) => [id, deletedAt !== null]));
  };
  const before = await isDeleted();
  const { isChanging } = world.workspaces;
  world.workspaces.isChanging = true;
  await change();
  const changed = await eventually(
    async () => [...(await isDeleted())].find(([id, is]) => (before.get(id) ?? is) !== is)?.[0],
    { until: (id) => id !== undefined, wanted: 'another list of workspaces' },
  );
  world.workspaces.isChanging = isChanging;
  return changed ?? '';
}
