import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIndex, type PackageIndex } from '../../e2e/support/python-index-server.mjs';
import { packBundle, unpackBundle } from '../contract/file-bundle';
import { Bytecode, type CompileModules } from './bytecode';
import type { ChangePiece } from './deliver-change';
import type { Entries } from './environment';
import type { BytecodeStore } from './wheel-store';
import { FREE, makeWheels, openGuest } from './testing/guest';

const CACHED = '__pycache__/lib.cpython-313.pyc';
let index: PackageIndex;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  index = await createIndex(makeWheels());
});

afterEach(() => index.close());

/** Compiles by writing before the source that it did. */
function compiler() {
  const asked: string[][] = [];
  const modules: CompileModules = (sources) => {
    asked.push([...sources.keys()]);
    const compiled = [...sources].map(
      ([path, source]) =>
        [path, new TextEncoder().encode(`compiled ${new TextDecoder().decode(source)}`)] as const,
    );
    return Promise.resolve(new Map(compiled));
  };
  return { asked, modules };
}

function openWith(modules: CompileModules, storeName: string, build = 'build 1') {
  return openGuest(index, { ...FREE, compile: { modules, build, delayMs: 0 } }, storeName);
}

/** Another session with the older `lib`, once what was compiled of that is stored. */
function openLater(modules: CompileModules, storeName: string) {
  return vi.waitFor(async () => {
    const guest = await openWith(modules, storeName);
    await guest.install('lib<2');
    expect(guest.modules()).toContain(CACHED);
    return guest;
  });
}

describe('compiled modules', () => {
  it('are made once of what was imported, and come with the package in later sessions', async () => {
    const { asked, modules } = compiler();
    const first = await openWith(modules, 'kept');
    await first.install(['app<2', 'lib<2']);
    expect(first.modules()).toContain('lib.py');
    first.packages.filesOpened(['site-packages/lib.py', 'site-packages/no_such.py']);
    await vi.waitFor(() => {
      expect(asked).toEqual([['site-packages/lib.py']]);
    });
    first.packages.filesOpened(['site-packages/lib.py']);

    const second = await openLater(modules, 'kept');
    expect(second.text(CACHED)).toBe("compiled V = '1.5'\n");
    expect(asked).toHaveLength(1);

    const newer = await openWith(modules, 'kept', 'build 2');
    await newer.install('lib<2');
    expect(newer.modules()).toEqual(['lib.py']);
  });

  it('come with the next interpreter of the same session, and go with their sources', async () => {
    const { asked, modules } = compiler();
    const guest = await openWith(modules, 'same session');
    await guest.packages.install(['lib<2']);
    guest.packages.filesOpened(['site-packages/lib.py']);
    await vi.waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    const files = new Set<string>();
    const take = ({ removed, content }: ChangePiece): void => {
      for (const path of removed) files.delete(path);
      for (const path of unpackBundle(content ?? packBundle(new Map())).keys()) files.add(path);
    };
    await vi.waitFor(async () => {
      guest.packages.detach();
      await guest.packages.attach(take);
      expect([...files]).toContain(`site-packages/${CACHED}`);
    });
    await guest.packages.remove('lib');
    expect([...files]).toEqual([]);
  });

  it('of an older version never stay beside newer sources', async () => {
    const { asked, modules } = compiler();
    const guest = await openWith(modules, 'upgrades');
    await guest.install('lib<2');
    guest.packages.filesOpened(['site-packages/lib.py']);
    await vi.waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    const again = await openLater(modules, 'upgrades');
    await again.install('lib>=2');
    expect(again.text('lib.py')).toBe("V = '2.1'\n");
    expect(again.modules()).toEqual(['lib.py']);
  });

  it('are nothing to wait for: without a device that can spare the time Python compiles', async () => {
    const modules = vi.fn<CompileModules>(() => Promise.resolve(null));
    const guest = await openWith(modules, 'busy');
    await guest.install('lib');
    guest.packages.filesOpened(['site-packages/lib.py']);
    await vi.waitFor(() => {
      expect(modules).toHaveBeenCalledOnce();
    });
    const later = await openWith(modules, 'busy');
    await later.install('lib');
    expect(later.modules()).toEqual(['lib.py']);
  });
});

/** As much of a session's packages as what is compiled of them has to do with. */
function openBytecode() {
  const kept = new Map<string, ReadonlyMap<string, Uint8Array<ArrayBuffer>>>();
  const store = {
    getCompiled: (sha256: string) => Promise.resolve(kept.get(sha256) ?? new Map()),
    putCompiled: (sha256: string, _target: unknown, modules) => {
      kept.set(sha256, new Map(modules));
      return Promise.resolve();
    },
  } as BytecodeStore;
  const bytecode = new Bytecode({
    target: { python: '3.13', build: 'build' },
    compile: compiler().modules,
    openStore: () => Promise.resolve(store),
    onDefect: (error) => {
      throw error;
    },
    delayMs: 0,
  });
  return {
    /** Opens the module of these packages; resolves when it is compiled. */
    open: async (path: string, entries: Entries) => {
      bytecode.opened([path], entries);
      await vi.waitFor(() => {
        expect(kept.size).toBe(1);
      });
    },
    comes: async (files: ReadonlyMap<string, Uint8Array>, entries: Entries) => {
      const change = await bytecode.accompany({ removed: [], files }, entries);
      return [...change.files.keys()].map((path) => path.replace('site-packages/', ''));
    },
  };
}

/** Packages with these files, each called after its place. */
function packagesOf(...all: ReadonlyMap<string, Uint8Array>[]): Entries {
  const entries = all.map((files, at) => {
    const name = `package-${String(at)}`;
    return [name, { locked: { sha256: name }, wheel: { files }, isBundled: false }] as const;
  });
  return new Map(entries) as unknown as Entries;
}

const filesOf = (...names: string[]): Map<string, Uint8Array> =>
  new Map(names.map((name) => [`site-packages/${name}`, new TextEncoder().encode(name)]));

describe('a compiled module', () => {
  it('is never run as one of the same name from another package', async () => {
    const { open, comes } = openBytecode();
    const [one, two] = [filesOf('lib.py'), filesOf('lib.py')];
    const entries = packagesOf(one, two);
    await open('site-packages/lib.py', entries);
    expect(await comes(one, entries)).toEqual(['lib.py', CACHED]);
    expect(await comes(two, entries)).toEqual(['lib.py']);
  });

  it.each(['__pycache__', `${CACHED}/x`])(
    'does not come where a package has its place for something else: %s',
    async (taken) => {
      const { open, comes } = openBytecode();
      const [own, other] = [filesOf('lib.py'), filesOf(taken)];
      await open('site-packages/lib.py', packagesOf(own));
      expect(await comes(own, packagesOf(own))).toEqual(['lib.py', CACHED]);
      expect(await comes(own, packagesOf(own, other))).toEqual(['lib.py']);
    },
  );
});

describe('a module that takes for ever to compile', () => {
  it('is given up', async () => {
    vi.useFakeTimers();
    const onDefect = vi.fn();
    const signals: AbortSignal[] = [];
    const compile: CompileModules = (_, signal) => {
      signals.push(signal);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('session closed'));
        });
      });
    };
    const openStore = () => Promise.reject(new Error('nothing is to be stored'));
    const target = { python: '3.13', build: 'build' };
    const bytecode = new Bytecode({ target, compile, openStore, onDefect, delayMs: 0 });
    const wheel = { files: new Map([['endless.py', new Uint8Array(1)]]) };
    const entry = { locked: { sha256: 'a' }, wheel, isBundled: false };
    bytecode.opened(['endless.py'], new Map([['endless', entry]]) as unknown as Entries);
    await vi.advanceTimersByTimeAsync(119_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(onDefect).not.toHaveBeenCalled();
    vi.useRealTimers();
  });
});
