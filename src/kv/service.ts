import type { ServiceMethods } from '../host/host';
import { objectParams, stringParam } from '../host/params';
import type { DatabaseKvStore } from './database-kv-store';

const encoder = new TextEncoder();

/**
 * `kv.get(key)` and its like. Values travel as payload, JSON text in UTF-8, so that no number ever
 * passes through JavaScript. What writes answers the store's `problem`, which the guest shows.
 */
export function kvMethods(store: DatabaseKvStore): ServiceMethods {
  return {
    'kv/get': async ({ params }) => {
      const json = await store.get(keyOf(params));
      return json === undefined ? { value: false } : { value: true, payload: encoder.encode(json) };
    },
    'kv/set': async ({ params, payload }) => {
      await store.setBytes(keyOf(params), payload);
      return { value: store.problem };
    },
    'kv/delete': async ({ params }) => {
      await store.delete(keyOf(params));
      return { value: null };
    },
    'kv/clear': async () => {
      await store.clear();
      return { value: null };
    },
    'kv/contains': async ({ params }) => ({ value: await store.has(keyOf(params)) }),
    'kv/keys': async () => ({ value: await store.keys() }),
    'kv/length': async () => ({ value: (await store.usage()).entries }),
    'kv/items': async () => {
      const entries = await store.entries();
      return {
        value: entries.map(({ key }) => key),
        payload: encoder.encode(`[${entries.map(({ json }) => json).join(',')}]`),
      };
    },
  };
}

function keyOf(params: Parameters<typeof objectParams>[0]): string {
  return stringParam(objectParams(params), 'key');
}
