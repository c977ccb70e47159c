/** What every engine has to show, written once: each test is given an arena, and throws when something is not as it should be. */
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../support/engines.mjs';
import type { Arena } from './arena';
import { ESCAPES } from './escape';
import { EXFILTRATION } from './exfiltration';
import { FORGERIES } from './forgery';
import type { HostileProgram } from './hostile-program';
import { ATTEMPTS, FIREFOX_ATTEMPTS, makeAttempts, WEBKIT_ATTEMPTS } from './page-attempts';
import { STARVATION } from './starvation';

interface ArenaTest {
  readonly title: string;
  /** Half a minute and more: in one engine with every change, in the others on request. */
  readonly isLong: boolean;
  readonly run: (arena: Arena, engine: Engine) => Promise<void>;
}

const TABLES: Readonly<Record<string, readonly HostileProgram[]>> = {
  'out of the sandbox': ESCAPES,
  'as somebody else': FORGERIES,
  'everything there is': STARVATION,
  'to another host': EXFILTRATION,
};

const ATTEMPTS_IN = {
  chromium: ATTEMPTS,
  firefox: FIREFOX_ATTEMPTS,
  webkit: WEBKIT_ATTEMPTS,
} satisfies Record<Engine, object>;

/** Whatever was on its way has arrived by then. */
const ARRIVAL_MS = 500;

export const ARENA_TESTS: readonly ArenaTest[] = [
  ...Object.entries(TABLES).map(([what, programs]): ArenaTest => ({
    title: `hostile programs that want ${what} end as the table says, and the session lives`,
    isLong: programs === STARVATION,
    run: async (arena) => {
      const surprises: string[] = [];
      for (const program of programs) surprises.push(...(await surprisesOf(arena, program)));
      const data = await arena.run(
        `import os; print(open('/data/a.csv').read(), sorted(os.listdir('/data')))`,
      );
      assert.deepEqual(surprises, []);
      assert.equal(data, "ok: original ['a.csv', 'deep']\n");
    },
  })),
  {
    title: 'a program that answers a question of the console has no host there',
    isLong: false,
    run: async (arena) => {
      const before = arena.granted.log.length;
      await arena.run(`class Evil:
    def __dir__(self):
        self.heard = [fate(lambda: call('add', a=1, b=2)), fate(lambda: http.get('@GRANTED@/echo'))]
        return ['offered']
evil = Evil()`);
      assert.deepEqual(await arena.complete('evil.'), ['evil.offered']);
      const heard = await arena.run('print(evil.heard)');
      assert.match(heard, /^ok: \['\w+(Error|Cancelled)\w*', '\w+'\]\n$/);
      assert.equal(arena.granted.log.length, before);
    },
  },
  {
    title: 'the page’s own scripts can neither make code of text nor reach another host',
    isLong: false,
    run: async ({ page, foreign }, engine) => {
      const ended = await page.evaluate(makeAttempts, foreign.origin);
      assert.deepEqual(ended, ATTEMPTS_IN[engine]);
      await delay(ARRIVAL_MS);
      assert.deepEqual(heardBy(foreign), []);
    },
  },
];

/** Runs a program; what was not as its table says, in words. */
async function surprisesOf(
  arena: Arena,
  { tries, code, ends, isEndless, needsReset }: HostileProgram,
): Promise<string[]> {
  const surprises: string[] = [];
  const end = await arena.run(code, { isEndless });
  if (!ends.test(end)) {
    surprises.push(`a program that ${tries} ends with ${end}, and not as ${String(ends)}`);
  }
  if (needsReset === true) await arena.reset();
  const next = await arena.run('print("alive")');
  if (next !== 'ok: alive\n') surprises.push(`after a program that ${tries}: ${next}`);
  const heard = heardBy(arena.foreign);
  if (heard.length > 0) surprises.push(`a program that ${tries} was heard: ${heard.join(', ')}`);
  return surprises;
}

function heardBy({ log }: Arena['foreign']): string[] {
  return log.map(({ method, path }) => `${method} ${path}`);
}
