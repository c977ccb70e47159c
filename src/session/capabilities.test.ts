import { expect, it, vi } from 'vitest';
import type { Broker } from '../http/broker';
import { DEFAULT_LIMITS } from '../contract/limits';
import { Capabilities } from './capabilities';

const NO_BROKER: Broker = {
  send: () => Promise.reject(new Error('nothing is to be sent')),
  close: () => undefined,
};

it('knows which Python the packages are for, whatever the options leave open', () => {
  // Node has none.
  vi.stubGlobal('reportError', expect.unreachable);
  const { packages } = new Capabilities(
    {
      limits: DEFAULT_LIMITS,
      // As JavaScript may give it.
      session: { python: undefined } as object,
      methods: {},
      broker: NO_BROKER,
      indexBroker: NO_BROKER,
      packages: {
        python: '3.13',
        fullPython: '3.13.15',
        indexUrl: undefined,
        storeName: 'wheels',
        bundled: null,
      },
    },
    { onWaiting: () => undefined, runOwn: () => Promise.resolve(undefined) },
  );
  expect(packages.lock().python).toBe('3.13');
});
