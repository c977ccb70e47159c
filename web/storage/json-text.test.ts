import { expect, it } from 'vitest';
import { prettyJson } from './json-text';

it('writes JSON for people', () => {
  expect(prettyJson('{"a[{":[1.5,"]"]}')).toBe('{\n  "a[{": [\n    1.5,\n    "]"\n  ]\n}');
});

it('does not make megabytes of spaces of a few kilobytes of brackets', () => {
  const deep = `${'['.repeat(2_000)}${']'.repeat(2_000)}`;
  expect(prettyJson(deep)).toBe(deep);
});
