/**
 * Random things happen to the page, and after every few of them it has to be as good as new: Python runs the next
 * program, nothing acknowledged is lost, no error has escaped, and nothing has grown out of measure.
 */
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext } from '@playwright/test';
import { ARCHIVE_ACTIONS } from './actions/archives';
import { EDITING_ACTIONS } from './actions/editing';
import { LINK_ACTIONS } from './actions/links';
import { PROGRAM_ACTIONS } from './actions/programs';
import { modeProblems, RUN_MODE_ACTIONS } from './actions/run-modes';
import { BROWSER_ACTIONS, PANEL_ACTIONS } from './actions/surroundings';
import { WORKSPACE_ACTIONS } from './actions/workspaces';
import { measure, type Growth } from './growth';
import type { Found } from './model';
import { checkLeftovers } from './leftovers';
import { looking } from './programs';
import { BrokenPromise } from './promise';
import { randomOf } from './random';
import type { ChaosTab } from './chaos-tab';
import { World, type Counts } from './world';

const ACTIONS = [
  ...PROGRAM_ACTIONS,
  ...EDITING_ACTIONS,
  ...RUN_MODE_ACTIONS,
  ...WORKSPACE_ACTIONS,
  ...LINK_ACTIONS,
  ...ARCHIVE_ACTIONS,
  ...PANEL_ACTIONS,
  ...BROWSER_ACTIONS,
];

/** What is clicked is there, or it is not: an action is no test of its control. */
const ACTION_TIMEOUT_MS = 2_500;
const NAVIGATION_TIMEOUT_MS = 45_000;
/**
 * A browser that is asked for something in the wrong moment (to be offline, while a worker ends) may never answer, and
 * neither does a page that hangs, which is a failure.
 */
const ACTION_LIMIT_MS = 50_000;
const CHECK_LIMIT_MS = 240_000;
/** The page writes what was typed a moment later, and reads what programs write a moment after that. */
const KEPT_AFTER_MS = 10_000;
const SAVED_TIMEOUT_MS = 120_000;
/** Beyond it, the page is so broken that hardly anything can be done to it. */
const SKIPPED_MAX_SHARE = 0.5;

export interface ChaosOptions {
  context: BrowserContext;
  seed: number;
  minutes: number;
  /** One line for each step, which is all that is needed to see how it came to a failure. */
  log: (line: string) => void;
}

export interface ChaosReport extends Counts, Growth {
  seed: number;
  workspaces: number;
  writesChecked: number;
  placesWritten: number;
}

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { context, seed, minutes, log } = options;
  context.setDefaultTimeout(ACTION_TIMEOUT_MS);
  context.setDefaultNavigationTimeout(NAVIGATION_TIMEOUT_MS);
  const world = await World.open(context);
  try {
    await begin(world);
    const endsAt = Date.now() + minutes * 60_000;
    const largest: Growth = { heapMb: 0, nodes: 0, listeners: 0, workers: 0, storedMb: 0 };
    for (let step = 1; Date.now() < endsAt; step += 1) {
      await burst(world, { seed, step, log });
      await within(CHECK_LIMIT_MS, check(world, { seed, step, log }));
      const growth = await measure(world);
      for (const name of Object.keys(growth) as (keyof Growth)[]) {
        largest[name] = Math.max(largest[name], growth[name]);
      }
    }
    const { counts } = world;
    const { models } = world.workspaces;
    assert(
      counts.skipped < counts.actions * SKIPPED_MAX_SHARE,
      `${String(counts.skipped)} of ${String(counts.actions)} actions were not possible`,
    );
    return {
      seed,
      ...counts,
      workspaces: models.length,
      writesChecked: sum(models.map(({ checked }) => checked)),
      placesWritten: sum(models.map(({ acknowledged }) => acknowledged)),
      ...largest,
    };
  } finally {
    await world.close();
  }
}

/** From here on the site has to do without its server. */
async function begin(world: World): Promise<void> {
  const tab = await world.openTab();
  await tab.settle();
  // It can be opened with a network only.
  await world.watch();
  await tab.page
    .locator('html[data-offline=saved]')
    .waitFor({ state: 'attached', timeout: SAVED_TIMEOUT_MS });
}

interface StepOptions {
  seed: number;
  step: number;
  log: (line: string) => void;
}

/** A few actions, one after the other, whatever the one before has left behind. */
async function burst(world: World, { seed, step, log }: StepOptions): Promise<void> {
  const random = randomOf(seed, step);
  const count = random.int(1, 3);
  for (let i = 0; i < count; i += 1) {
    const possible = ACTIONS.filter(({ when }) => when?.(world) ?? true);
    const action = random.weighted(possible);
    const { tab } = world;
    world.counts.actions += 1;
    let what: string;
    try {
      await tab.noticeWorkspace();
      const { limitMs = ACTION_LIMIT_MS } = action;
      what = await within(limitMs, action.act({ world, tab, random }));
    } catch (error) {
      if (error instanceof BrokenPromise) throw new Error(`${action.name}: ${error.message}`);
      what = `SKIPPED: ${firstLine(error)}`;
      world.counts.skipped += 1;
    }
    log(`${String(step)} ${tab.id} ${action.name}: ${what}`);
    await world.tab.page.waitForTimeout(random.int(0, 600));
  }
}

async function check(world: World, { seed, step, log }: StepOptions): Promise<void> {
  const random = randomOf(seed, -step);
  const startedAt = Date.now();
  for (const tab of [...world.tabs].reverse()) await tab.settle(random.int(0, 2_000));
  const { tab, counts } = world;
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
    async () => tab.model.compare((await tab.ask(looking)) as Found),
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

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const tooLate = delay(limitMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`no answer within ${String(limitMs)} ms`);
  });
  // Ended because the work was done.
  tooLate.catch(() => undefined);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    timer.abort();
  }
}

function firstLine(error: unknown): string {
  return String(error).split('\n', 1)[0] ?? '';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
