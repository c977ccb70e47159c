import { readFile } from 'node:fs/promises';
import { eventually } from '../../support/eventually';
import { openArchive } from '../archive';
import { promise } from '../promise';
import { showWorkspaces } from './workspaces';
import type { Locator } from '@playwright/test';
import type { OpenedArchive } from '../archive';
import type { ChaosTab } from '../chaos-tab';
import type { Model } from '../model';
import type { World } from '../world';
import type { Action, Step } from './action';

/** All of it is read, or stored, file by file, on a busy machine. */
const WORK_TIMEOUT_MS = 25_000;
/** An archive with more of them is nothing else, but takes longer. */
const ARCHIVED_MAX = 6;
/** With more than these here, they make room for what comes. */
const BESIDE_MAX = 3;
const ALL_MAX = 10;

/** What comes between the click on Import and its end. */
const INTERRUPTIONS = {
  nothing: () => Promise.resolve(),
  'a reload': async ({ tab }: Step) => {
    // The page may be on its way to the first of what has come.
    await tab.page.reload({ waitUntil: 'commit' }).catch(() => undefined);
  },
  'a dead tab': ({ world, tab }: Step) => world.kill(tab),
  'a closed tab': ({ world, tab }: Step) => world.closeTab(tab),
  'another network': ({ world }: Step) => world.setOffline(!world.isOffline),
};

export const ARCHIVE_ACTIONS: readonly Action[] = [
  {
    name: 'take everything out and in again',
    weight: 9,
    limitMs: 150_000,
    when: ({ workspaces }) => workspaces.live <= ARCHIVED_MAX && workspaces.size <= ALL_MAX,
    act: async (step) => {
      const { world, tab, random } = step;
      await tab.settle();
      const section = tab.page.getByRole('region', { name: 'Everything in one file' });
      // What it has said before is gone when it opens again.
      if (await section.isVisible()) await tab.button('Close panel').click();
      await showWorkspaces(tab);
      const before = await world.noticeWorkspaces();
      const there = before.filter(({ deletedAt }) => deletedAt === null);
      for (const other of world.tabs) await other.hear();
      const promised = there.map(({ id }) => world.workspaces.of(id).copy());
      const bytes = await exportAll(tab, section);
      if (typeof bytes === 'string') {
        promise(world.isDisturbed, () => `everything is kept, and not exported: ${bytes}`);
        return `not exported: ${bytes}`;
      }
      const archive = openArchive(bytes);
      checkContents(archive, promised);

      await section
        .getByLabel('Archive to import')
        .setInputFiles({ name: 'a.zip', mimeType: 'application/zip', buffer: archive.zip });
      const button = section.getByRole('button', { name: 'Import', exact: true });
      await button.waitFor({ timeout: WORK_TIMEOUT_MS });
      const replaces = there.length > BESIDE_MAX || random.chance(0.3);
      if (replaces) await section.getByRole('radio', { name: /^Replace what is here/ }).check();
      if (random.chance(0.3)) await section.getByRole('checkbox', { name: /settings/ }).check();
      const isFull = random.chance(0.25) && !world.isShort;
      if (isFull) await world.setRoom(random.pick([-1_000_000, 0, 20_000]));
      const what = random.pick(['nothing', ...KINDS] as const);
      world.workspaces.expect(
        archive.workspaces.map(({ name, found }, at) => ({
          isOne: (given: string) => given === name,
          model: promised[at]?.archived(found) ?? world.workspaces.of(name),
        })),
      );
      world.mayHaveLeftovers = true;
      const isPlain = what === 'nothing' && !world.isDisturbed;
      if (replaces) world.workspaces.isChanging = true;
      await button.click();
      // An import of these few files takes no longer.
      await tab.page.waitForTimeout(random.pick([0, 20, 60, 120, 250]));
      await INTERRUPTIONS[what](step);
      if (world.tabs.length === 0) await world.openTab();
      const isGone = !world.tabs.includes(tab) || what === 'a reload';
      const known = new Set(before.map(({ id }) => id));
      const count = await imported(world, { known, all: there.length, section, isGone });
      world.counts.imported += count;
      promise(count > 0 || !isPlain, () => 'nothing was imported, and nothing stood in its way');
      if (count > 0 && !isGone) await leave(tab, known);
      if (isFull && random.chance(0.7)) await world.setRoom(null);
      const how = `${String(there.length)} workspaces${replaces ? ', in place of all' : ''}`;
      return `${how}${isFull ? ', full disk' : ''}, ${what}: ${String(count)} are there`;
    },
  },
];

const KINDS = Object.keys(INTERRUPTIONS) as (keyof typeof INTERRUPTIONS)[];

/** The zip, or why there is none. */
async function exportAll(tab: ChaosTab, section: Locator): Promise<Buffer | string> {
  const problem = section.locator('.log-bad');
  const download = tab.page.waitForEvent('download', { timeout: WORK_TIMEOUT_MS });
  // Where there is a problem, nobody waits for it.
  download.catch(() => undefined);
  await section.getByRole('button', { name: 'Export everything' }).click();
  const first = await Promise.race([download, problem.waitFor({ timeout: WORK_TIMEOUT_MS })]);
  return first === undefined ? problem.innerText() : readFile(await first.path());
}

/** An archive has everything that was acknowledged before. */
function checkContents(archive: OpenedArchive, promised: readonly Model[]): void {
  const problems = archive.workspaces.flatMap(({ name, found }, at) =>
    (promised[at]?.compare(found) ?? ['nobody has made it']).map((text) => `${name}: ${text}`),
  );
  promise(problems.length === 0, () => `the archive is not whole: ${problems.join('; ')}`);
}

/** How many there are when the import has come to an end: all or none. */
async function imported(
  world: World,
  options: { known: ReadonlySet<string>; all: number; section: Locator; isGone: boolean },
): Promise<number> {
  const { known, all, section, isGone } = options;
  const look = async (): Promise<{ count: number; isOver: boolean }> => {
    const isOver = isGone || (await section.locator('.log-bad').count()) > 0;
    const count = (await world.noticeWorkspaces()).filter(({ id }) => !known.has(id)).length;
    return { count, isOver };
  };
  const { count, isOver } = await eventually(look, {
    until: (seen) => seen.count >= all || (seen.isOver && seen.count === 0),
    wanted: `${String(all)} more workspaces, or none`,
    timeoutMs: WORK_TIMEOUT_MS,
  }).catch(look);
  promise(count === 0 || count === all, () => `${String(count)} of ${String(all)} were imported`);
  if (count === 0 && !isOver) throw new Error('the import has not come to an end');
  return count;
}

/** The page goes on with the first of those that have come. */
async function leave(tab: ChaosTab, known: ReadonlySet<string>): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    !known.has(await tab.noticeWorkspace().catch(() => tab.workspace));
  await eventually(isThere, {
    until: Boolean,
    wanted: 'one of the workspaces that were imported',
    timeoutMs: WORK_TIMEOUT_MS,
  });
}
