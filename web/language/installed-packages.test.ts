import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GoruError } from '../../src/index';
import { giveInstalled } from './installed-packages';
import { INSTALLED_FOLDER } from './server-settings';
import type { PackageSources } from '../../src/index';
import type { InstalledPackages } from './installed-packages';

function pack(name: string, text: string): PackageSources {
  const path = `${name}.py`;
  const files = [{ path, bytes: text.length, text: () => text }];
  return { name, version: '1', sha256: `${name} ${text}`, files };
}

/** A session, programs and a server that only remembers what it is given. */
function begin(session: PackageSources[]) {
  let program = '';
  const listeners = new Set<() => void>();
  const observers = new Set<() => void>();
  const listen = (set: Set<() => void>) => (listener: () => void) => {
    set.add(listener);
    return () => set.delete(listener);
  };
  const server = new Map<string, string>();
  const read = vi.fn((modules: readonly string[]) =>
    Promise.resolve(session.filter(({ name }) => modules.includes(name))),
  );
  const leftOut: string[] = [];
  const failures: string[] = [];
  const given: InstalledPackages = giveInstalled({
    programs: { all: () => [program], onChange: listen(listeners) },
    server: {
      notify: (_, params) => {
        if (!('files' in params)) throw new Error('only files are given');
        for (const [path, text] of Object.entries(params.files ?? {})) {
          const name = path.slice(INSTALLED_FOLDER.length);
          if (text === null) server.delete(name);
          else server.set(name, text);
        }
      },
    },
    sources: {
      modules: () => Promise.resolve(session.map(({ name }) => name)),
      read,
      onChange: listen(observers),
    },
    library: new Set(['os']),
    onGiven: () => undefined,
    onLeftOut: (name) => leftOut.push(name),
    onFailure: (error) => failures.push(String(error)),
    limits: { count: 2, bytes: 1_000 },
  });
  const settle = () => vi.advanceTimersByTimeAsync(1_000);
  return {
    given,
    server,
    read,
    leftOut,
    failures,
    write: async (text: string) => {
      program = text;
      for (const listener of listeners) listener();
      await settle();
    },
    install: async (...packages: PackageSources[]) => {
      session.splice(0, Infinity, ...packages);
      for (const observer of observers) observer();
      await settle();
    },
    listenerCount: () => listeners.size + observers.size,
  };
}

describe('what the language server knows of installed packages', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const A = pack('a', 'A = 1');
  const B = pack('b', 'B = 1');
  const C = pack('c', 'C = 1');

  it('is what programs import, when they do', async () => {
    const { server, write, read, given } = begin([A, B]);
    await write('import os');
    expect(read).not.toHaveBeenCalled();
    await write('import os, a');
    expect(Object.fromEntries(server)).toEqual({ 'a.py': 'A = 1' });
    await write('import os, a\nprint(1)');
    expect(read).toHaveBeenCalledTimes(1);
    expect(given.textOf(`${INSTALLED_FOLDER}a.py`)).toBe('A = 1');
    expect(given.textOf(`${INSTALLED_FOLDER}b.py`)).toBeUndefined();
  });

  it('is told once why it is not known, and comes when it can be read', async () => {
    const { server, write, read, failures } = begin([A]);
    const broken = new Error('what reads them is broken');
    read.mockRejectedValueOnce(broken).mockRejectedValueOnce(broken);
    await write('import a');
    await write('import a\n');
    expect(failures).toEqual(['Error: what reads them is broken']);
    // Sessions end, and parts of the page do not come: that is told elsewhere.
    read.mockRejectedValueOnce(new GoruError('session-closed', 'session closed'));
    await write('import a\n\n');
    expect(failures).toHaveLength(1);
    await write('import a\n\n\n');
    expect(Object.fromEntries(server)).toEqual({ 'a.py': 'A = 1' });
  });

  it('follows what is installed and removed', async () => {
    const { server, write, install, given, listenerCount } = begin([]);
    await write('import a');
    expect(server.size).toBe(0);
    await install(A, B);
    expect(Object.fromEntries(server)).toEqual({ 'a.py': 'A = 1' });
    await install(pack('a', 'A = 2'));
    expect(Object.fromEntries(server)).toEqual({ 'a.py': 'A = 2' });
    await install();
    expect(server.size).toBe(0);
    given.dispose();
    expect(listenerCount()).toBe(0);
  });

  it('has with it what it uses where that is there', async () => {
    const user = pack('user', 'try:\n    import a\nexcept ImportError:\n    a = None');
    const { server, write, install, leftOut } = begin([user, B]);
    await write('import user');
    expect([...server.keys()]).toEqual(['user.py']);
    await install(user, A, B);
    expect([...server.keys()]).toEqual(['user.py', 'a.py']);
    // It was not asked for: nobody is told that there is no room.
    await write('import user, b');
    expect([...server.keys()].sort()).toEqual(['b.py', 'user.py']);
    expect(leftOut).toEqual([]);
    await install(B, A);
    expect([...server.keys()]).toEqual(['b.py']);
  });

  it('makes room for what is imported now, and says once what does not fit', async () => {
    const { server, write, leftOut } = begin([A, B, C]);
    await write('import a, b');
    await write('import c');
    expect([...server.keys()]).toEqual(['c.py']);
    expect(leftOut).toEqual([]);
    await write('import a, b, c');
    await write('import a, b, c, d');
    expect([...server.keys()].sort()).toEqual(['a.py', 'b.py']);
    expect(leftOut).toEqual(['c']);
  });

  it('is tried again when the session could not be asked', async () => {
    const { server, write, read } = begin([A]);
    read.mockRejectedValueOnce(new Error('session closed'));
    await write('import a');
    expect(server.size).toBe(0);
    await write('import a\n');
    expect(server.size).toBe(1);
  });
});
