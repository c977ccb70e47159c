import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { makeWheel } from '../../e2e/support/make-wheel.mjs';
import { createIndex, type PackageIndex } from '../../e2e/support/python-index-server.mjs';
import { GoruError } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';
import { DEFAULT_LIMITS } from '../contract/limits';
import type { PackageDecision, PackageRequest } from '../contract/options';
import type { PackageLock } from '../contract/session-packages';
import type { PackageOptions } from './session-packages';
import { FREE, makeWheels, NEVER, openGuest } from './testing/guest';

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('the packages of a session', { timeout: 60_000 }, () => {
  let index: PackageIndex;
  const wheels = makeWheels();
  const guest = (options?: Partial<PackageOptions>, storeName?: string) =>
    openGuest(index, options, storeName);

  beforeEach(async () => {
    index = await createIndex(wheels);
  });
  afterEach(() => index.close());

  /** A second index, with newer versions of what the first one has, and the private name, too. */
  async function elsewhere() {
    const version = '99.0';
    const files = { 'evil.py': '' };
    const theirs = ['lib', 'school-only'].map((name) => makeWheel({ name, version, files }));
    const other = await createIndex(theirs);
    onTestFinished(other.close);
    return { other, version };
  }

  it('come with what they need here, and say so', async () => {
    const { packages, install, modules } = await guest();
    expect(await install('app==1.0')).toEqual({
      success: true,
      output: 'Installed app 1.0, extra-lib 1.0, lib 2.1',
      installed: ['app==1.0', 'extra-lib==1.0', 'lib==2.1'],
      present: [],
      unproven: [],
    });
    expect(modules()).toEqual(['app.py', 'extra-lib.py', 'lib.py']);
    expect(packages.list().map(({ name, isRequested }) => [name, isRequested])).toEqual([
      ['app', true],
      ['extra-lib', false],
      ['lib', false],
    ]);
    expect(packages.list()[2]?.why).toEqual(['app 1.0 requires lib>=1']);
    expect(await install('app')).toMatchObject({
      output: 'Already installed: app 1.0',
      installed: [],
    });
  });

  it('are taken in the version that was named, and upgraded when that is asked for', async () => {
    const { call, install, modules, packages } = await guest();
    expect(await install('lib', '1.5')).toMatchObject({ installed: ['lib==1.5'] });
    // What was asked for before still holds.
    expect(await install('app')).toMatchObject({ installed: ['app==1.0', 'extra-lib==1.0'] });
    expect(await install('lib', '>=1')).toMatchObject({ output: 'Already installed: lib 1.5' });
    await packages.install(['lib']);
    const upgrade = { requirements: ['app'], version: null, upgrade: true };
    expect(await call('install', upgrade)).toMatchObject({ installed: ['app==2.0', 'lib==2.1'] });
    expect(modules()).toEqual(['app.py', 'lib.py']);
  });

  it('never break what is there: the conflict is explained, and all stays as it was', async () => {
    const { install, modules } = await guest();
    await install('app>=2');
    await expect(install('old')).rejects.toThrow(
      /app 2\.0 requires lib>=2[^]*old 1\.0 requires lib<2|old 1\.0 requires lib<2[^]*app 2\.0 requires lib>=2/,
    );
    expect(modules()).toEqual(['app.py', 'lib.py']);
  });

  it('go without compiled parts, until an import shows that they cannot', async () => {
    const { call, install, modules } = await guest();
    await install('lib');
    expect(await install('fast')).toMatchObject({
      installed: ['fast==1.0'],
      unproven: [{ name: 'fast', modules: ['fast'] }],
    });
    expect(modules()).toEqual(['_fast.py', 'fast/__init__.py', 'lib.py']);
    const failure = { name: 'fast', module: 'fast', reason: 'ImportError: no' };
    await expect(call('withdraw', failure)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^package contains C extensions \(fast\/_c\.[\w.-]*so\) which won't work in WASM$/,
      ) as string,
      notes: [
        'fast 1.0 was tried without them: import fast failed with ImportError: no',
        expect.stringMatching(/^no other version will do: cannot install fast/) as string,
      ],
    });
    expect(modules()).toEqual(['lib.py']);
    // It cannot withdraw anything else.
    await expect(call('withdraw', { ...failure, name: 'lib' })).rejects.toThrow('malformed');
    await expect(install('onlyfast')).rejects.toThrow(
      /^package contains C extensions \(onlyfast\.[\w.-]*so\) which won't work in WASM$/,
    );
  });

  it('need not have the private modules that stand for compiled parts', async () => {
    const { install } = await guest();
    expect(await install('half')).toMatchObject({
      unproven: [{ name: 'half', modules: ['half'] }],
    });
  });

  it('are all as before when the file of one is a folder of another', async () => {
    const { install, modules, packages } = await guest();
    await install('file');
    await expect(install('folder')).rejects.toThrow(
      'packages cannot be installed together: "site-packages/taken" is a file of file 1.0 and a directory of folder 1.0',
    );
    expect(modules()).toEqual(['file.py', 'taken']);
    expect(packages.list().map(({ name }) => name)).toEqual(['file']);
    expect(packages.lock().requirements).toEqual(['file']);
    await install('lib');
    expect(modules()).toEqual(['file.py', 'lib.py', 'taken']);
    await expect(install(['file', 'folder'])).rejects.toThrow('cannot be installed together');
  });

  it('come from no other index: a name that this one does not have is not looked for elsewhere', async () => {
    // Somebody else has published what the school keeps to itself.
    const { other, version } = await elsewhere();
    const { install, modules } = await guest();
    await expect(install('school-only')).rejects.toThrow('package not found on PyPI');
    await expect(install(`lib>=${version}`)).rejects.toThrow('the newest is 2.1');
    expect(modules()).toEqual([]);
    expect(other.requestCount()).toBe(0);
  });

  it.each(['project', 'metadata', 'wheel'] as const)(
    'are refused whole when the index sends the request for a %s elsewhere',
    async (on) => {
      const { other } = await elsewhere();
      const { install, modules } = await guest();
      index.breakWith({ kind: 'redirect', to: other.origin }, { on, project: 'lib' });
      await expect(install('lib')).rejects.toThrow(
        `request failed: redirect to ${new URL(other.origin).host} refused`,
      );
      expect(modules()).toEqual([]);
    },
  );

  it.each([
    [{ kind: 'html' } as const, /HTML|text\/html/],
    [{ kind: 'status', status: 500 } as const, /500/],
    [{ kind: 'wrong-hash' } as const, /SHA-256|sha256|hash/i],
    [{ kind: 'half' } as const, /./],
  ])('are refused whole when the index misbehaves: %j', async (fault, message) => {
    const { install, modules, packages } = await guest();
    await install('lib');
    index.breakWith(fault, { project: 'extra-lib' });
    await expect(install('app==1.0')).rejects.toThrow(message);
    expect(modules()).toEqual(['lib.py']);
    expect(packages.list().map(({ name }) => name)).toEqual(['lib']);
    index.repair();
    await install('app==1.0');
    expect(modules()).toEqual(['app.py', 'extra-lib.py', 'lib.py']);
  });

  it('are refused whole when a wheel is an attack', async () => {
    const { install, modules } = await guest();
    await expect(install('damaged')).rejects.toThrow();
    expect(modules()).toEqual([]);
  });

  it('say what is wrong with a wish', async () => {
    const { install } = await guest();
    await expect(install('no-such-thing')).rejects.toThrow('package not found on PyPI');
    await expect(install('')).rejects.toThrow('package name required');
    await expect(install([])).rejects.toThrow('package name required');
    await expect(install('a b')).rejects.toThrow('invalid requirement');
    await expect(install('!')).rejects.toThrow('invalid package name');
    await expect(install('lib', 'newest')).rejects.toThrow('invalid version specifier');
    await expect(install(['lib', 'app'], '1')).rejects.toThrow('invalid version specifier');
    await expect(install(5)).rejects.toThrow('invalid package name');
  });

  it('are only those that the page allows, and what these need', async () => {
    const { install } = await guest({ allowedPackages: ['app<2', 'lib'] });
    await expect(install('old')).rejects.toThrow('package "old" not allowed');
    await expect(install('app==2.0')).rejects.toThrow('package "app" not allowed');
    expect(await install('app')).toMatchObject({
      output: 'Installed app 1.0, extra-lib 1.0, lib 2.1',
    });
    index.forgetRequests();
    await expect(install('old')).rejects.toThrow('package "old" not allowed');
    expect(index.requestCount()).toBe(0);
  });

  it('are asked about one after the other, and five times at most, however many calls come at once', async () => {
    let open = 0;
    let most = 0;
    let asked = 0;
    const { install } = await guest({
      onPackageRequest: async (): Promise<PackageDecision> => {
        asked += 1;
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 1));
        open -= 1;
        return 'deny';
      },
    });
    const calls = Array.from({ length: 20 }, (_, i) => install(`name-${String(i)}`));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect([asked, most]).toEqual([5, 1]);
  });

  it('cannot be taken back by a program once something else has changed', async () => {
    const { call, install, packages, modules } = await guest();
    await install('fast');
    await packages.install(['lib']);
    const failure = { name: 'fast', module: 'fast', reason: 'ImportError: no' };
    await expect(call('withdraw', failure)).rejects.toThrow('malformed');
    expect(modules()).toEqual(['_fast.py', 'fast/__init__.py', 'lib.py']);
  });

  it('are asked about once, before the index hears of them; a no holds for the run', async () => {
    const asked: PackageRequest[] = [];
    let decision: PackageDecision = 'deny';
    const { packages, install } = await guest({
      onPackageRequest: (request) => {
        asked.push(request);
        return decision;
      },
    });
    await expect(install('app')).rejects.toThrow('package "app" not allowed');
    await expect(install('app')).rejects.toThrow('package "app" not allowed');
    expect(asked.length).toBe(1);
    expect(asked[0]).toMatchObject({ requirements: ['app'], names: ['app'], line: 3 });
    expect(index.requestCount()).toBe(0);
    packages.endRun();
    decision = 'once';
    await install('app');
    await install('app');
    expect(asked.length).toBe(2);
    expect((await asked[1]?.plan())?.map(({ name, version }) => `${name} ${version}`)).toEqual([
      'app 2.0',
      'lib 2.1',
    ]);
    packages.endRun();
    decision = 'always';
    await install(['old', 'app'] as string[]).catch(() => undefined);
    packages.endRun();
    decision = 'deny';
    expect(await install('app')).toMatchObject({ success: true });
    expect(asked.length).toBe(3);
  });

  it('are taken in an older version where a newer one has nothing but compiled code', async () => {
    const { call, install, modules } = await guest();
    expect(await install('speedy')).toMatchObject({
      installed: ['speedy==2.0.1'],
      unproven: [{ name: 'speedy', modules: ['speedy'] }],
      output: [
        'Installed speedy 2.0.1',
        'speedy 3.0 does not work without its C extensions (there is no Python code beside them): took speedy 2.0.1',
      ].join('\n'),
    });
    // Nor does this one. Its series is not tried any further.
    const failure = { name: 'speedy', module: 'speedy', reason: 'ImportError: no' };
    expect(await call('withdraw', failure)).toEqual({
      success: true,
      installed: ['speedy==1.0'],
      present: [],
      unproven: [],
      output: [
        'Installed speedy 1.0',
        'speedy 3.0 does not work without its C extensions (there is no Python code beside them): took speedy 1.0',
        'speedy 2.0.1 does not work without its C extensions (import speedy failed with ImportError: no): took speedy 1.0',
      ].join('\n'),
    });
    expect(modules()).toEqual(['speedy.py']);
  });

  it('are taken in an older version where what a newer one needs does not work', async () => {
    const { call, install, modules } = await guest();
    expect(await install('user')).toMatchObject({ installed: ['fussy==1.0', 'user==2.0'] });
    const failure = { name: 'fussy', module: 'fussy', reason: 'ImportError: no' };
    const answer = await call('withdraw', failure);
    expect(answer).toMatchObject({ installed: ['user==1.0'] });
    expect(answer).toMatchObject({
      output: expect.stringMatching(/not needed any more$/) as string,
    });
    expect(modules()).toEqual(['user.py']);
  });

  it('fail with the newest version’s compiled files where no version will do', async () => {
    const { install, modules } = await guest();
    await expect(install('speedy>=3')).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /^package contains C extensions \(speedy\.[\w.-]*so\) which won't work in WASM$/,
      ) as string,
      notes: [
        'speedy 3.0 was tried without them: there is no Python code beside them',
        expect.stringContaining('no other version will do') as string,
      ],
    });
    expect(modules()).toEqual([]);
  });

  it('have limits, which the page sets', async () => {
    const few = await guest({ ...FREE, limits: { ...DEFAULT_LIMITS.packages, count: 2 } });
    await expect(few.install('app==1.0')).rejects.toMatchObject({
      code: 'limit',
      message: 'too many packages: 3 are needed, the limit is 2',
      notes: ['The limit is that of all packages of a session together (limits.packages.count).'],
    });
    await few.install('app');
    await expect(few.install('user==1.0')).rejects.toThrow('3 are needed, the limit is 2');
    const small = await guest({ ...FREE, limits: { count: 9, unpackedBytes: 1500 } });
    await small.install('lib');
    await expect(small.install(['app', 'speedy==1.0', 'user==1.0'])).rejects.toMatchObject({
      code: 'limit',
      notes: [
        'The limit is that of all packages of a session together (limits.packages.unpackedBytes).',
      ],
    });
    expect(small.modules()).toEqual(['lib.py']);
    // A lock is somebody's text as well.
    const { packages } = await guest({ ...FREE, limits: { ...DEFAULT_LIMITS.packages, count: 4 } });
    await packages.install(['app==1.0', 'user==1.0']);
    const lock = packages.lock();
    const [locked] = lock.packages;
    const five = Array.from({ length: 5 }, () => locked);
    index.forgetRequests();
    for (const change of [{ packages: five }, { requirements: five.map(() => 'app') }]) {
      const long = { ...lock, ...change } as PackageLock;
      const tooMany = { code: 'limit', message: 'too many packages: 5 are needed, the limit is 4' };
      await expect(packages.restore(long)).rejects.toMatchObject(tooMany);
      await expect(packages.download(long)).rejects.toMatchObject(tooMany);
    }
    expect(index.requestCount()).toBe(0);
    await packages.restore(lock);
  });

  describe('that are named by an address', () => {
    const fileOf = (name: string) => {
      const wheel = wheels.find(({ filename }) => filename.startsWith(name));
      if (wheel === undefined) throw new Error(`no wheel ${name}`);
      return { url: `${index.origin}/files/${wheel.filename}`, sha256: sha256(wheel.bytes) };
    };
    /** Hosts that are granted, by a stand-in for `http`. */
    const hosts = (...granted: string[]) => {
      const asked: unknown[] = [];
      const allow: PackageOptions['files']['allow'] = (url, { line }) => {
        asked.push([url, line]);
        const { host } = new URL(url);
        if (granted.includes(host)) return Promise.resolve();
        return Promise.reject(new GoruError('permission', `host not allowed: ${host}`));
      };
      return {
        asked,
        files: {
          allow,
          get: async (url, { signal }) => {
            await allow(url, { line: null, signal });
            const response = await fetch(url);
            return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
          },
        } satisfies PackageOptions['files'],
      };
    };

    it('come from granted hosts alone', async () => {
      const { url } = fileOf('lib-2.1');
      const denied = hosts();
      const { install } = await guest({ ...FREE, files: denied.files });
      await expect(install(`lib @ ${url}`)).rejects.toThrow('host not allowed: 127.0.0.1');
      expect(denied.asked).toEqual([[url, 3]]);
      expect(index.requestCount()).toBe(0);
    });

    it('are locked with the hash that was found, and kept', async () => {
      const { url, sha256: hash } = fileOf('lib-2.1');
      const { asked, files } = hosts(new URL(index.origin).host);
      const first = await guest({ ...FREE, files });
      expect(await first.install(`lib @ ${url}#sha256=${hash}`)).toMatchObject({
        installed: ['lib==2.1'],
      });
      const lock = first.packages.lock();
      expect(lock).toMatchObject({
        requirements: [`lib @ ${url}#sha256=${hash}`],
        packages: [{ name: 'lib', version: '2.1', url, sha256: hash }],
      });
      expect(first.text('lib-2.1.dist-info/direct_url.json')).toContain(hash);
      // What depends on it does not send anybody to that address again.
      asked.length = 0;
      await first.install('app');
      expect(asked).toEqual([]);
      expect(first.packages.lock().packages.map(({ url }) => url)).toContain(url);
    });

    it('must be what they are said to be', async () => {
      const { url } = fileOf('lib-2.1');
      const { files } = hosts(new URL(index.origin).host);
      const { install, modules } = await guest({ ...FREE, files });
      await expect(install(`lib @ ${url}#sha256=${'0'.repeat(64)}`)).rejects.toThrow(
        'does not have the SHA-256 it should',
      );
      await expect(install(`app @ ${url}`)).rejects.toThrow(
        'no compatible wheel found (pure Python wheel required)',
      );
      expect(modules()).toEqual([]);
    });

    it('are asked about by that address, whatever may be said about the name', async () => {
      const { url } = fileOf('lib-2.1');
      const { files } = hosts(new URL(index.origin).host);
      const asked: PackageRequest[] = [];
      const { install } = await guest({
        files,
        allowedPackages: ['lib'],
        onPackageRequest: (request) => {
          asked.push(request);
          return 'always';
        },
      });
      await install(`lib @ ${url}`);
      expect(asked).toMatchObject([{ names: [`lib @ ${url}`], requirements: [`lib @ ${url}`] }]);
    });
  });

  it('that a program’s text names are asked about as far as they are not there yet', async () => {
    const asked: PackageRequest[] = [];
    let decision: PackageDecision = 'deny';
    const { packages, call } = await guest({
      onPackageRequest: (request) => {
        asked.push(request);
        return decision;
      },
    });
    const provide = (...dependencies: string[]) =>
      call('provide', { dependencies, requiresPython: null, line: 2 });
    await expect(provide('app==1.0', 'lib>=1')).rejects.toMatchObject({
      code: 'permission',
      message: 'package "app" not allowed',
    });
    packages.endRun();
    decision = 'once';
    expect(await provide('app==1.0', 'other; sys_platform == "win32"')).toMatchObject({
      output: 'Installed app 1.0, extra-lib 1.0, lib 2.1',
    });
    expect(asked.map(({ requirements, line }) => [requirements, line])).toEqual([
      [['app==1.0', 'lib>=1'], 2],
      [['app==1.0'], 2],
    ]);
    packages.endRun();
    index.forgetRequests();
    const nothing = { success: true, output: '', installed: [], present: [], unproven: [] };
    expect(await provide('app<2', 'lib>=2')).toEqual(nothing);
    expect(await provide()).toEqual(nothing);
    expect([asked.length, index.requestCount()]).toEqual([2, 0]);
    // The version that is there does not do.
    await expect(provide('app', 'lib<2')).resolves.toMatchObject({ installed: ['lib==1.5'] });
    expect(asked[2]?.requirements).toEqual(['lib<2']);
  });

  it('are off where nothing is allowed, but which Python a program needs is said', async () => {
    const { call } = await guest({});
    const provide = (requiresPython: JsonValue, ...dependencies: string[]) =>
      call('provide', { dependencies, requiresPython, line: 1 });
    await expect(provide('>=3.14')).rejects.toMatchObject({
      code: 'unsupported',
      message: 'this program needs Python >=3.14, and this is Python 3.13.15',
    });
    await expect(provide('newest')).rejects.toThrow('invalid version specifier');
    expect(await provide('>=3.11, <4')).toMatchObject({ installed: [] });
    await expect(provide('>=3.11', 'lib')).rejects.toThrow('package installation disabled');
  });

  it('that a person or an earlier run has installed are taken back by no program', async () => {
    const { packages, install, call } = await guest(FREE);
    const failure = { name: 'speedy', module: 'speedy', reason: 'x' };
    await packages.install(['speedy<3']);
    await expect(call('withdraw', failure)).rejects.toThrow('is not waiting for a proof');
    await packages.remove('speedy');
    await install('speedy<3');
    packages.endRun();
    await expect(call('withdraw', failure)).rejects.toThrow('is not waiting for a proof');
    expect(packages.list().map(({ version }) => version)).toEqual(['2.0.1']);
  });

  it('keep for a program what nothing else needs any more', async () => {
    const { packages, install, modules } = await guest(FREE);
    await packages.install(['app==1.0']);
    const provide = ['app==2.0', 'extra-lib'];
    await packages.methods['packages/provide']?.({
      params: { dependencies: provide, requiresPython: null, line: 1 },
      payload: new Uint8Array(),
      signal: NEVER,
    });
    // extra-lib came with app 1.0, and 2.0 has no use for it.
    expect(modules()).toEqual(['app.py', 'extra-lib.py', 'lib.py']);
    expect(packages.lock().requirements).toEqual(['app==2.0', 'extra-lib']);
    await install('extra-lib');
    await packages.remove('app');
    expect(modules()).toEqual(['extra-lib.py']);
  });

  it('that a program’s text names fit together, with those that are there already', async () => {
    const { packages, call, modules } = await guest(FREE);
    const provide = (...dependencies: string[]) =>
      call('provide', { dependencies, requiresPython: null, line: 2 });
    await packages.install(['lib']);
    // old needs lib<2: to bring it alone would take away what the same text names.
    await expect(provide('lib>=2', 'old')).rejects.toThrow(
      /lib>=2[^]*old 1\.0 requires lib<2|old 1\.0 requires lib<2[^]*lib>=2/,
    );
    expect(modules()).toEqual(['lib.py']);
    expect(packages.list()[0]?.version).toBe('2.1');
    expect(await provide('lib', 'old')).toMatchObject({ installed: ['lib==1.5', 'old==1.0'] });
    expect(packages.lock().requirements).toEqual(['old', 'lib']);
  });

  it('that a program’s text names and are there need nobody’s leave as they are', async () => {
    const asked: PackageRequest[] = [];
    const { packages, call } = await guest({
      onPackageRequest: (request) => {
        asked.push(request);
        return 'once';
      },
    });
    await packages.install(['lib==1.5']);
    const dependencies = ['lib', 'extra-lib', 'other; sys_platform == "win32"'];
    await call('provide', { dependencies, requiresPython: null, line: 2 });
    expect(asked.map(({ requirements }) => requirements)).toEqual([['extra-lib']]);
    expect(packages.lock().requirements).toEqual(['extra-lib', 'lib==1.5']);
    // But not in another version, which nobody was asked about.
    await expect(
      call('provide', { dependencies: ['lib', 'app==2.0'], requiresPython: null, line: 2 }),
    ).rejects.toThrow(/app 2\.0 requires lib>=2/);
  });

  it('that are there in a version which the page does not allow do not pass for one it does', async () => {
    const { packages, install } = await guest({ allowedPackages: ['lib>=2'] });
    await packages.install(['lib==1.5']);
    await expect(install('lib')).resolves.toMatchObject({ installed: ['lib==2.1'] });
  });

  it('are not asked for by the thousand', async () => {
    const { install, call } = await guest(FREE);
    const limit = { code: 'limit', message: 'too many requirements at once' };
    await expect(
      install(Array.from({ length: 201 }, (_, i) => `a${String(i)}`)),
    ).rejects.toMatchObject(limit);
    await expect(install(`lib${'!=99.1,'.repeat(2_000)}!=99`)).rejects.toMatchObject(limit);
    const provide = { dependencies: [], requiresPython: '>=3.1,'.repeat(2_000), line: 1 };
    await expect(call('provide', provide)).rejects.toThrow('invalid version specifier');
    expect(index.requestCount()).toBe(0);
  });
});
