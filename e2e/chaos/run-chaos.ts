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
import { RUN_MODE_ACTIONS } from './actions/run-modes';
import { BROWSER_ACTIONS, PANEL_ACTIONS } from './actions/surroundings';
import { WORKSPACE_ACTIONS } from './actions/workspaces';
import { check, type StepOptions } from './checks';
import { measure, type Growth } from './growth';
import { BrokenPromise } from './promise';
import { randomOf } from './random';
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
  await world.beside.open();
  await tab.page
    .locator('html[data-offline=saved]')
    .waitFor({ state: 'attached', timeout: SAVED_TIMEOUT_MS });
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
      if (error instanceof BrokenPromise) {
        throw new Error(`${action.name}: ${error.message}`, { cause: error });
      }
      what = `SKIPPED: ${shortly(error)}`;
      world.counts.skipped += 1;
    }
    log(`${String(step)} ${tab.id} ${action.name}: ${what}`);
    await world.tab.page.waitForTimeout(random.int(0, 600));
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

/** Its first line, what was waited for, and what was in the way of a click. */
function shortly(error: unknown): string {
  const [first = '', ...rest] = String(error)
    .split('\n')
    .map((line) => line.trim());
  const about = rest.filter((line) => /waiting for (?:getBy|locator)/.test(line)).slice(0, 1);
  const obstacle = rest.filter((line) =>
    /intercepts pointer events|not (?:visible|stable|enabled)/.test(line),
  );
  return [first, ...about, ...obstacle.slice(-1)].join(' ');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
