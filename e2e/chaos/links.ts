/** Links of somebody else, and what a page makes of one. */
import { deflateSync } from 'node:zlib';
import { eventually } from '../support/eventually';
import { codeHash } from '../support/playground-page';
import { readRecords } from './kept';
import { promise } from './promise';
import type { ChaosTab } from './chaos-tab';
import type { World } from './world';

/** So few that each is followed again: it leads to the workspace it had. */
const LINKS = 3;
/** A page that begins anew, on a busy machine. */
const ARRIVAL_MS = 30_000;

export interface Link {
  number: number;
  hash: string;
}

/** One of the links that are followed again and again. */
export function knownLink(number: number): Link {
  return makeLink(number % LINKS);
}

/** Both kinds, with one file and with several. */
export function makeLink(number: number): Link {
  const code = `# linked ${String(number)}\nprint('from link', ${String(number)})\n`;
  if (number % 3 === 0) return { number, hash: codeHash(code) };
  const others = number % 3 === 1 ? [] : [['helper.py', 'x = 1'], ['data/a.csv', '1,2']]; // prettier-ignore
  const payload = JSON.stringify({ files: [['main.py', code], ...others] });
  return { number, hash: `#g1=${deflateSync(payload).toString('base64url')}` };
}

/** `asked`: what is here stays, and somebody is asked about the link. `told`: it could not be opened. */
export type Outcome = 'opened' | 'asked' | 'told';

const ASKED = 'A link to another program has come.';

/** Follows a link and waits for what the page makes of it. A link that is on the screen comes in another document. */
export async function follow(tab: ChaosTab, link: Link, go: () => Promise<void>): Promise<Outcome> {
  if ((await tab.page.locator('.toast').count()) > 0) await tab.tryClick('Dismiss');
  const isShown = (await tab.shownLink()) === link.number;
  // One that there was no room for is still in the address: no way leads to it.
  if (isShown && new URL(tab.page.url()).hash === link.hash) return 'opened';
  await tab.page.evaluate(() => Object.assign(window, { chaosBefore: true }));
  await go();
  return arrival(tab, link, isShown);
}

export async function arrival(tab: ChaosTab, link: Link, needsNew = false): Promise<Outcome> {
  const outcome = await eventually(
    async (): Promise<Outcome | null> => {
      try {
        const [notice = ''] = await tab.page.locator('.toast p').allInnerTexts();
        if (notice.startsWith(ASKED)) return 'asked';
        const isNew = await tab.page.evaluate(() => !('chaosBefore' in window));
        if ((isNew || !needsNew) && (await tab.shownLink()) === link.number) return 'opened';
        return notice.includes('link') ? 'told' : null;
      } catch {
        // On its way from one page to the next.
        return null;
      }
    },
    { until: (now) => now !== null, wanted: `link ${String(link.number)}`, timeoutMs: ARRIVAL_MS },
  );
  return outcome ?? 'told';
}

/** A link is opened where nobody has ever done anything, or in a workspace that only this link leads to. */
export async function checkOwn(world: World, tab: ChaosTab, { hash }: Link): Promise<string> {
  world.counts.links += 1;
  const id = await tab.noticeWorkspace();
  const record = (await world.look(readRecords)).find((each) => each.id === id);
  promise(record?.link === hash || world.workspaces.of(id).isPristine, () => {
    const where = record?.link ?? 'of somebody';
    return `the link ${hash} is opened in the workspace ${id} (${where})`;
  });
  // What was typed there before is put aside.
  tab.mark = 0;
  return id;
}
