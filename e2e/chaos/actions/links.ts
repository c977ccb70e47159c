import { addUntouched, readRecords, readUntouched, removeAdded } from '../kept';
import { arrival, checkOwn, follow, knownLink, makeLink } from '../links';
import { promise } from '../promise';
import type { ChaosTab } from '../chaos-tab';
import type { Link } from '../links';
import type { World } from '../world';
import type { Action } from './action';

/** What web/workspaces/link-room.ts leaves of workspaces that nobody has touched, and a few of which it knows that somebody has. */
const UNTOUCHED_MAX = 22;
/** More than may stay, and used later than all that there are: whoever has to go is one of those. */
const OTHERS = 24;
/** Links leave workspaces behind, which an archive of everything has in it, too. */
const LIVE_MAX = 6;
const POPUP_MS = 15_000;
/** They are taken away one after the other, with their folders. */
const ROOM_MS = 20_000;

export const LINK_ACTIONS: readonly Action[] = [
  {
    name: 'open a link',
    weight: 6,
    when: hasRoom,
    act: async ({ world, tab, random }) => {
      const link = knownLink(random.int(1, 100));
      await tab.hear();
      const { mark, workspace } = tab;
      const outcome = await follow(tab, link, async () => {
        await tab.page.goto(world.site.url + link.hash);
      });
      if (outcome !== 'opened') return `${String(link.number)}: ${outcome}`;
      const id = await checkOwn(world, tab, link);
      const isReplaced = id === workspace && mark > 0 && (await leadsElsewhere(world, id, link));
      promise(!isReplaced, () => `a link has taken the place of text ${String(mark)} in ${id}`);
      return `${String(link.number)} in ${id}`;
    },
  },
  {
    name: 'open a link in another tab',
    weight: 4,
    when: (world) => world.hasRoomForTab && hasRoom(world),
    act: async ({ world, random }) => {
      const link = knownLink(random.int(1, 100));
      const tab = await world.openTab(link.hash);
      const outcome = await arrival(tab, link);
      if (outcome !== 'opened') return `${String(link.number)}: ${outcome}`;
      return `${String(link.number)} in ${await checkOwn(world, tab, link)}`;
    },
  },
  {
    name: 'be led to a link',
    weight: 4,
    when: hasRoom,
    act: async ({ world, tab, random }) => {
      const link = knownLink(random.int(1, 100));
      await tab.hear();
      const { workspace } = tab;
      const isThere = (await tab.status()).startsWith('Ready') && !tab.model.isPristine;
      const shown = async () => [await tab.shownMark(), await tab.shownLink()].join();
      const before = await shown();
      const outcome = await follow(tab, link, () => lead(tab, link));
      if (isThere) {
        promise(outcome !== 'opened', () => `nobody was asked about the link ${link.hash}`);
        const now = await shown();
        promise(now === before, () => `a link has changed the editor from ${before} to ${now}`);
        const id = await tab.noticeWorkspace();
        promise(id === workspace, () => `a link has led from ${workspace} to ${id} unasked`);
      }
      if (outcome === 'opened') return `opened in ${await checkOwn(world, tab, link)}`;
      if (outcome === 'told') return outcome;
      if (!world.hasRoomForTab || random.chance(0.4)) {
        await tab.button('Dismiss').click();
        return 'dismissed';
      }
      const [popup] = await Promise.all([
        tab.page.waitForEvent('popup', { timeout: POPUP_MS }),
        tab.button('Open it in a new tab').click(),
      ]);
      const opened = world.takeTab(popup);
      const arrived = await arrival(opened, link);
      return arrived === 'opened' ? `in a tab: ${await checkOwn(world, opened, link)}` : arrived;
    },
  },
  {
    name: 'come to a link after many others',
    weight: 3,
    limitMs: 120_000,
    act: async ({ world, tab }) => {
      const others = Array.from({ length: OTHERS }, (_, at) => `seed${String(at)}`);
      await addUntouched(tab.page, others);
      const link = makeLink(1_000 + world.nextMark());
      // It is closed again before anybody has done anything in it.
      const looking = await world.openTab(link.hash);
      try {
        const outcome = await arrival(looking, link);
        await looking.settle();
        return `${outcome}, ${await checkUntouched(world, link)}`;
      } finally {
        await world.look((page) => removeAdded(page, others));
        await world.closeTab(looking);
        world.mayHaveLeftovers = true;
      }
    },
  },
];

function hasRoom({ workspaces }: World): boolean {
  return workspaces.live < LIVE_MAX;
}

/** As a page does that has opened this one. */
async function lead(tab: ChaosTab, link: Link): Promise<void> {
  await tab.page.evaluate((hash) => {
    // The same one twice would be no change.
    window.location.hash = '';
    window.location.hash = hash;
  }, link.hash);
}

async function leadsElsewhere(world: World, id: string, { hash }: Link): Promise<boolean> {
  const records = await world.look(readRecords);
  return records.find((record) => record.id === id)?.link !== hash;
}

/** So many that nobody has touched are kept, and no more; none for one that there was no room for. */
async function checkUntouched(world: World, link: Link): Promise<string> {
  const deadline = Date.now() + ROOM_MS;
  for (;;) {
    const isKept = await isStored(world, link);
    const count = (await world.look(readUntouched)).length;
    if (!isKept || count <= UNTOUCHED_MAX) {
      return `${isKept ? 'kept' : 'not kept'}: ${String(count)} are untouched`;
    }
    promise(Date.now() < deadline, () => `${String(count)} untouched links are kept`);
    await world.tab.page.waitForTimeout(200);
  }
}

async function isStored(world: World, { hash }: Link): Promise<boolean> {
  return (await world.look(readRecords)).some(({ link }) => link === hash);
}
