import { afterEach, expect, it, vi } from 'vitest';
import { markUnkept } from './hold-workspace';
import { siteNames } from './stored/site-names';
import { workspaceLocks } from './workspace-locks';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('what a page cannot keep is known to the others for as long as it is so', async () => {
  const names = siteNames('/here/');
  const locks = new SharedLocks() as unknown as LockManager;
  const { unkeptIds } = workspaceLocks(names, locks);
  const [one, again, other] = ['one', 'one', 'other'].map((id) =>
    markUnkept(names.unkeptLock(id), locks),
  );
  markUnkept(siteNames('/here/too/').unkeptLock('elsewhere'), locks)(true);
  expect([...(await unkeptIds())]).toEqual([]);
  one?.(true);
  one?.(true);
  again?.(true);
  other?.(true);
  expect([...(await unkeptIds())]).toEqual(['one', 'other']);
  one?.(false);
  other?.(false);
  expect([...(await unkeptIds())]).toEqual(['one']);
  again?.(false);
  // Before it was granted.
  other?.(true);
  other?.(false);
  expect([...(await unkeptIds())]).toEqual([]);
  other?.(true);
  expect([...(await unkeptIds())]).toEqual(['other']);
});

it('nothing is unkept where the browser has no locks, or refuses them', async () => {
  const refuse = () => Promise.reject(new DOMException('refused', 'SecurityError'));
  const refused = { request: refuse, query: refuse } as unknown as LockManager;
  for (const locks of [undefined, refused]) {
    vi.stubGlobal('navigator', { locks });
    markUnkept('goru:/:unkept:one')(true);
    expect([...(await workspaceLocks(siteNames('/')).unkeptIds())]).toEqual([]);
  }
});

/** Of a browser with several pages: granted in a later task, held until the callback's promise ends. */
class SharedLocks {
  readonly #held: { name: string }[] = [];

  async request(name: string, _options: object, callback: () => Promise<void>): Promise<void> {
    await aTask();
    const lock = { name };
    this.#held.push(lock);
    await callback();
    this.#held.splice(this.#held.indexOf(lock), 1);
  }

  async query() {
    await aTask();
    await aTask();
    return { held: [...this.#held] };
  }
}

function aTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
