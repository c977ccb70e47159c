import { describe, expect, it } from 'vitest';
import { createWorkspaceLock } from './workspace-lock';
import type { PackageLock, SessionPackages } from '../../src/index';

const LOCK: PackageLock = {
  format: 1,
  python: '3.13',
  requirements: ['six'],
  packages: [
    {
      name: 'six',
      version: '1.16.0',
      filename: 'six-1.16.0-py2.py3-none-any.whl',
      url: 'https://x.test/six-1.16.0-py2.py3-none-any.whl',
      sha256: 'a'.repeat(64),
      size: 1,
      isPure: true,
      extras: [],
      requires: [],
      why: ['six was asked for'],
    },
  ],
};
const EMPTY: PackageLock = { ...LOCK, requirements: [], packages: [] };

function setUp(stored: string | null, failure?: Error) {
  const entries = new Map(stored === null ? [] : [['packages', stored]]);
  const restored: PackageLock[] = [];
  let listener = (): void => undefined;
  let lock = EMPTY;
  const packages = {
    restore: (wanted: PackageLock) => {
      restored.push(wanted);
      return failure === undefined ? Promise.resolve() : Promise.reject(failure);
    },
    observe: (next: () => void) => {
      listener = next;
      return () => undefined;
    },
    lock: () => lock,
  } as unknown as SessionPackages;
  const workspace = createWorkspaceLock({
    read: (name) => entries.get(name) ?? null,
    write: (name, text) => {
      entries.set(name, text);
      return true;
    },
    remove: (name) => entries.delete(name),
  });
  const change = (next: PackageLock): void => {
    lock = next;
    listener();
  };
  return { entries, restored, change, connect: () => workspace.connect({ packages }) };
}

describe('the packages of a workspace', () => {
  it('are installed again in a new session, as the lock has them', async () => {
    const { restored, connect } = setUp(JSON.stringify(LOCK));
    expect(await connect()).toBeNull();
    expect(restored).toEqual([LOCK]);
  });

  it('are kept when they change, and forgotten when the last one goes', async () => {
    const { entries, restored, change, connect } = setUp(null);
    expect(await connect()).toBeNull();
    expect(restored).toEqual([]);
    change(LOCK);
    expect(JSON.parse(entries.get('packages') ?? '')).toEqual(LOCK);
    change(EMPTY);
    expect(entries.size).toBe(0);
  });

  it('stay in the lock when they cannot be had now, and the person is told', async () => {
    const { entries, connect } = setUp(JSON.stringify(LOCK), new Error('could not load x'));
    expect(await connect()).toBe(
      'The packages of this workspace (six) could not be installed again: could not load x',
    );
    expect(JSON.parse(entries.get('packages') ?? '')).toEqual(LOCK);
  });

  it('are none when what is kept is damaged', async () => {
    const { restored, connect } = setUp('{');
    expect(await connect()).toBeNull();
    expect(restored).toEqual([]);
  });
});
