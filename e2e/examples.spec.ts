/** Every example in every language, run by the interpreter in one session after another. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base } from './support/fixtures';
import { escapedErrors } from './support/harmless-problems';
import { PageSession } from './support/page-session';
import type { RunResult } from '../src/index';

const PROGRAMS = fileURLToPath(new URL('../web/examples/programs', import.meta.url));
const DATA = fileURLToPath(new URL('../web/samples/data', import.meta.url));
/** Installs a package: rich-output.spec.ts looks at its pictures. */
const ELSEWHERE = ['charts.py'];

interface Ran {
  result: RunResult;
  /** What `tests` and `checks` told at the end of each. */
  statuses: string[];
  shown: number;
}

const readFolder = (folder: string, ending: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

const test = base.extend<{ run: (code: string, mode?: string) => Promise<Ran> }>({
  run: async ({ blankTab, hostChannel }, use) => {
    const failures = escapedErrors(blankTab, hostChannel);
    const tab = await PageSession.openIn(blankTab);
    await tab.do(
      `test.told = []; test.shown = [];
      test.session = await goru.createSession({
        ...given.options,
        mounts: [
          { path: '/work', mode: 'rwc', source: goru.memoryFiles({}) },
          { path: '/data', mode: 'ro', source: goru.memoryFiles(given.data) },
        ],
        onInput: () => 'Ada',
        onDisplay: (value) => test.shown.push(value),
        onNews: (value) => test.told.push(value),
      });
      test.sessions.push(test.session)`,
      {
        options: { channel: hostChannel, kv: { store: 'examples' } },
        data: readFolder(DATA, '.csv'),
      },
    );
    await use((code, mode = 'program') =>
      tab.do(
        `test.told = []; test.shown = [];
        const result = await session.run(given.code, { mode: given.mode, filename: 'main.py' });
        const news = test.told
          .flatMap((value) => Object.entries(value))
          .filter(([type]) => type.startsWith('application/vnd.goru.'))
          .map(([, text]) => typeof text === 'string' ? JSON.parse(text) : text);
        const ended = news.filter(({ kind }) => kind === 'end');
        return {
          result,
          statuses: ended.map(({ status }) => status),
          shown: test.shown.length,
        };`,
        { code, mode },
      ),
    );
    await tab.end();
    expect(failures).toEqual([]);
  },
});

for (const [language, folder] of [
  ['English', PROGRAMS],
  ['German', join(PROGRAMS, 'de')],
] as const) {
  test(`the examples run in ${language}, and show what they are to show`, async ({ run }) => {
    const programs = readFolder(folder, '.py');
    expect(Object.keys(programs)).toEqual(Object.keys(readFolder(PROGRAMS, '.py')));
    for (const [file, code] of Object.entries(programs)) {
      if (ELSEWHERE.includes(file)) continue;
      const { result, shown } = await run(code);
      expect.soft({ file, ...result }).toMatchObject({ file, status: 'ok', stderr: '' });
      const isSeen = result.stdout !== '' || shown > 0 || file === 'tested.py';
      expect.soft(isSeen, basename(file)).toBe(true);
    }
    // One of each that is right, and what is left to be done.
    const tests = await run(programs['tested.py'] ?? '', 'tests');
    expect(tests.statuses.sort()).toEqual(['failed', 'passed', 'passed']);
    await run(programs['exercise.py'] ?? '');
    const checks = await run(programs['exercise.py'] ?? '', 'checks');
    expect(checks.statuses).toEqual(['failed', 'failed']);
  });
}
