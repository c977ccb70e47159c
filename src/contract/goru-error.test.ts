import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { fromErrorData, GoruError, isGoruError, toErrorData } from './goru-error';

const UNREADABLE = '(unreadable error)';

describe('isGoruError', () => {
  it('knows this library’s errors and no others', () => {
    expect(isGoruError(new GoruError('limit', 'too much'))).toBe(true);
    for (const other of [new Error('boom'), { code: 'limit' }, null, undefined, 'limit', 7]) {
      expect(isGoruError(other)).toBe(false);
    }
  });

  it('knows an error from another realm, whose Error is another one', () => {
    const foreign: unknown = runInNewContext(
      `Object.assign(new Error('too much'), { brand: 'goru', code: 'limit', notes: [] })`,
    );
    expect(foreign).not.toBeInstanceOf(Error);
    expect(isGoruError(foreign)).toBe(true);
  });
});

describe('error data', () => {
  it('carries an error of ours there and back', () => {
    const error = new GoruError('not-found', 'file not found: a', { notes: ['look in /data'] });
    const revived = fromErrorData(structuredClone(toErrorData(error)));
    expect(isGoruError(revived)).toBe(true);
    expect(revived).toMatchObject({
      code: 'not-found',
      message: 'file not found: a',
      name: 'GoruError',
      notes: ['look in /data'],
    });
  });

  it('keeps the name of what a function of the page threw', () => {
    expect(toErrorData(new TypeError('boom'))).toEqual({
      code: 'host-function',
      message: 'boom',
      name: 'TypeError',
    });
    expect(fromErrorData({ code: 'host-function', message: 'boom', name: 'TypeError' }).name).toBe(
      'TypeError',
    );
  });

  it('takes the code for what is not ours from the caller', () => {
    expect(toErrorData(new Error('boom'), 'interpreter').code).toBe('interpreter');
  });

  it.each([
    ['a text', 'boom', 'boom'],
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
    ['a number', 7, '7'],
    ['a symbol', Symbol('boom'), 'Symbol(boom)'],
    ['an object without prototype', Object.create(null), '(a thrown object)'],
    ['an object that cannot be text', { toString: () => fail() }, '(a thrown object)'],
    ['an error without a message', new Error(), ''],
    ['what only looks like ours', { brand: 'goru', code: 'x' }, 'undefined'],
    ['our brand and a bigint', { brand: 'goru', code: 'x', message: 1n }, '1'],
    ['our brand and notes that throw', brandedWith({ toJSON: fail, toString: fail }), 'm'],
    ['an object of traps', new Proxy({}, { has: fail, get: fail }), UNREADABLE],
    [
      'a message that throws',
      Object.defineProperty(new Error(), 'message', { get: fail }),
      UNREADABLE,
    ],
    ['an error with a strange message', Object.assign(new Error(), { message: 7 }), '7'],
  ])('can be made from %s', (_name, thrown, message) => {
    const data = toErrorData(thrown);
    expect(data).toMatchObject({ code: 'host-function', message });
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});

function brandedWith(note: unknown) {
  return { brand: 'goru', code: 'x', message: 'm', notes: [note] };
}

function fail(): never {
  throw new Error('no text');
}
