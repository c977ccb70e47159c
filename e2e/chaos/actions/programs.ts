import { asEntry, DISTURBANCES, ENDLESS, NAMES, WRITE_KINDS, writing } from '../programs';
import type { ChaosTab } from '../chaos-tab';
import type { Action, Step } from './action';

export const PROGRAM_ACTIONS: readonly Action[] = [
  {
    name: 'run a program that writes',
    weight: 24,
    act: (step) => write(step, { count: step.random.int(1, 8), pauseMs: 0 }),
  },
  {
    name: 'run a program that writes for long',
    weight: 16,
    act: (step) =>
      write(step, {
        count: step.random.int(30, 300),
        pauseMs: step.random.pick([0, 5, 30]),
      }),
  },
  {
    name: 'run a program that disturbs',
    weight: 12,
    act: async (step) => {
      const [what, program] = step.random.pick(Object.entries(DISTURBANCES));
      await start(step, program);
      return what;
    },
  },
  {
    name: 'stop',
    weight: 5,
    act: async (step) => {
      const what = await startEndless(step);
      return `${what}: ${await click(step.tab.button('Stop'), 'Stop')}`;
    },
  },
  {
    name: 'stop again and again',
    weight: 2,
    act: async (step) => {
      const what = await startEndless(step);
      await step.tab.button('Stop').click();
      // It may have ended before the next click.
      for (let i = 0; i < 3; i += 1) await step.tab.tryClick('Stop');
      return `${what}: 4 times`;
    },
  },
  {
    name: 'reset the session',
    weight: 4,
    act: async ({ tab }) => click(tab.button('Reset session').first(), 'Reset session'),
  },
  {
    name: 'run again at once',
    weight: 3,
    act: async ({ tab }) => click(tab.button('Run'), 'Run'),
  },
  {
    name: 'answer the program',
    weight: 6,
    act: async (step) => {
      const { tab, random } = step;
      const isAsking = (await tab.status()).startsWith('Waiting') && random.chance(0.3);
      if (!isAsking) await start(step, DISTURBANCES['many questions']);
      const answer = random.pick(['Ada', '', 'x'.repeat(500), '漢字 🎉', '# text 0']);
      await tab.page.getByRole('textbox', { name: 'Program input' }).fill(answer);
      await tab.page.keyboard.press(random.chance(0.8) ? 'Enter' : 'Control+d');
      return JSON.stringify(answer.slice(0, 20));
    },
  },
  {
    name: 'enter something into the console',
    weight: 6,
    act: async ({ tab, random }) => {
      const entry = random.pick(['1 + 1', 'x = 5', 'x', 'import json', '1 / 0', 'dir()', 'def f(']);
      await tab.enter(entry);
      return entry;
    },
  },
  {
    name: 'reach for a host',
    weight: 6,
    act: async (step) => {
      const { world, tab, random } = step;
      await start(
        step,
        `for path in ('/echo', '/slow?ms=300'):\n    try: print(http.get('${world.api.origin}' + path).status_code)\n    except RuntimeError as error: print('refused', error)`,
      );
      return answer(tab, random.pick(['Deny', 'Allow once', 'Always allow', '']));
    },
  },
  {
    name: 'install a package',
    weight: 4,
    act: async (step) => {
      const { tab, random } = step;
      const name = random.pick(['lesson', 'more']);
      await start(
        step,
        `try:\n    install_pkg('${name}')\n    print('INSTALLED', '${name}')\nexcept RuntimeError as error: print('refused', error)`,
      );
      const said = await answer(tab, random.pick(['Install', 'Install', 'Don’t install', '']));
      return `${name}, ${said}`;
    },
  },
];

async function write(
  step: Step,
  { count, pauseMs }: { count: number; pauseMs: number },
): Promise<string> {
  const { tab, random } = step;
  const kind = random.pick(WRITE_KINDS);
  const name = `${tab.hand}-${random.pick(NAMES)}`;
  const isPlain = random.chance(0.5);
  const program = writing({ model: tab.model, kind, name, count, isPlain, pauseMs });
  await start(step, program);
  return `${kind} ${name}, ${String(count)} numbers${isPlain ? ', with open()' : ''}`;
}

/** Runs a program from the editor or the console, when what ran before has ended, and looks at it for a while. */
async function start({ tab, random }: Step, program: string): Promise<void> {
  if (/^(?:Running|Waiting)/.test(await tab.status())) await tab.settle(random.int(0, 500));
  if (random.chance(0.5)) {
    await tab.app.showCode(program);
    tab.mark = 0;
    await tab.button('Run').click();
  } else {
    await tab.enter(asEntry(program));
  }
  await tab.page.waitForTimeout(random.int(0, 1_200));
}

/** Mostly; what happens to run may also be what is met. */
async function startEndless(step: Step): Promise<string> {
  const isBusy = (await step.tab.status()).startsWith('Running');
  if (isBusy && step.random.chance(0.3)) return 'whatever runs';
  const what = step.random.pick(ENDLESS);
  await start(step, DISTURBANCES[what]);
  return what;
}

/** An empty answer leaves the question where it is; what was allowed or installed before is not asked about. */
async function answer(tab: ChaosTab, name: string): Promise<string> {
  if (name === '') return 'no answer';
  const { page } = tab;
  const dialog = page.getByRole('dialog');
  for (let i = 0; i < 4 && !(await dialog.isVisible()); i += 1) {
    if ((await tab.status()).startsWith('Ready')) return 'no question';
    await page.waitForTimeout(500);
  }
  const button = dialog.getByRole('button', { name, exact: true });
  await button.and(page.locator('[aria-disabled=false]')).click();
  return name;
}

async function click(button: { click: () => Promise<void> }, name: string): Promise<string> {
  await button.click();
  return name;
}
