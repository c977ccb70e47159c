/** `fs.*` over mounts in memory: the contract's rows and texts. */
import { describe, expect, it } from 'vitest';
import type { HostFrame } from '../contract/frames';
import type { JsonValue } from '../contract/json';
import type { FilesRequest } from '../contract/worker-messages';
import { Host } from '../host/host';
import { MemoryDirectory } from './memory-directory';
import type { MemoryFile } from './memory-file';
import { Quota } from './quota';
import { type MountPoint, MountTable } from './mount-table';
import { answerFilesRequest } from './page-files';
import { MirrorVolume } from './mirror-volume';
import { fsMethods } from './service';
import type { StorageDirectory, StorageFile } from './storage-directory';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

describe('paths', () => {
  const cases: [string, string][] = [
    ['', 'path required'],
    ['/out/a\0b', 'invalid path'],
    [`/out/${'x'.repeat(4096)}`, 'path too long'],
    [`/out/${'é'.repeat(2046)}`, 'path too long'],
    ['/etc/passwd', 'permission denied: path not in any mount'],
    ['/', 'permission denied: path not in any mount'],
    ['relative', 'permission denied: path not in any mount'],
    ['/data-evil/a.txt', 'permission denied: path not in any mount'],
    ['/Data/a.txt', 'permission denied: path not in any mount'],
    ['/dаta/a.txt', 'permission denied: path not in any mount'],
    ['/../data/a.txt', 'permission denied: path escape attempt'],
    ['/data/../out/b.txt', 'permission denied: path escape attempt'],
    ['/data/x/../../etc', 'permission denied: path escape attempt'],
    ['/out/deep/../b.txt', 'permission denied: path escape attempt'],
    ['/data/a.txt/', ''],
    ['//data//./a.txt', ''],
    ['/data/x/../a.txt', ''],
  ];
  it.each(cases)('%j is read or refused: %s', (path, message) => {
    const files = mounts();
    const reply = files.call('fs/read', { path });
    if (message === '') expect(reply).toMatchObject({ payload: 'hello' });
    else expect(reply).toMatchObject({ error: { message } });
    expect(files.call('fs/exists', { path })).toEqual({ value: message === '', payload: '' });
  });

  it('are relative to the working directory that the program names', () => {
    const files = mounts();
    expect(files.call('fs/read', { path: 'a.txt', cwd: '/data' }).payload).toBe('hello');
    expect(files.call('fs/read', { path: '../a.txt', cwd: '/data/x' }).payload).toBe('hello');
    expect(files.call('fs/read', { path: '../out/b', cwd: '/data' }).error?.message).toBe(
      'permission denied: path escape attempt',
    );
  });

  it('belong to the longest mount', () => {
    const files = mounts();
    const readOnly = files.call('fs/write', { path: '/out/deep/new' }, 'x');
    expect(readOnly.error?.message).toBe('permission denied: read-only mount');
    expect(files.call('fs/write', { path: '/out/deeper' }, 'x').error).toBeUndefined();
  });
});

describe('modes', () => {
  it.each<[string, Record<string, JsonValue>, string]>([
    ['fs/write', { path: '/data/a.txt' }, 'read-only mount'],
    ['fs/write', { path: '/data/new' }, 'read-only mount'],
    ['fs/append', { path: '/data/a.txt' }, 'read-only mount'],
    ['fs/remove', { path: '/data/a.txt' }, 'read-only mount'],
    ['fs/mkdir', { path: '/data/new' }, 'read-only mount'],
    ['fs/rename', { source: '/data/a.txt', target: '/out/a' }, 'read-only mount'],
    ['fs/rename', { source: '/out/b.txt', target: '/data/a' }, 'read-only mount'],
    ['fs/copy', { source: '/out/b.txt', target: '/data/a' }, 'read-only mount'],
    ['fs/write', { path: '/edit/new' }, 'cannot create new files'],
    ['fs/append', { path: '/edit/new' }, 'cannot create new files'],
    ['fs/copy', { source: '/out/b.txt', target: '/edit/new' }, 'cannot create new files'],
    ['fs/rename', { source: '/edit/e.txt', target: '/edit/new' }, 'cannot create new files'],
    ['fs/mkdir', { path: '/edit/new' }, 'cannot create directories'],
    ['fs/rename', { source: '/edit/dir', target: '/edit/new' }, 'cannot create directories'],
    ['fs/remove', { path: '/out' }, 'cannot remove a mount'],
    ['fs/rename', { source: '/out', target: '/out/x' }, 'cannot rename a mount'],
  ])('refuse %s %j: %s', (method, params, reason) => {
    expect(mounts().call(method, params, 'x').error).toEqual({
      code: 'permission',
      message: `permission denied: ${reason}`,
    });
  });

  it('rw changes and removes what is there', () => {
    const files = mounts();
    expect(files.call('fs/write', { path: '/edit/e.txt' }, 'new').error).toBeUndefined();
    expect(files.call('fs/append', { path: '/edit/e.txt' }, '+').error).toBeUndefined();
    expect(files.call('fs/read', { path: '/edit/e.txt' }).payload).toBe('new+');
    expect(files.call('fs/mkdir', { path: '/edit/dir' }).error).toBeUndefined();
    expect(files.call('fs/remove', { path: '/edit/e.txt' }).error).toBeUndefined();
    expect(files.call('fs/remove', { path: '/edit/dir' }).error).toBeUndefined();
  });
});

describe('fs', () => {
  it.each<[string, Record<string, JsonValue>, string, string]>([
    ['fs/read', { path: '/data/none' }, 'not-found', 'file not found: /data/none'],
    ['fs/read', { path: '/data/a.txt/b' }, 'not-found', 'file not found: /data/a.txt/b'],
    ['fs/read', { path: '/data/x' }, 'invalid-argument', 'cannot read directory: /data/x'],
    ['fs/listdir', { path: '/data/none' }, 'not-found', 'directory not found: /data/none'],
    ['fs/stat', { path: '/data/none' }, 'not-found', 'file not found: /data/none'],
    ['fs/remove', { path: '/out/none' }, 'not-found', 'file not found: /out/none'],
    ['fs/remove', { path: '/out/full' }, 'invalid-argument', 'directory not empty: /out/full'],
    ['fs/write', { path: '/out/no/a' }, 'not-found', 'directory not found: /out/no'],
    ['fs/write', { path: '/out/full' }, 'invalid-argument', 'is a directory: /out/full'],
    ['fs/mkdir', { path: '/out/b.txt' }, 'invalid-argument', 'file exists: /out/b.txt'],
    ['fs/rename', { source: '/out/no', target: '/out/x' }, 'not-found', 'file not found: /out/no'],
    ['fs/copy', { source: '/out/no', target: '/out/x' }, 'not-found', 'file not found: /out/no'],
  ])('%s %j fails: %s, %s', (method, params, code, message) => {
    expect(mounts().call(method, params, 'x').error).toEqual({ code, message });
  });

  it.each<[string, [string, string], string, string]>([
    [
      'fs/rename',
      ['/out/full', '/out/other'],
      'invalid-argument',
      'directory not empty: /out/other',
    ],
    ['fs/rename', ['/out/b.txt', '/out/full'], 'invalid-argument', 'is a directory: /out/full'],
    ['fs/rename', ['/out/full', '/out/b.txt'], 'invalid-argument', 'not a directory: /out/b.txt'],
    ['fs/rename', ['/out/b.txt', '/out/no/b'], 'not-found', 'directory not found: /out/no'],
    [
      'fs/rename',
      ['/out/full', '/out/full/x'],
      'invalid-argument',
      'cannot move a directory into itself: /out/full to /out/full/x',
    ],
    ['fs/rename', ['/out/b.txt', '/small/b'], 'disk-full', 'no space left: /small/b'],
    ['fs/rename', ['/kept/k', '/kept/a\\b'], 'invalid-argument', 'invalid file name: /kept/a\\b'],
    ['fs/rename', ['/kept/k', `/kept/${LONG}`], 'limit', `file name too long: /kept/${LONG}`],
    ['fs/rename', [`/kept/${LONG}`, '/kept/l'], 'limit', `file name too long: /kept/${LONG}`],
    ['fs/rename', ['/kept/k', '/kept/busy'], 'busy', 'file is in use: /kept/busy'],
    ['fs/rename', ['/out/b.txt', '/kept/busy'], 'busy', 'file is in use: /kept/busy'],
    ['fs/copy', ['/out/b.txt', '/out/full'], 'invalid-argument', 'is a directory: /out/full'],
    ['fs/copy', ['/out/full', '/out/x'], 'invalid-argument', 'cannot read directory: /out/full'],
    ['fs/copy', ['/out/b.txt', '/out/no/b'], 'not-found', 'directory not found: /out/no'],
    ['fs/copy', ['/out/b.txt', '/small/b'], 'disk-full', 'no space left: /small/b'],
    ['fs/copy', ['/out/b.txt', '/kept/a\\b'], 'invalid-argument', 'invalid file name: /kept/a\\b'],
    ['fs/copy', ['/out/b.txt', '/kept/busy'], 'busy', 'file is in use: /kept/busy'],
    ['fs/copy', [`/kept/${LONG}`, '/out/x'], 'limit', `file name too long: /kept/${LONG}`],
  ])('%s %j says which of the two paths it fails at: %s', (method, paths, code, message) => {
    const files = mounts();
    // Leaves room for nothing else.
    files.call('fs/mkdir', { path: '/small/filler' });
    const [source, target] = paths;
    expect(files.call(method, { source, target }).error).toMatchObject({ code, message });
    // Whatever failed, the source is where it was.
    if (!source.includes(LONG))
      expect(files.call('fs/stat', { path: source }).error).toBeUndefined();
  });

  it('moves no directory to another mount, and says what does', () => {
    const files = mounts();
    expect(files.call('fs/rename', { source: '/out/full', target: '/kept/full' }).error).toEqual({
      code: 'unsupported',
      message: 'cannot move a directory to another mount: /out/full',
      notes: ['shutil.move(source, target) does it: it copies file by file.'],
    });
    expect(files.call('fs/exists', { path: '/kept/full' }).value).toBe(false);
  });

  it('has nothing to do when a path is renamed to itself', () => {
    const files = mounts();
    for (const path of ['/out/full', '/out/b.txt', '/kept/k']) {
      expect(files.call('fs/rename', { source: path, target: `${path}/.` }).error).toBeUndefined();
    }
    expect(files.call('fs/read', { path: '/out/full/f.txt' }).payload).toBe('f');
  });

  it('has limits for one read and one write', () => {
    const files = mounts();
    const tooLong = 'x'.repeat(101);
    expect(files.call('fs/write', { path: '/out/c' }, tooLong).error).toEqual({
      code: 'limit',
      message: 'content too large',
    });
    // What the mode forbids is said first: a shorter text would not help.
    expect(files.call('fs/write', { path: '/data/a.txt' }, tooLong).error?.message).toBe(
      'permission denied: read-only mount',
    );
    files.call('fs/write', { path: '/out/c' }, 'x'.repeat(60));
    files.call('fs/append', { path: '/out/c' }, 'x'.repeat(60));
    expect(files.call('fs/read', { path: '/out/c' }).error).toEqual({
      code: 'limit',
      message: 'file too large',
    });
  });

  it('lists by name, as Python sorts text', () => {
    const files = mounts();
    for (const name of ['b', 'a', 'B', '\u{ffee}', '\u{1f40d}']) {
      files.call('fs/write', { path: `/out/full/${name}` }, 'xy');
    }
    files.call('fs/mkdir', { path: '/out/full/c/d' });
    const { value } = files.call('fs/listdir', { path: '/out/full' });
    expect(value).toEqual([
      { name: 'B', is_dir: false, size: 2 },
      { name: 'a', is_dir: false, size: 2 },
      { name: 'b', is_dir: false, size: 2 },
      { name: 'c', is_dir: true, size: 0 },
      { name: 'f.txt', is_dir: false, size: 1 },
      { name: '\u{ffee}', is_dir: false, size: 2 },
      { name: '\u{1f40d}', is_dir: false, size: 2 },
    ]);
  });

  it('tells a file from a directory, with whole seconds', () => {
    const { value } = mounts().call('fs/stat', { path: '/data/a.txt' });
    expect(value).toMatchObject({ name: 'a.txt', size: 5, is_dir: false });
    expect(Number.isInteger((value as { mod_time: number }).mod_time)).toBe(true);
    expect(mounts().call('fs/stat', { path: '/data' }).value).toMatchObject({ is_dir: true });
  });

  it('renames within a mount and between two', () => {
    const files = mounts();
    files.call('fs/rename', { source: '/out/full', target: '/out/moved' });
    expect(files.call('fs/read', { path: '/out/moved/f.txt' }).payload).toBe('f');
    files.call('fs/rename', { source: '/out/moved/f.txt', target: '/edit/e.txt' });
    expect(files.call('fs/read', { path: '/edit/e.txt' }).payload).toBe('f');
    expect(files.call('fs/exists', { path: '/out/moved/f.txt' }).value).toBe(false);
  });

  it('neither replaces a file that the program holds open nor changes it', () => {
    const files = mounts();
    files.open('b.txt');
    const busy = { error: { code: 'busy', message: 'file is in use: /out/b.txt' } };
    expect(files.call('fs/write', { path: '/out/b.txt' }, 'new')).toMatchObject(busy);
    expect(files.call('fs/read', { path: '/out/b.txt' }).payload).toBe('b');
  });

  it('keeps the old content when the mount is full', () => {
    const files = mounts();
    const path = '/small/s';
    files.call('fs/write', { path }, 'old');
    const { error } = files.call('fs/write', { path }, 'x'.repeat(90));
    expect(error).toEqual({ code: 'disk-full', message: 'no space left: /small/s' });
    expect(files.call('fs/read', { path }).payload).toBe('old');
    expect(files.call('fs/write', { path: '/small/t' }, 'x').error?.code).toBe('disk-full');
    expect(files.call('fs/listdir', { path: '/small' }).value).toHaveLength(1);
  });

  it('leaves nothing behind of an append for which there is no room', () => {
    const files = mounts();
    const noRoom = (path: string) => ({
      error: { code: 'disk-full', message: `no space left: ${path}` },
    });
    const append = (path: string, text: string) => files.call('fs/append', { path }, text);
    expect(append('/small/new', 'x'.repeat(60))).toMatchObject(noRoom('/small/new'));
    expect(files.call('fs/listdir', { path: '/small' }).value).toEqual([]);
    expect(append('/small/new', 'x'.repeat(30)).error).toBeUndefined();
    expect(append('/small/new', 'y'.repeat(30))).toMatchObject(noRoom('/small/new'));
    expect(files.call('fs/read', { path: '/small/new' }).payload).toBe('x'.repeat(30));
    // Here the memory has room, and what the page stores in has none.
    files.fillDisk();
    expect(append('/kept/k', 'more')).toMatchObject(noRoom('/kept/k'));
    expect(append('/kept/new', 'more')).toMatchObject(noRoom('/kept/new'));
    expect(files.call('fs/read', { path: '/kept/k' }).payload).toBe('k');
    expect(files.call('fs/exists', { path: '/kept/new' }).value).toBe(false);
  });

  it('tells of every change and of nothing else', () => {
    const files = mounts();
    files.call('fs/read', { path: '/data/a.txt' });
    files.call('fs/listdir', { path: '/data' });
    files.call('fs/write', { path: '/data/a.txt' }, 'refused');
    const before = files.changes();
    files.call('fs/write', { path: '/out/n' }, 'x');
    files.call('fs/rename', { source: '/out/n', target: '/out/m' });
    expect(files.changes() - before).toBe(2);
  });
});

describe("the page's files", () => {
  it('know no modes', () => {
    const { table } = mounts();
    const ask = (request: FilesRequest) => answerFilesRequest(table, request, bytes('page'));
    expect(ask({ verb: 'write', path: '/data/deep/er/a' })).toBeNull();
    expect(ask({ verb: 'rename', from: '/data/a.txt', to: '/data/b' })).toBeNull();
    expect(answerFilesRequest(table, { verb: 'read', path: '/data/deep/er/a' }, bytes(''))).toEqual(
      bytes('page'),
    );
    const short = { verb: 'read', path: '/data/deep/er/a', maxBytes: 3 } as const;
    expect(() => answerFilesRequest(table, short, bytes(''))).toThrow('file too large');
    expect(answerFilesRequest(table, { verb: 'list', path: '/data' }, bytes(''))).toMatchObject([
      { name: 'x', isDirectory: true, bytes: 0 },
      { name: 'deep', isDirectory: true },
      { name: 'b', isDirectory: false, bytes: 5 },
    ]);
    expect(ask({ verb: 'remove', path: '/data/deep' })).toBeNull();
    expect(answerFilesRequest(table, { verb: 'list', path: '/data' }, bytes(''))).toHaveLength(2);
  });

  it('name the mounts', () => {
    const { table } = mounts();
    expect(answerFilesRequest(table, { verb: 'mounts' }, bytes(''))).toContainEqual({
      path: '/data',
      mode: 'ro',
      storage: 'memory',
      problem: null,
      problemKind: null,
    });
  });

  it.each([
    [{ verb: 'read', path: '/none/a' } as const, 'permission'],
    [{ verb: 'read', path: '/data/none' } as const, 'not-found'],
    [{ verb: 'read', path: '/data/x' } as const, 'invalid-argument'],
    [{ verb: 'list', path: '/data/a.txt' } as const, 'not-found'],
    [{ verb: 'write', path: '/data' } as const, 'invalid-argument'],
    [{ verb: 'write', path: '/data/a.txt/b' } as const, 'invalid-argument'],
    [{ verb: 'remove', path: '/data' } as const, 'busy'],
    [{ verb: 'remove', path: '/data/none' } as const, 'not-found'],
    [{ verb: 'rename', from: '/data/x', to: '/out/x' } as const, 'unsupported'],
    [{ verb: 'rename', from: '/data/x', to: '/data/none/x' } as const, 'not-found'],
    [{ verb: 'rename', from: '/data/none', to: '/data/x' } as const, 'not-found'],
    [{ verb: 'rename', from: '/data', to: '/data/x' } as const, 'permission'],
  ])('refuse %j: %s', (request, code) => {
    const { table } = mounts();
    expect(() => answerFilesRequest(table, request, bytes(''))).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe("the page's renaming", () => {
  it.each([
    ['/data/none', '/data/b', 'file not found: /data/none'],
    ['/data/x', '/data/a.txt', 'not a directory: /data/a.txt'],
    ['/data/a.txt', '/data/x', 'is a directory: /data/x'],
    ['/data/x', '/data/x/y', 'cannot move a directory into itself: /data/x to /data/x/y'],
    ['/out/full', '/out/other', 'directory not empty: /out/other'],
    ['/kept/k', '/kept/a\\b', 'invalid file name: /kept/a\\b'],
  ])('of %s to %s says which of the two it fails at', (from, to, message) => {
    const { table } = mounts();
    expect(() => answerFilesRequest(table, { verb: 'rename', from, to }, bytes(''))).toThrow(
      message,
    );
  });
});

const LONG = 'x'.repeat(300);

/** `/data` ro, `/edit` rw, `/out` rwc with `/out/deep` ro in it, `/small` with 300 bytes,
 * `/kept` that lasts, with an open file in it. */
function mounts() {
  const point = (
    path: string,
    mode: MountPoint['mode'],
    files: Record<string, string>,
    quota = new Quota(Infinity),
  ): MountPoint => {
    const tree = new Map(Object.entries(files).map(([name, text]) => [name, bytes(text)]));
    const root = MemoryDirectory.fromFiles(tree, quota);
    return { path, mode, root, storage: 'memory', problem: null };
  };
  const data = point('/data', 'ro', { 'a.txt': 'hello', 'x/y': 'z' });
  const edit = point('/edit', 'rw', { 'e.txt': 'e', 'dir/d': 'd' });
  (edit.root.lookup('dir') as MemoryDirectory).unlink('d');
  const out = point('/out', 'rwc', { 'b.txt': 'b', 'full/f.txt': 'f', 'other/o.txt': 'o' });
  const deep = point('/out/deep', 'ro', {});
  const small = point('/small', 'rwc', {}, new Quota(300));
  const disk = { isFull: false };
  const kept = { ...point('/kept', 'rwc', {}), root: lastingDirectory(['k', 'busy'], disk) };
  void (kept.root.lookup('busy') as StorageFile).opened();
  const table = new MountTable([data, edit, out, deep, small, kept]);
  let changes = 0;
  let reply: { frame: HostFrame; payload: Uint8Array | undefined } | undefined;
  const host = new Host({
    methods: fsMethods({
      table,
      limits: { readBytes: 100, writeBytes: 100 },
      onChange: () => (changes += 1),
    }),
    send: (frame, payload) => {
      reply = { frame, payload };
    },
    maxPendingCalls: 1,
  });
  return {
    table,
    changes: () => changes,
    fillDisk: () => {
      disk.isFull = true;
    },
    open: (name: string) => {
      (out.root.lookup(name) as MemoryFile).opened();
    },
    call: (method: string, params: JsonValue, payload = '') => {
      host.call({ type: 'call', id: 1, method, params }, bytes(payload));
      if (reply?.frame.type !== 'reply') throw new Error('no reply');
      const { frame, payload: answer } = reply;
      return 'error' in frame
        ? { error: frame.error }
        : { value: frame.value, payload: new TextDecoder().decode(answer) };
    },
  };
}

/** A mount that the page stores at once, unless its disk is full: then it takes no new bytes. */
function lastingDirectory(
  names: readonly string[],
  disk: { readonly isFull: boolean },
): StorageDirectory {
  const volume = new MirrorVolume({
    quota: new Quota(Infinity),
    entries: names.map((path) => ({ path, isDirectory: false, bytes: 1, modifiedAt: 0 })),
    content: bytes(names.map(() => 'k').join('')),
    isView: false,
    store: (seq, change) => {
      const isTooMuch = disk.isFull && change.kind === 'write' && change.content.length > 1;
      volume.stored(seq, isTooMuch ? { code: 'disk-full', message: 'full' } : null);
    },
    waitUntil: () => undefined,
  });
  return volume.root;
}
