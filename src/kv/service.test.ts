import { describe, expect, it, vi } from 'vitest';
import { isGoruError } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';
import { DEFAULT_LIMITS } from '../contract/limits';
import { DatabaseKvStore } from './database-kv-store';
import { KvDatabase } from './kv-database';
import type { KvLimits } from './kv-limits';
import { MemoryStorage } from './memory-storage';
import { kvMethods } from './service';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

describe('kv', () => {
  it('keeps JSON as it was written: large integers, 1.0, order of names', async () => {
    const { set, get } = kv();
    const json = '{"b":123456789012345678901,"a":[1.0,1e5,-0.0,"\\u00e9 é \\" \\\\"]}';
    expect(await set('a', json)).toBeNull();
    expect(await get('a')).toBe(json);
  });

  it('tells what is missing from what is null', async () => {
    const { call, set } = kv();
    expect(await call('get', { key: 'a' })).toEqual({ value: false });
    await set('a', 'null');
    expect(await call('get', { key: 'a' })).toMatchObject({ value: true });
  });

  it('lists keys and items in one order', async () => {
    const { call, set } = kv();
    for (const key of ['b', 'B', 'ä', 'a', '10', '9']) await set(key, JSON.stringify(key));
    const sorted = ['10', '9', 'B', 'a', 'b', 'ä'];
    expect(await call('keys')).toEqual({ value: sorted });
    const { value, payload } = await call('items');
    expect(value).toEqual(sorted);
    expect(JSON.parse(decoder.decode(payload))).toEqual(sorted);
  });

  it('counts, finds, deletes and clears', async () => {
    const { call, set } = kv();
    await set('a', '1');
    await set('b', '2');
    await set('b', '3');
    expect(await call('length')).toEqual({ value: 2 });
    expect(await call('contains', { key: 'b' })).toEqual({ value: true });
    await call('delete', { key: 'b' });
    await call('delete', { key: 'missing' });
    expect(await call('contains', { key: 'b' })).toEqual({ value: false });
    expect(await call('length')).toEqual({ value: 1 });
    await call('clear');
    expect(await call('keys')).toEqual({ value: [] });
    expect(await call('length')).toEqual({ value: 0 });
  });

  it.each(['get', 'set', 'delete', 'contains'])('wants a key for %s', async (verb) => {
    const { call } = kv();
    expect(await errorOf(call(verb, { key: '' }, '1'))).toEqual([
      'invalid-argument',
      'key required',
    ]);
    const large = { key: 'é'.repeat(128) + 'a' };
    expect(await errorOf(call(verb, large, '1'))).toEqual(['limit', 'key too large']);
  });

  it('takes keys and values of exactly the limit', async () => {
    const { set, get } = kv();
    const value = JSON.stringify('x'.repeat(65_534));
    await set('é'.repeat(128), value);
    expect(await get('é'.repeat(128))).toBe(value);
    const larger = JSON.stringify('x'.repeat(65_535));
    expect(await errorOf(set('é'.repeat(128), larger))).toEqual(['limit', 'value too large']);
    expect(await get('é'.repeat(128))).toBe(value);
  });

  it('has a limit for entries; what is there can be overwritten when it is reached', async () => {
    const { set, get, call } = kv({ entries: 2 });
    await set('a', '1');
    await set('b', '1');
    expect(await errorOf(set('c', '1'))).toEqual(['limit', 'too many entries']);
    await set('b', '2');
    expect(await get('b')).toBe('2');
    await call('delete', { key: 'a' });
    await set('c', '1');
    expect(await call('keys')).toEqual({ value: ['b', 'c'] });
  });

  it('has a limit for all bytes of keys and values; a full store can shrink', async () => {
    const { set, get, store } = kv({ totalBytes: 20 });
    await set('é', '"12345"');
    await set('b', '"1234567"');
    expect(await store.usage()).toEqual({ entries: 2, bytes: 19 });
    await set('b', '"12345678"');
    expect(await errorOf(set('b', '"123456789"'))).toEqual(['limit', 'kv store full']);
    expect(await errorOf(set('c', '1'))).toEqual(['limit', 'kv store full']);
    expect(await get('b')).toBe('"12345678"');
    await set('b', '"1"');
    await set('c', '1');
    expect((await store.entries()).reduce((sum, { bytes }) => sum + bytes, 0)).toBe(
      (await store.usage()).bytes,
    );
  });

  it.each<[string, JsonValue]>([
    ['no object', null],
    ['a list', ['a']],
    ['no key', {}],
    ['a number for a key', { key: 7 }],
    ['a list for a key', { key: ['a'] }],
  ])('refuses forged parameters: %s', async (_name, params) => {
    const { call } = kv();
    for (const verb of ['get', 'set', 'delete', 'contains']) {
      expect(await errorOf(call(verb, params, '1'))).toMatchObject(['protocol', expect.anything()]);
    }
  });

  it.each(['', '1 2', '{', 'NaN', '[1],[2', '"\u0001"', '1]', "'a'"])(
    'stores nothing that is no JSON: %j',
    async (json) => {
      const { set, call } = kv();
      expect(await errorOf(set('a', json))).toEqual(['invalid-argument', 'value is not JSON']);
      expect(await call('length')).toEqual({ value: 0 });
    },
  );

  it('stores nothing that is no UTF-8', async () => {
    const { methods } = kv();
    const signal = new AbortController().signal;
    const payload = Uint8Array.of(0x22, 0xff, 0x22);
    const call = async () => methods['kv/set']?.({ params: { key: 'a' }, payload, signal });
    expect(await errorOf(call())).toMatchObject(['protocol', expect.anything()]);
  });
});

describe('the store as the page sees it', () => {
  it('takes JSON as people write it, and stores it compact with every digit', async () => {
    const { store } = kv();
    await store.set('a', ' {\n  "n": 123456789012345678901,\t"t": "a  b \\" c\\n" }\r\n');
    const [entry] = await store.entries();
    expect(entry).toEqual({
      key: 'a',
      json: '{"n":123456789012345678901,"t":"a  b \\" c\\n"}',
      bytes: 46,
    });
  });

  it('writes a lone surrogate as its escape, a pair as it is', async () => {
    const { store, get } = kv();
    await store.set('a', '"\ud800 😀"');
    expect(await get('a')).toBe('"\\ud800 😀"');
  });

  it('tells of changes by programs, here and in other tabs, until it is told to stop', async () => {
    const { store, set, call, channel } = kv();
    const heard = vi.fn();
    const stop = store.onChange(heard);
    await set('a', '1');
    await call('delete', { key: 'a' });
    await call('clear');
    expect(heard).toHaveBeenCalledTimes(3);
    expect(channel.posted).toBe(3);
    channel.hear();
    expect(heard).toHaveBeenCalledTimes(4);
    await call('get', { key: 'a' });
    await errorOf(set('', '1'));
    stop();
    channel.hear();
    expect(heard).toHaveBeenCalledTimes(4);
  });

  it('says when entries are only in memory, to the page and in the answer to a program', async () => {
    const { store, set, get } = kv({}, () =>
      Promise.reject(new Error('The operation is insecure.')),
    );
    expect(await set('a', '1')).toBe(store.problem);
    expect(store.problem).toBe(
      'the browser refuses storage (The operation is insecure.): entries of kv are gone with the page',
    );
    expect(await get('a')).toBe('1');
  });
});

function kv(
  limits: Partial<KvLimits> = {},
  openStorage = () => Promise.resolve(new MemoryStorage()),
) {
  const channel = new FakeChannel();
  const database = new KvDatabase({
    openStorage,
    createFallback: () => new MemoryStorage(),
    createChannel: () => channel,
  });
  const store = new DatabaseKvStore(database, { ...DEFAULT_LIMITS.kv, ...limits });
  const methods = kvMethods(store);
  const call = async (verb: string, params: JsonValue = {}, payload = '') => {
    const method = methods[`kv/${verb}`];
    if (method === undefined) throw new Error(`no method kv/${verb}`);
    const { signal } = new AbortController();
    return method({ params, payload: encoder.encode(payload), signal });
  };
  const set = async (key: string, json: string) => (await call('set', { key }, json)).value;
  const get = async (key: string) => decoder.decode((await call('get', { key })).payload);
  return { store, methods, channel, call, set, get };
}

class FakeChannel {
  posted = 0;
  readonly #listeners: (() => void)[] = [];

  postMessage(): void {
    this.posted += 1;
  }

  addEventListener(_type: 'message', listener: () => void): void {
    this.#listeners.push(listener);
  }

  hear(): void {
    for (const listener of this.#listeners) listener();
  }
}

async function errorOf(result: Promise<unknown>): Promise<[string, string] | undefined> {
  try {
    await result;
  } catch (error) {
    if (isGoruError(error)) return [error.code, error.message];
    throw error;
  }
  return undefined;
}
