import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../contract/json';
import type { HostFunction } from '../contract/options';
import { callMethods, FunctionRegistry } from './service';

describe('call', () => {
  it('passes the arguments on and answers the result', async () => {
    const registry = new FunctionRegistry({ add: ({ a, b }) => Number(a) + Number(b) });
    expect(await invoke(registry, 'add', { a: 1, b: 2 })).toEqual({ value: 3 });
  });

  it('awaits asynchronous functions', async () => {
    const registry = new FunctionRegistry({ later: () => Promise.resolve(['done']) });
    expect(await invoke(registry, 'later')).toEqual({ value: ['done'] });
  });

  it('hands over the signal that ends with the call', async () => {
    const controller = new AbortController();
    const seen: AbortSignal[] = [];
    const registry = new FunctionRegistry({
      f: (_args, { signal }) => {
        seen.push(signal);
      },
    });
    await invoke(registry, 'f', {}, controller.signal);
    expect(seen).toEqual([controller.signal]);
  });

  it.each(['missing', 'constructor', 'toString', '__proto__', ''])(
    'knows no function "%s"',
    async (name) => {
      await expect(invoke(new FunctionRegistry({}), name)).rejects.toMatchObject({
        code: 'unknown-function',
        message: `unknown function: ${name}`,
      });
    },
  );

  it('replaces a function that is registered again', async () => {
    const registry = new FunctionRegistry({ f: () => 'old' });
    registry.register('f', () => 'new');
    registry.register('g', () => 'added');
    expect(await invoke(registry, 'f')).toEqual({ value: 'new' });
    expect(await invoke(registry, 'g')).toEqual({ value: 'added' });
  });

  it.each<[string, unknown, JsonValue]>([
    ['nothing as None', undefined, null],
    ['null', null, null],
    ['nested values', { a: [1, 'b', false, null] }, { a: [1, 'b', false, null] }],
    ['dates by their toJSON', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['a Map as JSON does', new Map([['a', 1]]), {}],
    ['without what JSON has no word for', { a: undefined, f: () => 1, b: 2 }, { b: 2 }],
  ])('answers %s', async (_name, result, value) => {
    expect(
      await invoke(
        registryOf(() => result),
        'f',
      ),
    ).toEqual({ value });
  });

  it.each<[string, unknown]>([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a bigint', 10n],
    ['NaN', NaN],
    ['an infinity inside', { a: [1, -Infinity] }],
    ['a cycle', cycle()],
    ['something that refuses', { toJSON: () => raise(new Error('no')) }],
  ])('says that %s is not JSON, and whose result it was', async (_name, result) => {
    await expect(
      invoke(
        registryOf(() => result),
        'f',
      ),
    ).rejects.toMatchObject({
      code: 'not-json',
      message: expect.stringMatching(/^the result of f\(\) is not JSON: /) as string,
    });
  });

  it('lets errors of the function through as they are', async () => {
    const error = new RangeError('boom');
    await expect(
      invoke(
        registryOf(() => raise(error)),
        'f',
      ),
    ).rejects.toBe(error);
    await expect(
      invoke(
        registryOf(() => Promise.reject(error)),
        'f',
      ),
    ).rejects.toBe(error);
  });

  it.each<JsonValue>([
    null,
    7,
    [],
    {},
    { name: 7, args: {} },
    { name: 'f' },
    { name: 'f', args: [] },
  ])('refuses the malformed request %j', async (params) => {
    const invokeMethod = callMethods(registryOf(() => 1))['call/invoke'];
    const call = { params, payload: new Uint8Array(0), signal: new AbortController().signal };
    await expect(invokeMethod?.(call)).rejects.toMatchObject({ code: 'protocol' });
  });
});

function registryOf(f: HostFunction): FunctionRegistry {
  return new FunctionRegistry({ f });
}

async function invoke(
  registry: FunctionRegistry,
  name: string,
  args: Record<string, JsonValue> = {},
  signal = new AbortController().signal,
) {
  const params = { name, args };
  return callMethods(registry)['call/invoke']?.({ params, payload: new Uint8Array(0), signal });
}

function cycle(): unknown {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
}

function raise(error: unknown): never {
  throw error;
}
