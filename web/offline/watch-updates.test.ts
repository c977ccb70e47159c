import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchUpdates } from './watch-updates';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A version of the service worker; `null` is a script without a word in it. */
function createVersion(id: string | null) {
  const said: string[] = [];
  const version = Object.assign(new EventTarget(), {
    ...{ state: 'installing', said },
    postMessage: ({ type }: { type: string }, [port]: MessagePort[] = []) => {
      said.push(type);
      if (id !== null) port?.postMessage({ type: 'goru-offline-build', id });
    },
  });
  return version;
}

type Version = ReturnType<typeof createVersion>;

function setUp(first: { installing?: Version; waiting?: Version }) {
  const update = vi.fn(() => Promise.resolve());
  const registration = Object.assign(new EventTarget(), {
    ...{ installing: null as Version | null, waiting: null as Version | null, update },
    ...first,
  });
  const find = (version: Version): void => {
    registration.installing = version;
    registration.dispatchEvent(new Event('updatefound'));
  };
  const install = (version: Version): void => {
    Object.assign(registration, { installing: null, waiting: version });
    version.state = 'installed';
    version.dispatchEvent(new Event('statechange'));
  };
  const onUpdate = vi.fn();
  watchUpdates({
    registration: registration as unknown as ServiceWorkerRegistration,
    ...{ buildId: 'own', onUpdate },
  });
  return { update, onUpdate, find, install };
}

it('tells of a version that the browser fetched before anybody watched', async () => {
  const next = createVersion('next');
  const { install, onUpdate } = setUp({ installing: next });
  install(next);
  await vi.waitFor(() => {
    expect(onUpdate).toHaveBeenCalledOnce();
  });
});

it('agrees itself to the version that is on the screen', async () => {
  const own = createVersion('own');
  const { onUpdate } = setUp({ waiting: own });
  await vi.waitFor(() => {
    expect(own.said).toContain('goru-offline-take-over');
  });
  expect(onUpdate).not.toHaveBeenCalled();
});

it('looks again where what waits says nothing, until the whole of it is there', async () => {
  const { update, onUpdate, find, install } = setUp({ waiting: createVersion(null) });
  expect(update).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(31_000);
  expect(update).toHaveBeenCalledTimes(2);
  expect(onUpdate).not.toHaveBeenCalled();
  const next = createVersion('next');
  find(next);
  install(next);
  await vi.waitFor(() => {
    expect(onUpdate).toHaveBeenCalledOnce();
  });
});
