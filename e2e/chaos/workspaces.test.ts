import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { openArchive } from './archive';
import { Model } from './model';
import { Workspaces } from './workspaces';
import type { KeptRecord } from './kept';

const NOTHING = { kv: {}, file: {}, log: {}, texts: {}, packages: [] };
const NO_TAB: ReadonlySet<string> = new Set();

function recordOf(id: string, name = '', deletedAt: number | null = null): KeptRecord {
  return { id, name, usedAt: 1, deletedAt, link: null };
}

it('misses what somebody has used, and nothing else', () => {
  const workspaces = new Workspaces();
  workspaces.notice([recordOf('first'), recordOf('looked')], NO_TAB);
  workspaces.of('first').isUsed = true;
  workspaces.notice([recordOf('first')], NO_TAB);
  expect(workspaces.size).toBe(1);
  workspaces.check([recordOf('first')]);
  expect(() => {
    workspaces.check([]);
  }).toThrow('the workspace first, which somebody has used, is gone');
  expect(() => {
    workspaces.check([recordOf('first', '', 5)]);
  }).toThrow('the workspace first is deleted, which nobody has done');
  workspaces.deleted.add('first');
  workspaces.check([recordOf('first', '', 5)]);
  expect(() => {
    workspaces.check([recordOf('first')]);
  }).toThrow('the workspace first, which was deleted, is there');
  workspaces.forget('first');
  workspaces.check([]);
});

it('wants of new workspaces what was expected of them, also where a page was there first', () => {
  const workspaces = new Workspaces();
  const model = new Model();
  model.issue('kv', 'a', 3);
  model.hear('ACK kv a 2\n');
  workspaces.expect([{ isOne: (name) => name === 'Back', model }]);
  workspaces.of('new');
  workspaces.notice([recordOf('new', 'Back'), recordOf('other', 'Chaos 1')], NO_TAB);
  expect(workspaces.of('new').compare(NOTHING)).toEqual(['kv a is 0, but 2 was acknowledged']);
  expect(workspaces.of('new').isUsed).toBe(true);
  expect(workspaces.of('other').isPristine).toBe(true);
});

it('reads an archive as Python would find it, and gives each workspace a name of its own', () => {
  const manifest = {
    version: 1,
    workspaces: [
      { name: 'Same', folder: 'Same' },
      { name: 'Same', folder: 'Same (2)' },
    ],
  };
  const texts = {
    'goru-archive.json': JSON.stringify(manifest),
    'Same/kv.json': '{"t1-a":"7","text":"\\"no number\\""}',
    'Same/files/chaos/t1-b.txt': '12',
    'Same/files/chaos/t1-b.log': '1\n2\n',
    'Same/files/chaos-3.py': '# content 4',
    'Same/files/other.py': 'x = 1',
  };
  const files = Object.entries(texts).map(([name, text]) => [name, strToU8(text)] as const);
  const archive = openArchive(Buffer.from(zipSync(Object.fromEntries(files))));
  expect(archive.workspaces).toEqual([
    {
      name: 'Same 1',
      found: {
        kv: { 't1-a': 7 },
        file: { 't1-b': 12 },
        log: { 't1-b': [1, 2] },
        texts: { 'chaos-3.py': '# content 4' },
        packages: [],
      },
    },
    { name: 'Same 2', found: NOTHING },
  ]);
  const again = unzipSync(archive.zip);
  expect(strFromU8(again['goru-archive.json'] ?? new Uint8Array())).toContain('"Same 2"');
  expect(Object.keys(again).sort()).toEqual(Object.keys(texts).sort());
});
