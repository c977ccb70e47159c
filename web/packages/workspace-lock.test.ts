import { describe, expect, it } from 'vitest';
import { lockOf } from './testing/lock-of';
import { createWorkspaceLock } from './workspace-lock';
import type { PackageLock, SessionPackages } from '../../src/index';

const NOTHING = lockOf([]);

/** The page's storage, shared by its tabs. */
function browser(entries: Record<string, PackageLock | string> = {}) {
  const texts = new Map(
    Object.entries(entries).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  let isFull = false;
  const tabs: (() => void)[] = [];
  return {
    stored: (name = 'packages-3.13') => {
      const text = texts.get(name);
      return text === undefined ? null : (JSON.parse(text) as PackageLock);
    },
    fill: () => (isFull = true),
    /** A tab of this browser, with a session in which nothing is installed. */
    tab: () => {
      let failure: Error | null = null;
      let gone: string[] = [];
      let lock = NOTHING;
      let listener = (): void => undefined;
      const calls: string[] = [];
      const change = (next: PackageLock): void => {
        lock = next;
        listener();
        for (const lookAgain of tabs) if (lookAgain !== workspace.lookAgain) lookAgain();
      };
      const packages = {
        restore: (wanted: PackageLock) => {
          calls.push(`restore ${wanted.packages.map(({ name }) => name).join(' ')}`);
          if (failure !== null) return Promise.reject(failure);
          const isGone = ({ name }: { name: string }): boolean => gone.includes(name);
          change({
            ...wanted,
            requirements: wanted.requirements.filter((name) => !isGone({ name })),
            packages: wanted.packages.filter((locked) => !isGone(locked)),
          });
          const missing = wanted.packages.filter(isGone);
          return Promise.resolve(missing.map((locked) => ({ ...locked, reason: 'status 404' })));
        },
        install: (requirements: readonly string[]) => {
          calls.push(`install ${requirements.join(' ')}`);
          return failure === null ? Promise.resolve('') : Promise.reject(failure);
        },
        observe: (next: () => void) => {
          listener = next;
          return () => undefined;
        },
        lock: () => lock,
      } as unknown as SessionPackages;
      const workspace = createWorkspaceLock({
        read: (name) => texts.get(name) ?? null,
        write: (name, text) => {
          if (isFull) return false;
          texts.set(name, text);
          return true;
        },
        remove: (name) => texts.delete(name),
      });
      tabs.push(workspace.lookAgain);
      const absent = (): string[] => workspace.store.get().absent.map(({ name }) => name);
      return {
        workspace,
        calls,
        change,
        absent,
        fail: (error: Error | null) => (failure = error),
        /** These cannot be had. */
        lose: (...names: string[]) => (gone = names),
        connect: () => workspace.connect({ packages }),
      };
    },
  };
}

describe('the packages of a workspace', () => {
  it('are installed again in a new session, as the lock has them', async () => {
    const { calls, connect, absent } = browser({ 'packages-3.13': lockOf(['six 1.16']) }).tab();
    expect(await connect()).toBeNull();
    expect([calls, absent()]).toEqual([['restore six'], []]);
  });

  it('are kept when they change, and forgotten when the last one goes', async () => {
    const { stored, tab } = browser();
    const { calls, change, connect } = tab();
    expect(await connect()).toBeNull();
    expect(calls).toEqual([]);
    change(lockOf(['six 1.16']));
    expect(stored()).toEqual(lockOf(['six 1.16']));
    change(NOTHING);
    expect(stored()).toBeNull();
  });

  it('stay in the lock when they cannot be had now, also when others are installed', async () => {
    const { stored, tab } = browser({ 'packages-3.13': lockOf(['six 1.16']) });
    const { calls, workspace, change, connect, fail, absent } = tab();
    fail(new Error('could not load x'));
    expect(await connect()).toBe(
      'Packages of this workspace (six) could not be installed again: could not load x\nThe Packages panel tries again, or goes on without.',
    );
    expect(workspace.store.get()).toMatchObject({ problem: 'could not load x', restoring: null });
    expect(absent()).toEqual(['six']);
    await expect(workspace.retry()).rejects.toThrow('could not load x');
    change(lockOf(['yaml 6.0']));
    expect(stored()).toEqual(lockOf(['six 1.16', 'yaml 6.0']));
    // By now they have to be made to fit together.
    fail(null);
    await workspace.retry();
    expect(calls).toEqual(['restore six', 'restore six', 'install six yaml']);
    change(lockOf(['six 1.16', 'yaml 6.0']));
    expect([absent(), workspace.store.get().problem]).toEqual([[], null]);
  });

  it('come without those that cannot be had, which stay in the lock and come with a retry', async () => {
    const whole = lockOf(['six 1.16', 'toml 0.10', 'yaml 6.0']);
    const { stored, tab } = browser({ 'packages-3.13': whole });
    const { calls, workspace, change, connect, lose, absent } = tab();
    lose('six', 'yaml');
    expect(await connect()).toBe(
      'Packages of this workspace (six, yaml) could not be installed again: six 1.16: status 404\nyaml 6.0: status 404\nThe Packages panel tries again, or goes on without.',
    );
    expect([absent(), stored()]).toEqual([['six', 'yaml'], whole]);
    lose('yaml');
    await expect(workspace.retry()).rejects.toThrow('yaml 6.0: status 404');
    expect(workspace.store.get().problem).toBe('yaml 6.0: status 404');
    expect([absent(), stored()]).toEqual([['yaml'], whole]);
    // The very versions of the lock, as long as nothing else is there.
    expect(calls).toEqual(['restore six toml yaml', 'restore six toml yaml']);
    change(lockOf(['six 1.16', 'toml 0.10', 'more 1.0']));
    expect(
      stored()
        ?.packages.map(({ name }) => name)
        .sort(),
    ).toEqual(['more', 'six', 'toml', 'yaml']);
    lose();
    await workspace.retry();
    expect(calls.at(-1)).toMatch(/^install /);
  });

  it('that cannot be had can be given up', async () => {
    const { stored, tab } = browser({ 'packages-3.13': lockOf(['six 1.16']) });
    const { workspace, connect, fail, absent } = tab();
    fail(new Error('gone'));
    await connect();
    workspace.forget();
    expect([absent(), workspace.store.get().problem, stored()]).toEqual([[], null, null]);
  });

  it('are not lost when two tabs change them; each learns what the other has brought', async () => {
    const { stored, tab } = browser({ 'packages-3.13': lockOf(['six 1.15']) });
    const [a, b] = [tab(), tab()];
    await a.connect();
    await b.connect();
    a.change(lockOf(['six 1.15', 'yaml 6.0']));
    b.change(lockOf(['six 1.16']));
    expect(stored()).toEqual(lockOf(['six 1.16', 'yaml 6.0']));
    expect([a.absent(), b.absent()]).toEqual([['six'], ['yaml']]);
    expect(b.workspace.store.get().problem).toBeNull();
    a.change(lockOf(['six 1.15']));
    expect(stored()).toEqual(lockOf(['six 1.16']));
    b.change(NOTHING);
    expect(stored()).toBeNull();
  });

  it('are apart for each Python; what another one has is named while this one has nothing', async () => {
    const other = { ...lockOf(['six 1.16']), python: '3.12' };
    const { stored, tab } = browser({ 'packages-3.12': other });
    const { workspace, calls, change, connect } = tab();
    expect(await connect()).toBeNull();
    expect([calls, workspace.store.get().elsewhere]).toEqual([[], other]);
    change(lockOf(['six 1.15']));
    expect(workspace.store.get().elsewhere).toBeNull();
    expect([stored(), stored('packages-3.12')]).toEqual([lockOf(['six 1.15']), other]);
    expect(workspace.all()).toEqual([lockOf(['six 1.15']), other]);
  });

  it('are none when what is kept is damaged, or for another Python', async () => {
    const wrong = JSON.stringify({ ...lockOf(['six 1.16']), python: '3.12' });
    const [six] = lockOf(['six 1.16']).packages;
    // As an archive can have them.
    const holes = [null, 7, {}, { ...six, why: [{}] }, { ...six, size: 'much' }].map((hole) =>
      JSON.stringify({ ...NOTHING, packages: [six, hole] }),
    );
    const many = JSON.stringify({ ...NOTHING, packages: Array.from({ length: 2_000 }, () => six) });
    const none = ['{', 'null', '[]', '{"format":1,"python":"3.13"}', wrong, many, ...holes];
    for (const text of none) {
      const { calls, connect } = browser({ 'packages-3.13': text }).tab();
      expect(await connect()).toBeNull();
      expect(calls).toEqual([]);
    }
  });

  it('that the browser does not keep are told apart', async () => {
    const { fill, tab } = browser();
    const { workspace, change, connect } = tab();
    await connect();
    fill();
    change(lockOf(['six 1.16']));
    expect(workspace.store.get().isKept).toBe(false);
  });
});
