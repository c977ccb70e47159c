/** What has to be so after every few actions, whatever they were. */
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { modeProblems } from './actions/run-modes';
import { checkLeftovers } from './leftovers';
import { looking } from './programs';
import { randomOf } from './random';
import type { ChaosTab } from './chaos-tab';
import type { Found } from './model';
import type { World } from './world';

/** The page writes what was typed a moment later, and reads what programs write a moment after that. */
const KEPT_AFTER_MS = 10_000;

export interface StepOptions {
  seed: number;
  step: number;
  log: (line: string) => void;
}

/** The one in front is as good as new, and nothing is lost anywhere. */
export async function check(world: World, { seed, step, log }: StepOptions): Promise<void> {
  const random = randomOf(seed, -step);
  const startedAt = Date.now();
  for (const tab of [...world.tabs].reverse()) await tab.settle(random.int(0, 2_000));
  const { tab, counts } = world;
  // What has come since, however its action ended, has got what was expected.
  await world.noticeWorkspaces();
  await checkMark(world, tab);
  await tab.probe(random.pick(['run', 'console']));
  await compare(tab);
  await until(() => modeProblems(world, tab), 'the ways to run are as they were chosen');
  tab.model.isUsed = true;
  world.workspaces.check(await world.noticeWorkspaces());
  await checkLeftovers(world);
  if (!world.isShort) {
    const here = world.tabs.filter((other) => other.workspace === tab.workspace);
    if (here.every(({ keepsFiles }) => keepsFiles)) await checkTyped(here);
  }
  for (const { id, problems } of world.tabs) {
    assert.deepEqual(problems, [], `${id} has a problem`);
  }
  counts.checks += 1;
  // On a small screen a panel may cover it.
  if (random.chance(0.1)) await tab.tryClick('Clear output');
  log(`${String(step)} ${tab.id} is well (${String(Date.now() - startedAt)} ms)`);
}

/** The program that somebody typed is where they find it. */
async function checkMark(world: World, tab: ChaosTab): Promise<void> {
  if (tab.mark > 0) {
    await tab.page.getByRole('tab', { name: 'main.py', exact: true }).click();
    await until(
      async () => {
        const shown = await tab.shownMark();
        return shown === tab.mark ? [] : [`main.py shows text ${String(shown)}`];
      },
      `the editor of ${tab.id} has text ${String(tab.mark)}`,
    );
    tab.model.checked += 1;
  }
  const { mark, isSaved } = world.lastMark;
  if (!isSaved || mark === 0) return;
  assert(await world.isMarkKept(mark), `text ${String(mark)} was saved and is not to be found`);
  tab.model.checked += 1;
}

/** What was typed into files, in whichever tab, gets into the folder of their workspace a moment later. */
async function checkTyped(tabs: readonly ChaosTab[]): Promise<void> {
  const [tab] = tabs;
  const typed = new Map(tabs.flatMap(({ unkept }) => [...unkept]));
  if (tab === undefined || typed.size === 0) return;
  await until(async () => {
    const { texts } = (await tab.ask(looking)) as Found;
    return [...typed].flatMap(([name, text]) =>
      texts[name] === text ? [] : [`${name} is ${String(texts[name])} instead of ${text}`],
    );
  }, 'what was typed is in the folder');
  for (const [name, text] of typed) tab.model.holds(name, text);
  for (const { unkept } of tabs) unkept.clear();
}

/** Asks until it is right: what was typed and what was installed before comes a moment after Python. */
async function compare(tab: ChaosTab): Promise<void> {
  const { packages } = (await tab.ask(looking)) as Found;
  const isFromElsewhere = (name: string): boolean =>
    !packages.includes(name) && !tab.installed.has(name);
  if ([...tab.model.packages].some(isFromElsewhere)) {
    // What another tab has installed is offered here, and there from the next load on.
    await tab.hear();
    await tab.page.reload();
    await tab.settle();
  }
  await until(
    async () => tab.model.compare((await tab.ask(looking)) as Found, tab),
    'everything acknowledged is there',
  );
}

async function until(read: () => Promise<string[]>, wanted: string): Promise<void> {
  const deadline = Date.now() + KEPT_AFTER_MS;
  for (;;) {
    const problems = await read();
    if (problems.length === 0) return;
    assert(Date.now() < deadline, `${wanted}: ${problems.join('; ')}`);
    await delay(500);
  }
}
