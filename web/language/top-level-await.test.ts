import { describe, expect, it } from 'vitest';
import { isAboutTopLevelAwait } from './top-level-await';

const AWAIT = '"await" allowed only within async function';
const ASYNC = 'Use of "async" not allowed outside of async function';

function isFine(code: string, message = AWAIT): boolean {
  const lines = code.split('\n');
  const line = lines.findIndex((text) => text.includes('await') || text.includes('async for'));
  const character = (lines[line] ?? '').search(/await|async for/);
  return isAboutTopLevelAwait(message, { lines, line, character });
}

describe('await at the top level', () => {
  it.each([
    'x = await f()',
    'def f():\n    pass\nawait f()',
    'for i in range(3):\n    if i:\n\n        # wait\n        await f()',
    'try:\n  await f()',
  ])('is right: %j', (code) => {
    expect(isFine(code)).toBe(true);
  });

  it.each([
    'def f():\n    return await g()',
    'def f():\n    if x:\n        await g()',
    'def f(): await g()',
    'class A:\n    x = await g()',
    'f = lambda: await g()',
  ])('is a mistake: %j', (code) => {
    expect(isFine(code)).toBe(false);
  });

  it('covers async for and comprehensions', () => {
    expect(isFine('x = [i async for i in f()]', ASYNC)).toBe(true);
  });

  it('leaves every other message alone', () => {
    expect(isFine('x = await f()', 'Expected expression')).toBe(false);
  });
});
