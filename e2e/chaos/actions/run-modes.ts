import { BREAKPOINTS, CHECKED, NAMES, TESTS, WRITE_KINDS, writing } from '../programs';
import { promise } from '../promise';
import type { Locator } from '@playwright/test';
import type { ChaosTab } from '../chaos-tab';
import type { World } from '../world';
import type { Action, Step } from './action';

/** A program that is as short as these, on a busy machine. */
const RUN_TIMEOUT_MS = 20_000;

/** Longer than any program takes that has an end. */
const LIMIT_S = 8;

export const RUN_MODE_ACTIONS: readonly Action[] = [
  {
    name: 'run cells',
    weight: 4,
    act: async (step) => {
      const { tab, random } = step;
      const cells = [write(step), write(step)].map((program) => `# %% Cell\n${program}`).join('');
      await show(tab, cells);
      await tab.app.focusEditor();
      await tab.page.keyboard.press('Control+Home');
      for (let i = 0; i < 2; i += 1) {
        await tab.page.keyboard.press('Shift+Enter');
        // The next one may be asked for while this one runs.
        await tab.page.waitForTimeout(random.int(0, 800));
      }
      return '2 cells';
    },
  },
  {
    name: 'run a selection',
    weight: 3,
    act: async (step) => {
      const { tab } = step;
      await show(tab, `${write(step)}\n1 / 0\n`);
      await tab.app.focusEditor();
      await tab.page.keyboard.press('Control+Home');
      // The last two lines are left out.
      for (let i = 0; i < 6; i += 1) await tab.page.keyboard.press('Shift+ArrowDown');
      await tab.page.keyboard.press('Alt+Enter');
      return '6 lines';
    },
  },
  {
    name: 'run tests',
    weight: 3,
    limitMs: 100_000,
    act: async ({ world, tab, random }) => {
      await show(tab, TESTS);
      const run = () => choose(tab, 'Run tests');
      if (random.chance(0.5)) return runAmongOthers(tab, run);
      const panel = tab.page.getByRole('complementary', { name: 'Tests' });
      const wanted = '1 passed, 1 failed';
      const said = await runAlone(tab, run, { place: panel.getByRole('status'), wanted });
      promise(said === wanted || world.isDisturbed, () => `tests: “${said}”`);
      return said;
    },
  },
  {
    name: 'run a program with checks',
    weight: 2,
    limitMs: 100_000,
    act: async ({ world, tab, random }) => {
      await show(tab, CHECKED);
      const run = () => tab.button('Run').click();
      if (random.chance(0.5)) return runAmongOthers(tab, run);
      const place = tab.page.getByRole('region', { name: 'Checks' }).getByRole('status');
      const wanted = '1 of 2 checks pass';
      const said = await runAlone(tab, run, { place, wanted });
      promise(said === wanted || world.isDisturbed, () => `checks: “${said}”`);
      return said;
    },
  },
  {
    name: 'run in a fresh session',
    weight: 2,
    act: async (step) => {
      await show(step.tab, write(step));
      await choose(step.tab, 'Run in a fresh session');
      await step.tab.page.waitForTimeout(step.random.int(0, 1_200));
      return 'fresh';
    },
  },
  {
    name: 'stop at a breakpoint',
    weight: 4,
    act: async ({ tab, random }) => {
      await show(tab, BREAKPOINTS);
      await beReady(tab);
      await tab.button('Run').click();
      return debug(tab, random.int(0, 4), random);
    },
  },
  {
    name: 'look at the last error',
    weight: 2,
    act: async ({ tab, random }) => {
      await beReady(tab);
      await tab.enter('1 / 0');
      await tab.page.waitForTimeout(500);
      await beReady(tab);
      await choose(tab, 'Look at the last error (pdb)');
      return debug(tab, random.int(0, 2), random);
    },
  },
  {
    name: 'set how programs run',
    weight: 4,
    act: async ({ world, tab, random }) => {
      const dialog = await openDialog(tab);
      tab.runsWith = undefined;
      const words = `--n ${String(world.nextMark())}`;
      await dialog.getByLabel('Arguments').fill(words);
      if (random.chance(0.4)) await dialog.getByLabel('Input').fill('one\ntwo');
      if (random.chance(0.4)) {
        await dialog.getByLabel('Time limit in seconds').fill(String(LIMIT_S));
      }
      await dialog.getByLabel('Deterministic run').setChecked(random.chance(0.5));
      await dialog.getByLabel(/^Fresh session/).setChecked(random.chance(0.3));
      await dialog.getByRole('button', { name: 'Done' }).click();
      tab.runsWith = `arguments ${words}`;
      return tab.runsWith;
    },
  },
  {
    name: 'run plainly again',
    weight: 2,
    when: ({ tab }) => typeof tab.runsWith === 'string',
    act: async ({ tab }) => {
      await tab.button('Plain run').click();
      tab.runsWith = null;
      return 'Plain run';
    },
  },
];

function write({ tab, random }: Step): string {
  const kind = random.pick(WRITE_KINDS);
  const name = `${tab.hand}-${random.pick(NAMES)}`;
  const count = random.int(1, 5);
  return writing({ model: tab.model, kind, name, count, isPlain: false, pauseMs: 0 });
}

async function show(tab: ChaosTab, program: string): Promise<void> {
  await tab.page.locator('.monaco-editor').first().waitFor();
  await tab.app.showCode(program);
  tab.mark = 0;
}

/** What has begun before is over, or is ended. */
async function beReady(tab: ChaosTab): Promise<void> {
  if (!(await tab.status()).startsWith('Ready')) await tab.settle(1_000);
}

async function runAmongOthers(tab: ChaosTab, run: () => Promise<void>): Promise<string> {
  await beReady(tab);
  await run();
  return 'and whatever comes';
}

interface Result {
  place: Locator;
  wanted: string;
}

/** In a session in which no program has broken or filled anything: what the page says of the run when it is over. */
async function runAlone(
  tab: ChaosTab,
  run: () => Promise<void>,
  { place, wanted }: Result,
): Promise<string> {
  await tab.settle();
  await tab.button('Reset session').first().click();
  let said = '';
  // The first time Python may not be there yet, and nothing runs.
  for (let attempt = 0; attempt < 2 && said !== wanted; attempt += 1) {
    await tab.page.waitForTimeout(500);
    await tab.settle();
    await run();
    const deadline = Date.now() + RUN_TIMEOUT_MS;
    while (said !== wanted && Date.now() < deadline) {
      await tab.page.waitForTimeout(250);
      said = (await place.allInnerTexts()).join(' ').trim();
    }
  }
  if (!(await tab.status()).startsWith('Ready')) throw new Error('the run is not over');
  return said;
}

async function openDialog(tab: ChaosTab) {
  await tab.button('Run with…').click();
  const dialog = tab.page.getByRole('dialog', { name: 'Run with…' });
  await dialog.waitFor();
  return dialog;
}

async function choose(tab: ChaosTab, text: string): Promise<void> {
  const dialog = await openDialog(tab);
  await dialog.getByRole('button', { name: text, exact: true }).click();
}

/** Presses so many of the debugger's buttons, and then perhaps the one that ends it. */
async function debug(tab: ChaosTab, count: number, random: Step['random']): Promise<string> {
  const bar = tab.page.getByRole('region', { name: 'Debugger' });
  await bar.waitFor({ timeout: RUN_TIMEOUT_MS });
  const pressed: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const name = random.pick(['Next', 'Step into', 'Out', 'Continue', 'Quit']);
    // The last one may have ended it.
    if (!(await bar.isVisible())) break;
    await tab.tryClick(name);
    pressed.push(name);
  }
  return pressed.join(', ');
}

/** When nothing runs, no debugger stands anywhere; and what is not plain about runs is said above the output. */
export async function modeProblems(world: World, tab: ChaosTab): Promise<string[]> {
  const bars = await tab.page.getByRole('region', { name: 'Debugger' }).count();
  const [said = ''] = await tab.page.locator('.run-strip').allInnerTexts();
  const { runsWith } = tab;
  const isSaid = runsWith === undefined || (runsWith === null ? said === '' : said.includes(runsWith)); // prettier-ignore
  return [
    ...(bars > 0 ? ['the debugger stands somewhere'] : []),
    // A part of the page that was never needed before has to come from somewhere.
    ...(isSaid || world.isDisturbed
      ? []
      : [`runs are said to be “${said}”, not ${String(runsWith)}`]),
  ];
}
