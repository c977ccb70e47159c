import { makeZip } from 'client-zip';
import { zipSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memoryStores } from '../testing/memory-stores';
import { newRecord, readRecord, writeRecord } from '../workspace-records';
import { MANIFEST_FILE } from './archive-format';
import { readArchive } from './read-archive';
import { restoreArchive } from './restore-archive';
import { writeArchive } from './write-archive';

const NOTHING_MORE = { replaces: [], withSettings: false, withPackages: false };

/** Two workspaces with everything that one can have, and grants, which are not to travel. */
function filled() {
  const stores = memoryStores();
  const { storage } = stores;
  const second = { ...newRecord('Lesson: 3/4'), id: 'second' };
  writeRecord(storage, second);
  const inSecond = 'in-second:';
  storage.write('code', 'print(1)');
  storage.write('theme', 'dark');
  storage.write('package-index', 'https://evil.example/simple');
  storage.write('allowed-hosts', '["evil.example"]');
  storage.write(`${inSecond}code`, 'print("zwei 🐍")\r\n');
  storage.write(`${inSecond}files`, '{"tabs":["main.py"]}');
  storage.write(`${inSecond}allowed-packages`, '["evil"]');
  storage.write(
    `${inSecond}packages-3.13`,
    '{"packages":[{"url":"https://wheels.example/a.whl"}]}',
  );
  stores.valuesOf('default').set('big', '12345678901234567890');
  stores.filesOf('workspace-second').set('data/raw.bin', new Blob([new Uint8Array([0, 255, 7])]));
  stores.filesOf('workspace-second').set('empty/', new Blob());
  stores.filesOf('elsewhere').set('theirs.txt', new Blob(['not read again']));
  return stores;
}

async function archiveOf(stores: ReturnType<typeof filled>): Promise<Blob> {
  const records = ['first', 'second'].map((id) => readRecord(stores.storage, id));
  const { zip } = await writeArchive({
    workspaces: records.filter((record) => record !== null),
    texts: stores.texts(),
    files: stores.files,
    values: stores.values,
  });
  return zip;
}

describe('an archive', () => {
  it('brings everything back but grants', async () => {
    const archive = await readArchive(await archiveOf(filled()));
    expect(archive).toMatchObject({ fileCount: 1, fileBytes: 3, packageHosts: ['wheels.example'] });
    expect([...archive.settings]).toEqual([['theme', 'dark']]);

    const empty = memoryStores();
    const made = await restoreArchive(archive, empty, { ...NOTHING_MORE, withPackages: true });
    expect(made.map(({ name }) => name)).toEqual(['My workspace', 'Lesson: 3/4']);
    const [one = '', two = ''] = made.map(({ id }) => id);
    expect(empty.storage.read(`in-${one}:code`)).toBe('print(1)');
    expect(empty.storage.read(`in-${two}:code`)).toBe('print("zwei 🐍")\r\n');
    expect(empty.storage.read(`in-${two}:files`)).toBe('{"tabs":["main.py"]}');
    expect(empty.storage.read(`in-${two}:packages-3.13`)).toContain('wheels.example');
    expect([...empty.valuesOf(`workspace-${one}`)]).toEqual([['big', '12345678901234567890']]);
    const files = empty.filesOf(`workspace-${two}`);
    expect([...files.keys()].sort()).toEqual(
      ['data/', 'data/raw.bin', 'empty/'].filter((name) => files.has(name)),
    );
    expect(await files.get('data/raw.bin')?.bytes()).toEqual(new Uint8Array([0, 255, 7]));
    expect(empty.storage.names().filter((name) => /allowed|theme|index/.test(name))).toEqual([]);
  });

  it('leaves packages out unless somebody agrees to where they come from', async () => {
    const empty = memoryStores();
    await restoreArchive(await readArchive(await archiveOf(filled())), empty, NOTHING_MORE);
    expect(empty.storage.names().filter((name) => name.includes('packages-'))).toEqual([]);
  });

  it('replaces nothing unless asked, and then leaves a way back', async () => {
    const stores = filled();
    const archive = await readArchive(await archiveOf(stores));
    const before = stores.texts();
    const first = readRecord(stores.storage, 'first');
    await restoreArchive(archive, stores, NOTHING_MORE);
    for (const [name, text] of before) expect(stores.storage.read(name)).toBe(text);
    await restoreArchive(archive, stores, {
      ...NOTHING_MORE,
      replaces: first === null ? [] : [first],
    });
    expect(readRecord(stores.storage, 'first')?.deletedAt).not.toBeNull();
    expect(stores.storage.read('code')).toBe('print(1)');
  });

  it('is looked at without its contents, which come one workspace at a time', async () => {
    const count = 200;
    const names = Array.from({ length: count }, (_, at) => `w${String(at)}`);
    const files = names.flatMap((name): [string, string][] => [
      [`${name}/main.py`, noise(5_000)],
      [`${name}/kv.json`, JSON.stringify({ k: JSON.stringify(noise(5_000)) })],
      [`${name}/workspace.json`, '{}'],
    ]);
    const workspaces = names.map((name) => ({ name, folder: name }));
    const zip = zipOf({ [MANIFEST_FILE]: manifest({ workspaces }), ...Object.fromEntries(files) });
    const read = { bytes: 0 };
    const archive = await readArchive(countReads(zip, read));
    expect(archive.workspaces).toHaveLength(count);
    const indexBytes = read.bytes;
    expect(indexBytes).toBeLessThan(zip.size / 4);

    const stores = memoryStores();
    stores.breakAfter('texts', 3);
    await expect(restoreArchive(archive, stores, NOTHING_MORE)).rejects.toThrow('no room');
    // Nobody has looked at what comes after the one that failed.
    expect(read.bytes - indexBytes).toBeLessThan((zip.size / count) * 6);
  });

  it('is taken in whole or not at all', async () => {
    const archive = await readArchive(await archiveOf(filled()));
    for (const part of ['texts', 'files', 'values'] as const) {
      const stores = memoryStores();
      stores.breakAfter(part, 1);
      await expect(restoreArchive(archive, stores, NOTHING_MORE)).rejects.toThrow();
      expect(stores.everything()).toEqual([]);
    }
  });
});

/** Which does not get smaller in a zip. */
function noise(length: number): string {
  const digits = new Uint8Array(length);
  crypto.getRandomValues(digits);
  return Array.from(digits, (digit) => String.fromCharCode(33 + (digit % 90))).join('');
}

/** The same file, which counts what is read of it. */
function countReads(file: Blob, read: { bytes: number }): Blob {
  return Object.assign(file.slice(), {
    slice: (from?: number, to?: number) => {
      const part = file.slice(from, to);
      read.bytes += part.size;
      return part;
    },
  });
}

const manifest = (change: object = {}): string =>
  JSON.stringify({
    ...{ format: 'goru-playground', version: 1, createdAt: '' },
    ...{ workspaces: [{ name: 'w', folder: 'w' }] },
    ...change,
  });

function zipOf(files: Readonly<Record<string, string>>): Blob {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)]);
  return new Blob([zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>)]);
}

const HOSTILE: readonly (readonly [what: string, zip: () => Blob, problem: RegExp])[] = [
  ['no zip', () => new Blob(['PK, or so']), /no zip file/],
  ['an empty file', () => new Blob([]), /no zip file/],
  ['another zip', () => zipOf({ 'main.py': '' }), /no goru-archive\.json/],
  [
    'a later version',
    () => zipOf({ [MANIFEST_FILE]: manifest({ version: 2 }) }),
    /another version/,
  ],
  ['a damaged manifest', () => zipOf({ [MANIFEST_FILE]: '{' }), /damaged/],
  [
    'no workspaces',
    () => zipOf({ [MANIFEST_FILE]: manifest({ workspaces: [] }) }),
    /no workspaces/,
  ],
  [
    'one folder for two workspaces',
    () => zipOf({ [MANIFEST_FILE]: manifest({ workspaces: [{ name: 'a', folder: 'w' }, { name: 'b', folder: 'w' }] }) }), // prettier-ignore
    /list of workspaces is damaged/,
  ],
  ...['../evil.py', 'w/files/../../evil', '/etc/passwd', 'w/files/a\\..\\b', 'w/files/\u202eyp.exe', 'w/files/a.crswap', `w/files/${'x'.repeat(300)}`].map((name) => [`the name ${name.slice(0, 20)}`, () => zipOf({ [MANIFEST_FILE]: manifest(), [name]: '' }), /name that is not allowed/] as const), // prettier-ignore
  ['paths that keep the page busy', () => zipOf({ [MANIFEST_FILE]: manifest(), ...Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`w/files/${'a/'.repeat(470)}${String(i)}`, ''])) }), /more than this page takes in/], // prettier-ignore
  ['a file that is a folder', () => zipOf({ [MANIFEST_FILE]: manifest(), 'w/files/a': '', 'w/files/a/b': '' }), /a file and a folder/], // prettier-ignore
  ['a value that is no JSON', () => zipOf({ [MANIFEST_FILE]: manifest(), 'w/kv.json': '{"a":"{"}' }), /kv “a” is damaged/], // prettier-ignore
  ['a value too large', () => zipOf({ [MANIFEST_FILE]: manifest(), 'w/kv.json': JSON.stringify({ a: `"${'x'.repeat(70_000)}"` }) }), /kv “a” is damaged/], // prettier-ignore
  ['more values than a store holds', () => zipOf({ [MANIFEST_FILE]: manifest(), 'w/kv.json': JSON.stringify(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${String(i)}`, `"${'x'.repeat(60_000)}"`]))) }), /too many values/], // prettier-ignore
  ['no text', () => new Blob([zipSync({ [MANIFEST_FILE]: strToU8(manifest()), 'w/main.py': new Uint8Array([255]) })]), /no text/], // prettier-ignore
];

/** All that is ever asked of an archive; resolves with what is there afterwards. */
async function takeIn(zip: Blob): Promise<string[]> {
  const stores = memoryStores();
  try {
    await restoreArchive(await readArchive(zip), stores, NOTHING_MORE);
  } catch (error) {
    // However late it was found.
    expect(stores.everything()).toEqual([]);
    throw error;
  }
  return stores.everything();
}

describe('a hostile archive', () => {
  it.each(HOSTILE)('with %s is refused, and nothing of it is left', async (_what, zip, problem) => {
    await expect(takeIn(zip())).rejects.toThrow(problem);
  });

  it('that is good but for its last workspace is refused, and the message names what is bad', async () => {
    const workspaces = ['a', 'b', 'c'].map((name) => ({ name, folder: name }));
    const good = { 'a/main.py': 'a = 1', 'b/kv.json': '{"k":"1"}', 'b/files/x.txt': 'x' };
    const bad = { 'c/kv.json': '{"k":"{"}' };
    const archive = { [MANIFEST_FILE]: manifest({ workspaces }), ...good };
    expect((await takeIn(zipOf(archive))).length).toBeGreaterThan(4);
    await expect(takeIn(zipOf({ ...archive, ...bad }))).rejects.toThrow('kv “k” is damaged');
  });

  it('cannot ask for packages from one host and fetch them from another', async () => {
    const lock = (host: string) => JSON.stringify({ packages: [{ url: `https://${host}/a.whl` }] });
    const zip = (host: string) =>
      zipOf({
        [MANIFEST_FILE]: manifest(),
        'w/workspace.json': JSON.stringify({ 'packages-3.13': lock(host) }),
      });
    const shown = await readArchive(zip('good.example'));
    const { workspaces } = await readArchive(zip('evil.example'));
    const stores = memoryStores();
    const choice = { ...NOTHING_MORE, withPackages: true };
    await expect(restoreArchive({ ...shown, workspaces }, stores, choice)).rejects.toThrow('changed'); // prettier-ignore
    expect(stores.everything()).toEqual([]);
  });

  it('that says it is small and is large is found out before the memory is full', async () => {
    const bytes = zipSync({
      [MANIFEST_FILE]: strToU8(manifest()),
      'w/main.py': strToU8(' '.repeat(30_000_000)),
    });
    const lie = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length - 4; at += 1) {
      if (lie.getUint32(at, true) === 30_000_000) lie.setUint32(at, 1_000, true);
    }
    await expect(takeIn(new Blob([bytes]))).rejects.toThrow('“w/main.py” is damaged');
  });

  it('that says how large it is, is refused for that', async () => {
    const bytes = zipSync({ [MANIFEST_FILE]: strToU8(manifest()), 'w/files/a': strToU8('x'.repeat(1_000)) }); // prettier-ignore
    const lie = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length - 4; at += 1) {
      if (lie.getUint32(at, true) === 1_000) lie.setUint32(at, 2_000_000_000, true);
    }
    await expect(readArchive(new Blob([bytes]))).rejects.toThrow('more than this page takes in');
  });

  it('cannot hide where its packages would come from', async () => {
    const lock = String.raw`{"format":1,"python":"3.13",
      "requirements":["b @ HTTPS://direct.example/b.whl","c==1"],
      "packages":[
        {"\u0075rl":"https://escaped.example/a.whl"}, {"url":"https:\/\/slashes.example/a.whl"},
        {"url":"HTTPS:\\backslashes.example/a.whl"}, {"url":"\thttps://tab.example/a.whl"},
        {"url":"https://pypi.org@user.example/a.whl"}, {"url":7}, null
      ]}`;
    const zip = zipOf({
      [MANIFEST_FILE]: manifest(),
      'w/workspace.json': JSON.stringify({ 'packages-3.13': lock, 'packages-3.12': '{' }),
    });
    expect((await readArchive(zip)).packageHosts).toEqual(
      ['backslashes', 'direct', 'escaped', 'slashes', 'tab', 'user'].map((it) => `${it}.example`),
    );
  });

  it.each([
    ['more of them than anybody reads', (at: number) => `host${String(at)}.example`],
    ['one without end', () => `${'x'.repeat(1_000)}.example`],
  ])('with hosts of packages, %s, is refused', async (_what, host) => {
    const packages = Array.from({ length: 30 }, (_, at) => ({ url: `https://${host(at)}/a.whl` }));
    const texts = { 'packages-3.13': JSON.stringify({ packages }) };
    const zip = zipOf({ [MANIFEST_FILE]: manifest(), 'w/workspace.json': JSON.stringify(texts) });
    await expect(readArchive(zip)).rejects.toThrow('more than this page takes in');
  });

  const withTexts = (texts: Record<string, unknown>): Blob => {
    const kept = Object.entries(texts).map(([name, value]) => [name, JSON.stringify(value)]);
    const text = JSON.stringify(Object.fromEntries(kept));
    return zipOf({ [MANIFEST_FILE]: manifest(), 'w/workspace.json': text });
  };
  const many = Array.from({ length: 5_000 }, (_, at) => `a${String(at)}.py`);

  it.each([
    ['tabs', { files: { tabs: many } }, 'more than this page takes in'],
    ['open files', { files: { files: Object.fromEntries(many.map((name) => [name, {}])) } }, 'more than this page takes in'], // prettier-ignore
    ['a list for open files', { files: { files: many } }, 'more than this page takes in'],
    ['programs put aside', { 'put-aside': many }, 'more than this page takes in'],
    ['a tab that leads out', { files: { tabs: ['../evil.py'] } }, 'not allowed: “../evil.py”'],
    ['an open file that leads out', { files: { files: { '/evil.py': {} } } }, 'not allowed: “/evil.py”'], // prettier-ignore
    ['a tab that is read as another', { files: { tabs: ['a\u202eyp.exe'] } }, 'not allowed: “a?yp.exe”'], // prettier-ignore
  ])(
    'with what would keep the page from starting, %s, is refused',
    async (_what, texts, problem) => {
      await expect(readArchive(withTexts(texts))).rejects.toThrow(problem);
    },
  );

  it('brings no setting that fills the storage', async () => {
    const more = many.map(
      (_, at) => `split-${at.toString(2).replace(/0/g, 'a').replace(/1/g, 'b')}`,
    );
    const settings = JSON.stringify({
      ...Object.fromEntries(more.map((name) => [name, '50'])),
      ...{ theme: 'x'.repeat(1_000_000), lang: 'de' },
    });
    const zip = zipOf({ [MANIFEST_FILE]: manifest(), 'settings.json': settings });
    expect([...(await readArchive(zip)).settings]).toEqual([['lang', 'de']]);
  });

  it('with one damaged byte is found out when it is read, and nothing is left of it', async () => {
    const entries = [
      { name: MANIFEST_FILE, input: manifest() },
      { name: 'w/files/a.txt', input: 'the content of a file' },
    ];
    const bytes = new Uint8Array(await new Response(makeZip(entries)).arrayBuffer());
    const text = new TextDecoder('latin1').decode(bytes);
    bytes[text.indexOf('the content')] = 84;
    const stores = memoryStores();
    const archive = await readArchive(new Blob([bytes]));
    await expect(restoreArchive(archive, stores, NOTHING_MORE)).rejects.toThrow('damaged');
    expect(stores.everything()).toEqual([]);
  });
});
