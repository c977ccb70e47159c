import { expect, it } from 'vitest';
import { hidesJson } from './hidden-json';

const TABLE = 'application/vnd.goru.table+json';

it.each(['[', '{"a":1},'])('finds JSON that is too much in a rich value: %s', (part) => {
  const text = `[${part.repeat(2_000_000)}]`;
  expect(hidesJson({ type: 'display', data: { [TABLE]: text } })).toBe(true);
  const result = { type: 'result', run: 1, status: 'ok', value: '' } as const;
  expect(hidesJson({ ...result, display: { 'text/plain': '', [TABLE]: text } })).toBe(true);
  // What nobody here parses may be as it likes.
  expect(hidesJson({ type: 'display', data: { 'application/geo+json': text } })).toBe(false);
  expect(hidesJson({ ...result, display: { 'text/plain': text } })).toBe(false);
});

it('finds nothing in the largest table that we make', () => {
  const rows = Array.from({ length: 1_000 }, () =>
    Array.from({ length: 30 }, () => 'x'.repeat(200)),
  );
  expect(hidesJson({ type: 'display', data: { [TABLE]: JSON.stringify({ rows }) } })).toBe(false);
  expect(hidesJson({ type: 'cancel', id: 1 })).toBe(false);
});
