/** A site that was built with packages (`npm run deps`): they are there at once, in every session. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { debianWheels, NoDebianPackagesError } from './support/debian-wheels.mjs';
import { expect, test as base } from './support/fixtures';
import { PageSession } from './support/page-session';
import { createIndex } from './support/python-index-server.mjs';
import { startSite, type Site } from './support/site.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CHANNELS = [
  ['3.13', 'auto'],
  ['3.12', 'service-worker'],
] as const;

/** The site, or the reason why there is none. */
const test = base.extend<object, { siteWithPackages: Site | string }>({
  siteWithPackages: [
    async ({ browser: _ }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'goru-site-'));
      try {
        const problem = await buildSite(folder);
        if (problem !== null) await use(problem);
        else {
          const site = await startSite({ directory: join(folder, 'dist') });
          await use(site);
          await site.close();
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

/** As somebody does who builds a site: chooses packages, then builds; the index is gone by then. */
async function buildSite(folder: string): Promise<string | null> {
  const run = promisify(execFile);
  const env = { ...process.env, GORU_DEPS_LOCK: join(folder, 'deps.lock.json') };
  try {
    const compiledTag = 'cp312-abi3-manylinux_2_17_x86_64';
    const index = await createIndex(debianWheels(['jinja2', 'markupsafe'], { compiledTag }));
    const install = ['runtime-assets/deps/deps.mjs', 'install', 'jinja2', `--index=${index.url}`];
    await run(process.execPath, install, { cwd: ROOT, env });
    await index.close();
  } catch (error) {
    if (error instanceof NoDebianPackagesError) return error.message;
    throw error;
  }
  const build = ['node_modules/vite/bin/vite.js', 'build', '--configLoader', 'runner'];
  await run(process.execPath, [...build, '--outDir', join(folder, 'dist')], { cwd: ROOT, env });
  return null;
}

test.describe('a site with packages of its own', () => {
  test.skip(
    ({ browserName, hostChannel }) => browserName !== 'chromium' || hostChannel !== 'auto',
    'one build holds both interpreters, and either channel is asked for here',
  );

  for (const [python, channel] of CHANNELS) {
    test(`has them in every session, ${python}, ${channel}`, async ({ page, siteWithPackages }) => {
      if (typeof siteWithPackages === 'string') {
        test.skip(true, siteWithPackages);
        return;
      }
      const session = await PageSession.open(page, siteWithPackages.origin);
      await session.start({ python, channel });
      const program = `from jinja2 import Template
import importlib.metadata as metadata, markupsafe._native
print(json.dumps([Template('Hello {{ x }}').render(x='Ada'), metadata.version('markupsafe')]))`;
      const expected = ['Hello Ada', expect.stringMatching(/^2\./)];
      expect(await session.json(program)).toEqual(expected);
      const listed = await session.do<{ name: string; isBundled: boolean }[]>(
        'return session.packages.list()',
      );
      expect(listed.map(({ name, isBundled }) => [name, isBundled])).toEqual([
        ['Jinja2', true],
        ['MarkupSafe', true],
      ]);
      // Nothing is allowed, and nothing has to be.
      expect(await session.json(`print(json.dumps(install_pkg('jinja2>=3')['output']))`)).toMatch(
        /^Already installed: Jinja2 3\./,
      );
      expect(await session.run(`install_pkg('six')`)).toMatchObject({
        message: 'package installation disabled',
      });
      // A new interpreter has them, too.
      await session.do('await session.reset()');
      expect(await session.json(program)).toEqual(expected);
    });
  }
});
