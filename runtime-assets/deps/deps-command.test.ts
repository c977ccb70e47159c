import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { debianWheels, NoDebianPackagesError } from '../../e2e/support/debian-wheels.mjs';
import { makeWheel } from '../../e2e/support/make-wheel.mjs';
import { createIndex, type PackageIndex } from '../../e2e/support/python-index-server.mjs';
import { bundleDependencies } from './bundle-dependencies';
import { runDeps } from './deps-command';
import { readDepsLock } from './deps-lock';
import { wheelFolder } from './wheel-folder';

// One wheel that either Python would take for its compiled parts.
const COMPILED = 'cp312-abi3-manylinux_2_17_x86_64';

function madeUp() {
  const pure = (name: string, version: string, requiresDist: string[] = []) =>
    makeWheel({ name, version, requiresDist, files: { [`${name}.py`]: `V = '${version}'\n` } });
  return [
    pure('app', '1.0', ['lib', 'backport; python_version < "3.13"']),
    pure('lib', '1.0'),
    pure('lib', '2.0'),
    pure('backport', '1.0'),
    pure('fast', '1.0'),
    makeWheel({
      name: 'fast',
      version: '2.0',
      tag: COMPILED,
      files: { 'fast/__init__.py': 'from fast._c import f\n' },
      compiled: ['fast/_c'],
    }),
  ];
}

describe('npm run deps', { timeout: 120_000 }, () => {
  let index: PackageIndex;
  let folder: string;
  let wheels: string;
  let lines: string[];

  beforeAll(async () => {
    wheels = await mkdtemp(join(tmpdir(), 'goru-wheels-'));
    index = await createIndex(madeUp());
  });
  afterAll(async () => {
    await index.close();
    await rm(wheels, { recursive: true });
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'goru-deps-'));
    lines = [];
  });

  const lockFile = () => join(folder, 'deps.lock.json');
  const deps = (...args: string[]) =>
    runDeps([...args, `--index=${index.url}`], {
      lockFile: lockFile(),
      wheelFolder: wheels,
      print: (line) => lines.push(line),
    });

  it('says in its usage that a proof runs the code of a package on this machine', async () => {
    expect(await deps('--help')).toBe(0);
    expect(lines.join('\n')).toMatch(/its code runs on this machine[^]*is no sandbox/);
  });

  it('locks what each Python needs', async () => {
    expect(await deps('install', 'app', 'lib<2')).toBe(0);
    expect(lines).toEqual([
      'Python 3.13: Installed app 1.0, lib 1.0',
      'Python 3.12: Installed app 1.0, backport 1.0, lib 1.0',
      'deps.lock.json says so; the next build brings it along.',
    ]);
    const locks = await readDepsLock(lockFile());
    expect(locks?.['3.12'].requirements).toEqual(['app', 'lib<2']);
    expect(locks?.['3.13'].packages.map(({ name }) => name)).toEqual(['app', 'lib']);
    lines.length = 0;
    expect(await deps('list')).toBe(0);
    expect(lines.slice(0, 3)).toEqual([
      'Python 3.13',
      '  app 1.0: app was asked for',
      '  lib 1.0: lib<2 was asked for, app 1.0 requires lib',
    ]);
  });

  it('keeps what is locked, unless newer versions are asked for', async () => {
    await deps('install', 'lib<2');
    await deps('install', 'lib', 'app');
    expect(lines.filter((line) => line.includes('3.13'))).toEqual([
      'Python 3.13: Installed lib 1.0',
      expect.stringContaining('Installed app 1.0\n  Already installed: lib 1.0') as string,
    ]);
    await deps('install', '-U', 'lib');
    expect(lines.at(-2)).toContain('Installed lib 2.0');
  });

  it('removes what nothing else needs, and the file with the last', async () => {
    await deps('install', 'app');
    expect(await deps('remove', 'lib')).toBe(1);
    expect(lines.slice(-2)).toEqual([
      'Python 3.13: nothing was changed.',
      'cannot remove lib: app 1.0 requires lib',
    ]);
    expect(await deps('remove', 'app')).toBe(0);
    expect(await readdir(folder)).toEqual([]);
    await deps('list');
    expect(lines.at(-1)).toBe('The site comes without packages: there is no deps.lock.json.');
  });

  it('tries compiled packages in the interpreters, and older versions where they fail', async () => {
    expect(await deps('install', 'fast')).toBe(0);
    expect(lines[0]).toMatch(
      /^Python 3\.13: Installed fast 1\.0\n {2}fast 2\.0 does not work without its C extensions \(import fast failed with ModuleNotFoundError: No module named 'fast\._c'\): took fast 1\.0$/,
    );
    expect(await deps('install', 'fast>1')).toBe(1);
    expect(lines.join('\n')).toMatch(
      /package contains C extensions \(fast\/_c\S+\) which won't work/,
    );
  });

  it('says what is wrong, and changes nothing then', async () => {
    expect(await deps('install', 'no-such-thing')).toBe(1);
    expect(lines.slice(0, 2)).toEqual([
      'Python 3.13: nothing was changed.',
      'package not found on PyPI',
    ]);
    expect(await readdir(folder)).toEqual([]);
    expect(await deps('install')).toBe(1);
    expect(lines.at(-1)).toContain('npm run deps -- install');
    expect(await deps('instal', 'x')).toBe(1);
  });

  it('downloads again what is not kept, and refuses what is not what was locked', async () => {
    await deps('install', 'app');
    const lock = (await readDepsLock(lockFile()))?.['3.13'];
    if (lock === undefined) throw new Error('no lock');
    index.forgetRequests();
    const emptyFolder = join(folder, 'wheels');
    const bundle = () =>
      bundleDependencies({ python: '3.13', lock, wheels: wheelFolder(emptyFolder) });
    const { files, installed } = await bundle();
    expect(new TextDecoder().decode(files.get('site-packages/lib.py'))).toBe("V = '2.0'\n");
    expect(installed).toMatchObject([{ name: 'app', isBundled: true }, { name: 'lib' }]);
    expect(index.requestCount()).toBe(2);
    await bundle();
    expect(index.requestCount()).toBe(2);
    await rm(emptyFolder, { recursive: true });
    index.breakWith({ kind: 'wrong-hash' });
    await expect(bundle()).rejects.toThrow(
      /the packages of this site cannot be had for Python 3\.13: .*SHA-256/,
    );
    index.repair();
  });

  it('takes real packages', async (context) => {
    try {
      index.add(debianWheels(['jinja2', 'markupsafe', 'pyyaml'], { compiledTag: COMPILED }));
    } catch (error) {
      if (!(error instanceof NoDebianPackagesError)) throw error;
      context.skip(error.message);
    }
    const code = await deps('install', 'Jinja2', 'PyYAML');
    expect([code, lines.at(-1)]).toEqual([
      0,
      'deps.lock.json says so; the next build brings it along.',
    ]);
    expect(lines[0]).toMatch(
      /^Python 3\.13: Installed Jinja2 [\d.]+, MarkupSafe [\d.]+, PyYAML [\d.]+$/,
    );
    const text = await readFile(lockFile(), 'utf8');
    expect(text).toContain('"isPure": false');
  });
});
