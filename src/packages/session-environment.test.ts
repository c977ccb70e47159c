import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIndex, type PackageIndex } from '../../e2e/support/python-index-server.mjs';
import { bundleDependencies } from '../../runtime-assets/deps/bundle-dependencies';
import { DependencySet } from '../../runtime-assets/deps/dependency-set';
import { packBundle } from '../contract/file-bundle';
import { DEFAULT_LIMITS } from '../contract/limits';
import type { PackageLock } from '../contract/session-packages';
import type { PackageOptions, Packages } from './session-packages';
import { FREE, makeWheels, openGuest } from './testing/guest';

describe('the packages that are there', { timeout: 60_000 }, () => {
  let index: PackageIndex;
  const wheels = makeWheels();
  const guest = (options?: Partial<PackageOptions>, storeName?: string) =>
    openGuest(index, options, storeName);

  beforeEach(async () => {
    index = await createIndex(wheels);
  });
  afterEach(() => index.close());

  it('show their code, with that of what they need, as their wheels have it', async () => {
    const { packages, install } = await guest(FREE);
    await install(['app==1.0', 'fast', 'old']);
    const sources = async (...modules: string[]) =>
      Object.fromEntries(
        (await packages.sources(modules)).map(({ name, version, files }) => [
          `${name} ${version}`,
          files.map((file) => `${file.path}: ${file.text()}`.trim()),
        ]),
      );
    await expect(sources('app', 'nothing', 'app-1')).resolves.toEqual({
      'app 1.0': ["app.py: V = '1.0'"],
      'lib 1.5': ["lib.py: V = '1.5'"],
      'extra-lib 1.0': ["extra-lib.py: V = '1.0'"],
    });
    expect(Object.keys(await sources('fast'))).toEqual(['fast 1.0']);
    // extra-lib.py is no name that could follow `import`.
    await expect(packages.modules()).resolves.toEqual(['_fast', 'app', 'fast', 'lib', 'old']);
    expect((await sources('_fast'))['fast 1.0']).toHaveLength(2);
    await packages.remove('app');
    await expect(sources('app')).resolves.toEqual({});
    await expect(packages.modules()).resolves.toEqual(['_fast', 'fast', 'lib', 'old']);
  });

  it('are installed again from the lock, without asking anybody', async () => {
    const storeName = 'shared store';
    const first = await guest(FREE, storeName);
    await first.install(['app==1.0', 'fast']);
    const lock = JSON.parse(JSON.stringify(first.packages.lock())) as ReturnType<Packages['lock']>;
    index.forgetRequests();
    const second = await guest(FREE, storeName);
    await second.packages.restore(lock);
    expect(index.requestCount()).toBe(0);
    expect(second.modules()).toEqual(first.modules());
    expect(second.packages.lock()).toEqual(lock);
  });

  it('come without those of a lock that cannot be had, and say which', async () => {
    const first = await guest();
    await first.install(['app==1.0', 'speedy==1.0', 'user==1.0']);
    const lock = first.packages.lock();
    index.breakWith({ kind: 'status', status: 410 }, { on: 'wheel', project: 'extra-lib' });
    index.breakWith({ kind: 'wrong-hash' }, { on: 'wheel', project: 'speedy' });
    const { packages, modules } = await guest();
    await expect(packages.restore(lock)).rejects.toThrow('410');
    expect(modules()).toEqual([]);
    const missing = await packages.restore(lock, { allowMissing: true });
    expect(missing).toEqual([
      {
        name: 'extra-lib',
        version: '1.0',
        reason: expect.stringMatching(/^request failed: status 410/) as string,
      },
      {
        name: 'speedy',
        version: '1.0',
        reason: expect.stringContaining('does not have the SHA-256 it should') as string,
      },
      { name: 'app', version: '1.0', reason: 'it needs extra-lib' },
    ]);
    // No half of app, which would seem to be there.
    expect(modules()).toEqual(['lib.py', 'user.py']);
    expect(packages.lock().requirements).toEqual(['user==1.0']);
    index.repair();
    expect(await packages.restore(lock, { allowMissing: true })).toEqual([]);
    expect(packages.lock()).toEqual(lock);
  });

  it('of a lock are all as before when that is stopped, whatever may be missing', async () => {
    const first = await guest();
    await first.install(['app==1.0']);
    const lock = first.packages.lock();
    const { packages, modules } = await guest();
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(packages.restore(lock, { allowMissing: true, signal })).rejects.toThrow('stopped');
    expect(modules()).toEqual([]);
  });

  it('are removed with what nothing else needs', async () => {
    const { packages, install, modules } = await guest();
    await install(['app==1.0', 'lib']);
    await expect(packages.remove('extra-lib')).rejects.toThrow(
      'cannot remove extra-lib: app 1.0 requires extra-lib',
    );
    await packages.remove('app');
    expect(modules()).toEqual(['lib.py']);
    await expect(packages.remove('app')).rejects.toThrow('not installed: app');
  });

  it('are all as before when they were stopped while wheels were on their way', async () => {
    const { modules, packages } = await guest();
    index.breakWith({ kind: 'slow', delayMs: 60_000 }, { on: 'wheel', project: 'extra-lib' });
    const controller = new AbortController();
    const stopped = packages.install(['app==1.0'], { signal: controller.signal });
    const outcome = expect(stopped).rejects.toThrow('stopped');
    while (index.requestCount('wheel') < 3) await new Promise((done) => setTimeout(done, 5));
    controller.abort(new Error('stopped'));
    await outcome;
    expect(modules()).toEqual([]);
    expect(packages.list()).toEqual([]);
    index.repair();
    await packages.install(['app==1.0']);
    expect(modules()).toEqual(['app.py', 'extra-lib.py', 'lib.py']);
  });

  describe('that came with the site', () => {
    /** A site built with `app<2` (and with it lib 2.1 and extra-lib). */
    const siteWith = async () => {
      const kept = new Map<string, Uint8Array<ArrayBuffer>>();
      const wheels = {
        get: (hash: string) => Promise.resolve(kept.get(hash)),
        put: (hash: string, bytes: Uint8Array<ArrayBuffer>) => {
          kept.set(hash, bytes);
          return Promise.resolve(true);
        },
      };
      const set = new DependencySet({ python: '3.13', wheels, indexUrl: index.url });
      await set.install(['app<2']);
      const { lock } = set;
      const { files, installed } = await bundleDependencies({ python: '3.13', lock, wheels });
      index.forgetRequests();
      return {
        installed,
        lock,
        readBundle: () => Promise.resolve(packBundle(files).buffer),
      };
    };

    it('are there, and asking for them needs nobody’s leave and no network', async () => {
      const { packages, install } = await guest({ bundled: await siteWith() });
      expect(packages.list().map(({ name, isBundled }) => [name, isBundled])).toEqual([
        ['app', true],
        ['extra-lib', true],
        ['lib', true],
      ]);
      expect(await install(['app', 'lib>=2'])).toMatchObject({
        installed: [],
        output: 'Already installed: app 1.0, lib 2.1',
      });
      await expect(install('old')).rejects.toThrow('package installation disabled');
      await expect(install('app>=2')).rejects.toThrow('package installation disabled');
      expect(index.requestCount()).toBe(0);
      expect(packages.lock()).toMatchObject({ requirements: [], packages: [] });
    });

    it('stay, but for a version that was asked for in their place, until that is removed', async () => {
      const { packages, install, modules } = await guest({ ...FREE, bundled: await siteWith() });
      await expect(packages.remove('app')).rejects.toThrow(
        'cannot remove app: it came with this site',
      );
      // The interpreter had the site's own files before anything was sent.
      expect(modules()).toEqual([]);
      expect(await install('app==2.0')).toMatchObject({ installed: ['app==2.0'] });
      expect(modules()).toEqual(['app.py']);
      expect(packages.list().map(({ name, version }) => `${name} ${version}`)).toEqual([
        'app 2.0',
        'extra-lib 1.0',
        'lib 2.1',
      ]);
      const lock = packages.lock();
      expect(lock.packages.map(({ name }) => name)).toEqual(['app', 'lib']);
      await packages.remove('app');
      expect(packages.list()[0]).toMatchObject({ version: '1.0', isBundled: true });
      await packages.restore(lock);
      expect(packages.list()[0]).toMatchObject({ version: '2.0', isBundled: false });
    });

    it('hold together with what a program installs: a conflict names them', async () => {
      const { install } = await guest({ ...FREE, bundled: await siteWith() });
      // app 1.0 takes any lib.
      expect(await install('old')).toMatchObject({ installed: ['lib==1.5', 'old==1.0'] });
      await expect(install('app==2.0')).rejects.toThrow(/old 1\.0 requires lib<2/);
    });

    it('do not count', async () => {
      const { install } = await guest({
        ...FREE,
        bundled: await siteWith(),
        limits: { ...DEFAULT_LIMITS.packages, count: 1 },
      });
      await install('speedy==1.0');
      await expect(install('user==1.0')).rejects.toThrow('too many packages');
    });
  });

  it('are upgraded one by one or all together, as far as what was asked for admits', async () => {
    const { packages, install } = await guest();
    await install(['app<2', 'lib==1.5']);
    const versions = () => packages.list().map(({ name, version }) => `${name} ${version}`);
    expect(versions()).toEqual(['app 1.0', 'extra-lib 1.0', 'lib 1.5']);
    await packages.install(['app']);
    expect(versions()).toEqual(['app 1.0', 'extra-lib 1.0', 'lib 1.5']);
    // The pin on lib does not admit app 2.0.
    expect(await packages.upgrade('app')).toBe('Already installed: app 1.0');
    await packages.install(['lib']);
    expect(await packages.upgrade('App')).toBe('Installed app 2.0, lib 2.1');
    await expect(packages.upgrade('extra-lib')).rejects.toThrow('nobody asked for extra-lib');

    const other = await guest();
    await other.install(['lib==1.5', 'app==1.0']);
    await other.packages.install(['app']);
    await other.packages.remove('lib');
    expect(await other.packages.upgrade(null)).toBe('Installed app 2.0, lib 2.1');
  });

  it('are kept as wheels: what is missing is downloaded, and what nobody needs can go', async () => {
    const { packages, install } = await guest();
    await install(['app==1.0']);
    const kept = async () => (await packages.storage()).wheels.map(({ name }) => name).sort();
    const lock = packages.lock();
    await packages.remove('app');
    await install('fast');
    expect(await kept()).toEqual(['app', 'extra-lib', 'fast', 'lib']);
    expect((await packages.cleanUp([])).map(({ name }) => name).sort()).toEqual([
      'app',
      'extra-lib',
      'lib',
    ]);
    expect(await kept()).toEqual(['fast']);
    const progress: number[] = [];
    const totals = new Set<number>();
    await packages.download(lock, {
      onProgress: ({ doneBytes, totalBytes }) => {
        progress.push(doneBytes);
        totals.add(totalBytes);
      },
    });
    const totalBytes = lock.packages.reduce((sum, { size }) => sum + (size ?? 0), 0);
    expect([...totals]).toEqual([totalBytes]);
    expect(progress.at(-1)).toBe(totalBytes);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(await packages.cleanUp([lock])).toEqual([]);
    expect(await kept()).toEqual(['app', 'extra-lib', 'fast', 'lib']);
    index.forgetRequests();
    await packages.download(lock);
    await packages.restore(lock);
    expect(index.requestCount()).toBe(0);
  });

  it('of another Python’s lock are not installed as they are', async () => {
    const { packages, install } = await guest();
    await install('app==1.0');
    const lock = { ...packages.lock(), python: '3.12' };
    await expect(packages.restore(lock)).rejects.toMatchObject({
      message: 'the lock is for Python 3.12, and this is Python 3.13',
      notes: ['Install what it was made from: app==1.0'],
    });
  });

  it('are pinned by no program that finds them there, nor kept for it', async () => {
    const { packages, install, call } = await guest(FREE);
    const wishes = () => packages.lock().requirements;
    await packages.install(['app==1.0']);
    // A dependency, in the version that is there; and what a person has asked for.
    await install(['lib==2.1', 'app']);
    await call('provide', { dependencies: ['lib==2.1'], requiresPython: null, line: 1 });
    expect(wishes()).toEqual(['app==1.0']);
    // A version that the person’s wish admits leaves that wish as it is.
    await packages.install(['lib']);
    await install('lib==1.5');
    expect(packages.list()[2]).toMatchObject({ name: 'lib', version: '1.5' });
    expect(wishes()).toEqual(['lib', 'app==1.0']);
    // Nothing else takes it away, and the person gets the newest with an upgrade.
    await install('speedy==1.0');
    expect(packages.list()[2]).toMatchObject({ name: 'lib', version: '1.5' });
    expect(await packages.upgrade('lib')).toBe('Installed lib 2.1');
    // One that it does not admit takes its place: somebody has allowed that.
    await packages.install(['lib>=2']);
    await install('lib<2');
    expect(wishes()).toEqual(['lib<2', 'speedy==1.0', 'app==1.0']);
  });

  it('that a person installs are proven by an import, too, and tried in older versions', async () => {
    const tried: unknown[] = [];
    const { packages, call } = await guest({
      ...FREE,
      prove: (unproven) => {
        tried.push(...unproven);
        const isBad = packages.list().some(({ version }) => version === '2.0.1');
        const failure = { name: 'speedy', module: 'speedy', reason: 'ImportError: no' };
        return Promise.resolve({ failure: isBad ? failure : null });
      },
    });
    expect(await packages.install(['speedy<3', 'fast'])).toBe(
      [
        'Installed fast 1.0, speedy 1.0',
        'speedy 2.0.1 does not work without its C extensions (import speedy failed with ImportError: no): took speedy 1.0',
      ].join('\n'),
    );
    expect(tried).toEqual([
      { name: 'fast', modules: ['fast'] },
      { name: 'speedy', modules: ['speedy'] },
      { name: 'fast', modules: ['fast'] },
    ]);
    // No program can say so in the person’s place.
    const failure = { name: 'fast', module: 'fast', reason: 'x' };
    await expect(call('withdraw', failure)).rejects.toThrow('is not waiting for a proof');
    packages.endRun();
    await expect(packages.install(['speedy==2.0.1'])).rejects.toThrow('contains C extensions');
    expect(packages.list().map(({ name, version }) => `${name} ${version}`)).toEqual([
      'fast 1.0',
      'speedy 1.0',
    ]);
  });

  it('say so where Python is too busy for that proof', async () => {
    const { packages } = await guest({ ...FREE, prove: () => Promise.resolve('untried') });
    expect(await packages.install(['fast'])).toBe(
      'Installed fast 1.0\nInstalled without compiled parts, and not tried because Python is busy: fast. Whether that works shows when a program imports it.',
    );
  });

  it('come from no other address than a safe one, whatever a lock says', async () => {
    const { packages, install } = await guest(FREE);
    await install('lib');
    const lock = packages.lock();
    await packages.remove('lib');
    const changed = (change: object): PackageLock => ({
      ...lock,
      packages: lock.packages.map((locked) => ({ ...locked, sha256: '0'.repeat(64), ...change })),
    });
    await expect(packages.restore(changed({ url: 'http://192.0.2.1/lib.whl' }))).rejects.toThrow(
      'is not on https',
    );
    await expect(
      packages.restore({
        ...lock,
        packages: lock.packages.map((one) => ({ ...one, name: 'app' })),
      }),
    ).rejects.toThrow(/its lock calls it app/);
    await expect(packages.restore(changed({ extras: [1] }))).rejects.toThrow('this is no lock');
    const holes = { ...lock, packages: [null] } as unknown as PackageLock;
    await expect(packages.restore(holes)).rejects.toThrow('this is no lock');
  });

  it('can be taken off the list of what programs may install unasked', async () => {
    const { packages, install } = await guest({
      allowedPackages: ['lib'],
      onPackageRequest: ({ names }) => (names.includes('app') ? 'always' : 'deny'),
    });
    await install('app==1.0');
    packages.endRun();
    expect(packages.allowed).toEqual(['lib', 'app']);
    packages.disallow('lib');
    expect(packages.allowed).toEqual(['app']);
    // What is there needs nobody's leave; another version does.
    await install('lib');
    await expect(install('lib==1.5')).rejects.toThrow('package "lib" not allowed');
    expect(packages.list().map(({ name }) => name)).toEqual(['app', 'extra-lib', 'lib']);
  });

  it('that were imported in another version than the installed one say so, until a reset', async () => {
    const { packages, install } = await guest();
    let changes = 0;
    packages.observe(() => (changes += 1));
    await install('lib==1.5');
    await install('lib==2.1');
    const imported = () => packages.list()[0]?.importedVersion;
    expect(imported()).toBeNull();
    changes = 0;
    packages.openedFilesGone(['site-packages/lib.py', 'site-packages/other.py']);
    expect([imported(), changes]).toEqual(['1.5', 1]);
    await install('lib==1.5');
    expect(imported()).toBeNull();
    packages.openedFilesGone(['site-packages/lib.py']);
    await install('lib==2.1');
    expect(imported()).toBe('1.5');
    packages.detach();
    await packages.attach(() => undefined);
    expect(imported()).toBeNull();
  });
});
