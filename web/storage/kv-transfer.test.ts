import { describe, expect, it } from 'vitest';
import { describeImport, exportEntries, importEntries } from './kv-transfer';

function fakeStore() {
  const content = new Map<string, string>();
  return {
    content,
    set: (key: string, json: string) => {
      if (key === '') return Promise.reject(new Error('key required'));
      content.set(key, json);
      return Promise.resolve();
    },
  };
}

describe('export and import of kv', () => {
  it('bring everything back', async () => {
    const entries = [
      { key: 'a "quoted" key', json: '{"x":[1,2,{"y":null}]}' },
      { key: '__proto__', json: '"text\\nwith lines"' },
      { key: 'ü', json: 'true' },
    ];
    const store = fakeStore();
    const report = await importEntries(store, exportEntries(entries));
    expect(report).toEqual({ imported: 3, refused: [] });
    expect([...store.content]).toEqual(entries.map(({ key, json }) => [key, json]));
  });

  it('export nothing as an empty object', () => {
    expect(exportEntries([])).toBe('{}\n');
  });

  it.each([
    ['{"a": }', /^not JSON: /],
    ['', /^not JSON: /],
    ['[1]', /one JSON object/],
    ['null', /one JSON object/],
  ])('refuse %s with a reason', async (text, reason) => {
    const store = fakeStore();
    await expect(importEntries(store, text)).rejects.toThrow(reason);
    expect(store.content.size).toBe(0);
  });

  it('say which entries were refused and why', async () => {
    const store = fakeStore();
    const report = await importEntries(store, '{"a": 1, "": 2}');
    expect(describeImport(report)).toBe('1 entry imported; not imported: “” (key required)');
    expect(store.content.get('a')).toBe('1');
  });
});
