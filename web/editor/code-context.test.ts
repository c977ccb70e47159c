import { describe, expect, it } from 'vitest';
import { nameBefore, openCall } from './code-context';

describe('the name that is being typed', () => {
  it.each([
    ['kv.', 'kv', ''],
    ['x = kv.ge', 'kv', 'ge'],
    ['print(fs.read', 'fs', 'read'],
    ['in', null, 'in'],
    ['  ', null, ''],
    ['[http.', 'http', ''],
  ])('%j', (code, owner, typed) => {
    expect(nameBefore(code)).toEqual({ owner, typed });
  });

  it.each(['self.kv.', 'f().get', 'a.b.c', 'x[0].get', '1.kv.x'])(
    'is none of ours after another object: %j',
    (code) => {
      expect(nameBefore(code)?.owner ?? null).toBeNull();
    },
  );
});

describe('the call that is being written', () => {
  it.each([
    ['kv.get(', 'kv', 'get', 0, null],
    ['kv.set(f(1, 2), [3, 4', null, null, 0, null],
    ['kv.set(f(1, 2), ', 'kv', 'set', 1, null],
    ['kv.set(k,\n  {1: (2, 3)},\n', 'kv', 'set', 2, null],
    ['http.get(url, timeout=', 'http', 'get', 1, 'timeout'],
    ['http.get(url, timeout=3, params = ', 'http', 'get', 2, 'params'],
    ['call(a == b', null, 'call', 0, null],
    ['print(kv.get(k', 'kv', 'get', 0, null],
    ['print(kv.get(k)', null, 'print', 0, null],
    ['(1, ', null, null, 0, null],
    ['x = 1', null, null, 0, null],
  ])('%j', (code, owner, name, argumentIndex, keyword) => {
    expect(openCall(code)).toEqual(name === null ? null : { owner, name, argumentIndex, keyword });
  });
});
