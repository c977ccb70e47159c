/** The imports over a mount that answers at once, and over one that answers later. */
import { describe, expect, it } from 'vitest';
import { abi } from '../wasi/errno';
import type { DirectoryNode } from '../wasi/filesystem';
import { laterDirectory } from '../wasi/testing/later';
import { ALL_RIGHTS, EVERYTHING, RawGuest } from '../wasi/testing/raw-guest';
import { BLOCKING_IMPORTS } from '../wasi/wasi';
import { MemoryDirectory } from './memory-directory';
import { Quota } from './quota';

const { ERRNO_SUCCESS: OK } = abi;
const { OFLAGS_CREAT: CREATE, OFLAGS_TRUNC: TRUNCATE, OFLAGS_EXCL: EXCLUSIVE } = abi;

describe.each([
  ['at once', (directory: DirectoryNode) => directory],
  ['later', laterDirectory],
])('a mount that answers %s', (_when, wrap) => {
  it('creates, writes, seeks, reads and closes', async () => {
    const files = mount(wrap);
    const fd = await files.open('a', CREATE);
    expect(await files.write(fd, 'hello', ' ', 'world')).toBe(11);
    expect(await files.seek(fd, 6n)).toBe(6n);
    expect(await files.read(fd, 20)).toBe('world');
    expect(await files.read(fd, 20)).toBe('');
    expect(await files.pread(fd, 4, 1n)).toBe('ello');
    expect(await files.call('fd_sync', fd)).toBe(OK);
    expect(await files.call('fd_close', fd)).toBe(OK);
    expect(await files.call('fd_close', fd)).toBe(abi.ERRNO_BADF);
  });

  it('appends at the end of every write', async () => {
    const files = mount(wrap);
    const first = await files.open('a', CREATE, abi.FDFLAGS_APPEND);
    const second = await files.open('a', CREATE, abi.FDFLAGS_APPEND);
    await files.write(first, 'one');
    await files.write(second, 'two');
    await files.write(first, 'three');
    expect(await files.seek(first, 0n, abi.WHENCE_CUR)).toBe(11n);
    expect(await files.pread(first, 20, 0n)).toBe('onetwothree');
  });

  it('reads into several buffers and stops at the end', async () => {
    const files = mount(wrap);
    const fd = await files.open('a', CREATE);
    await files.write(fd, 'abcdefg');
    await files.seek(fd, 0n);
    const [vectors, count] = files.guest.putVectors('...', '...', '...', '...');
    const at = files.guest.allocate(4);
    expect(await files.call('fd_read', fd, vectors, count, at)).toBe(OK);
    expect(files.guest.u32(at)).toBe(7);
    const pointers = [0, 1, 2, 3].map((i) => files.guest.u32(vectors + i * 8));
    const texts = pointers.map((pointer) => files.guest.text(pointer, 3));
    expect(texts).toEqual(['abc', 'def', 'g..', '...']);
  });

  it('puts no more together for one write than a machine has memory for', async () => {
    const files = mount(wrap);
    const fd = await files.open('a', CREATE);
    const { guest } = files;
    const pointer = guest.allocate(2 * 1024 * 1024);
    const count = 1_000;
    const vectors = guest.allocate(count * 8);
    for (let i = 0; i < count; i += 1) {
      guest.view.setUint32(vectors + i * 8, pointer, true);
      guest.view.setUint32(vectors + i * 8 + 4, 2 * 1024 * 1024, true);
    }
    const at = guest.allocate(4);
    expect(await files.call('fd_write', fd, vectors, count, at)).toBe(OK);
    expect(guest.u32(at)).toBe(16 * 1024 * 1024);
  });

  it('changes sizes and times', async () => {
    const files = mount(wrap);
    const fd = await files.open('a', CREATE);
    await files.write(fd, '0123456789');
    expect(await files.call('fd_filestat_set_size', fd, 4n)).toBe(OK);
    expect(await files.call('fd_allocate', fd, 4n, 4n)).toBe(OK);
    expect(await files.pread(fd, 20, 0n)).toBe('0123\0\0\0\0');
    const both = abi.FSTFLAGS_ATIM | abi.FSTFLAGS_MTIM;
    expect(await files.call('fd_filestat_set_times', fd, 5n, 6n, both)).toBe(OK);
    expect(await files.stat('a')).toMatchObject({ size: 8n, accessedNs: 5n, modifiedNs: 6n });
    const path = files.guest.put('a');
    const accessed = abi.FSTFLAGS_ATIM;
    expect(await files.call('path_filestat_set_times', 0, 0, ...path, 7n, 0n, accessed)).toBe(OK);
    expect(await files.stat('a')).toMatchObject({ accessedNs: 7n, modifiedNs: 6n });
    const now = abi.FSTFLAGS_ATIM_NOW | abi.FSTFLAGS_MTIM_NOW;
    expect(await files.call('path_filestat_set_times', 0, 0, ...path, 0n, 0n, now)).toBe(OK);
    const nowNs = files.guest.time.clocks.nowNs(abi.CLOCKID_REALTIME);
    expect(await files.stat('a')).toMatchObject({ accessedNs: nowNs, modifiedNs: nowNs });
    // Times that are both given and "now" make no sense, says POSIX.
    for (const flags of [
      abi.FSTFLAGS_ATIM | abi.FSTFLAGS_ATIM_NOW,
      abi.FSTFLAGS_MTIM | abi.FSTFLAGS_MTIM_NOW,
    ]) {
      expect(await files.call('fd_filestat_set_times', fd, 0n, 0n, flags)).toBe(abi.ERRNO_INVAL);
    }
  });

  it('tells the same of an open file and of its path', async () => {
    const files = mount(wrap);
    const fd = await files.open('a', CREATE);
    await files.write(fd, 'hello');
    const at = files.guest.allocate(64);
    expect(await files.call('fd_filestat_get', fd, at)).toBe(OK);
    expect(readStat(files.guest, at)).toEqual(await files.stat('a'));
    expect(await files.stat('a')).toMatchObject({
      device: 1n,
      filetype: abi.FILETYPE_REGULAR_FILE,
      links: 1n,
      size: 5n,
    });
    expect(await files.stat('.')).toMatchObject({ filetype: abi.FILETYPE_DIRECTORY });
  });

  it('makes, lists, renames and removes', async () => {
    const files = mount(wrap);
    expect(await files.onPath('path_create_directory', 'd')).toBe(OK);
    expect(await files.onPath('path_create_directory', 'd')).toBe(abi.ERRNO_EXIST);
    await files.open('d/a', CREATE);
    expect(await files.rename('d/a', 'd/b')).toBe(OK);
    expect(await files.rename('d', 'e')).toBe(OK);
    expect(await files.rename('e', 'e/f')).toBe(abi.ERRNO_INVAL);
    expect(await files.list('e')).toEqual(['.', '..', 'b']);
    expect(await files.onPath('path_remove_directory', 'e')).toBe(abi.ERRNO_NOTEMPTY);
    expect(await files.onPath('path_unlink_file', 'e')).toBe(abi.ERRNO_ISDIR);
    expect(await files.onPath('path_unlink_file', 'e/b')).toBe(OK);
    expect(await files.onPath('path_remove_directory', 'e')).toBe(OK);
    expect(await files.onPath('path_remove_directory', 'e')).toBe(abi.ERRNO_NOENT);
    expect(await files.list('.')).toEqual(['.', '..']);
  });

  it('tells of every change, and of nothing else', async () => {
    const files = mount(wrap);
    const { changes } = files;
    const expectChange = async (count: number, act: () => Promise<unknown>): Promise<void> => {
      const before = changes.count;
      await act();
      expect(changes.count - before).toBe(count);
    };
    await expectChange(1, () => files.onPath('path_create_directory', 'd'));
    await expectChange(0, () => files.onPath('path_create_directory', 'd'));
    await expectChange(1, () => files.open('d/a', CREATE));
    await expectChange(0, () => files.open('d/a', CREATE));
    await expectChange(1, () => files.open('d/a', TRUNCATE));
    const fd = await files.open('d/a');
    await expectChange(1, () => files.write(fd, 'hello'));
    await expectChange(0, () => files.pread(fd, 5, 0n));
    await expectChange(1, () => files.call('fd_filestat_set_size', fd, 1n));
    await expectChange(1, () => files.call('fd_allocate', fd, 0n, 10n));
    await expectChange(0, () => files.call('fd_close', fd));
    await expectChange(1, () => files.rename('d/a', 'd/b'));
    await expectChange(0, () => files.onPath('path_remove_directory', 'd'));
    await expectChange(1, () => files.onPath('path_unlink_file', 'd/b'));
    await expectChange(1, () => files.onPath('path_remove_directory', 'd'));
    await expectChange(0, () => files.list('.'));
  });

  it('opens as asked', async () => {
    const files = mount(wrap);
    const fd = await files.open('a', CREATE);
    await files.write(fd, 'hello');
    await expect(files.open('a', CREATE | EXCLUSIVE)).rejects.toBe(abi.ERRNO_EXIST);
    await expect(files.open('missing')).rejects.toBe(abi.ERRNO_NOENT);
    await expect(files.open('a/b')).rejects.toBe(abi.ERRNO_NOTDIR);
    await expect(files.open('../a')).rejects.toBe(abi.ERRNO_NOTCAPABLE);
    await expect(files.open('/a')).rejects.toBe(abi.ERRNO_NOTCAPABLE);
    await files.open('a', TRUNCATE);
    expect(await files.stat('a')).toMatchObject({ size: 0n });
  });

  it('takes none of several buffers when not all of them fit', async () => {
    const files = mount(wrap, 1024);
    const fd = await files.open('a', CREATE);
    await files.write(fd, 'kept');
    const vectors = files.guest.putVectors('fits', 'x'.repeat(1000));
    expect(await files.call('fd_write', fd, ...vectors, 0)).toBe(abi.ERRNO_NOSPC);
    expect(await files.call('fd_pwrite', fd, ...vectors, 2n, 0)).toBe(abi.ERRNO_NOSPC);
    expect(await files.pread(fd, 20, 0n)).toBe('kept');
    await files.write(fd, '!');
    expect(await files.pread(fd, 20, 0n)).toBe('kept!');
  });

  it('has no links to read', async () => {
    const files = mount(wrap);
    await files.open('a', CREATE);
    expect(await files.onPath('path_readlink', 'a', 0, 100, 0)).toBe(abi.ERRNO_INVAL);
    expect(await files.onPath('path_readlink', 'b', 0, 100, 0)).toBe(abi.ERRNO_NOENT);
  });

  it('sees paths that wasi-libc never passes', async () => {
    const files = mount(wrap);
    await expect(files.open('')).rejects.toBe(abi.ERRNO_NOENT);
    await expect(files.open('a\0b', CREATE)).rejects.toBe(abi.ERRNO_INVAL);
    await expect(files.open(new Uint8Array([0xff]), CREATE)).rejects.toBe(abi.ERRNO_ILSEQ);
    await expect(files.open('ü'.repeat(2049), CREATE)).rejects.toBe(abi.ERRNO_NAMETOOLONG);
    await files.open('ü'.repeat(2048), CREATE);
    await files.open('./././', 0);
  });

  it('is suspended only in imports that may suspend', async () => {
    const files = mount(wrap);
    const fd = await files.open('a', CREATE);
    await files.write(fd, 'hello');
    await files.seek(fd, 0n);
    await files.read(fd, 5);
    await files.pread(fd, 5, 0n);
    await files.stat('a');
    await files.list('.');
    const { guest } = files;
    await files.call('fd_pwrite', fd, ...guest.putVectors('x'), 0n, 0);
    await files.call('fd_allocate', fd, 0n, 10n);
    await files.call('fd_datasync', fd);
    await files.call('fd_sync', fd);
    await files.call('fd_filestat_get', fd, guest.allocate(64));
    await files.call('fd_filestat_set_size', fd, 4n);
    await files.call('fd_filestat_set_times', fd, 0n, 0n, abi.FSTFLAGS_ATIM);
    await files.call('fd_fdstat_get', fd, guest.allocate(24));
    await files.call('fd_fdstat_set_flags', fd, 0);
    await files.call('fd_advise', fd, 0n, 0n, 0);
    await files.call('fd_tell', fd, guest.allocate(8));
    await files.onPath('path_create_directory', 'd');
    await files.rename('d', 'e');
    await files.onPath('path_remove_directory', 'e');
    await files.onPath('path_readlink', 'a', 0, 100, 0);
    await files.call('path_filestat_set_times', 0, 0, ...guest.put('a'), 0n, 0n, 1);
    await files.call('fd_close', fd);
    await files.onPath('path_unlink_file', 'a');

    const suspended = [...files.suspended].sort();
    const withoutMounts = ['poll_oneoff', 'sched_yield'];
    const blocking = [...BLOCKING_IMPORTS].filter((name) => !withoutMounts.includes(name));
    // With JSPI a promise of any other import would reach the guest as the number 0.
    expect(suspended).toEqual(wrap === laterDirectory ? blocking.sort() : []);
  });
});

function mount(wrap: (directory: DirectoryNode) => DirectoryNode, quotaBytes = Infinity) {
  return new RawFiles(wrap(new MemoryDirectory(new Quota(quotaBytes))));
}

/** Files by import calls. An errno is a rejection, except where the errno is what is asked for. */
class RawFiles {
  readonly guest: RawGuest;
  /** Names of the imports that answered a promise. */
  readonly suspended = new Set<string>();
  readonly changes = { count: 0 };

  constructor(root: DirectoryNode) {
    const onChange = (): void => {
      this.changes.count += 1;
    };
    this.guest = RawGuest.in(root, { ...EVERYTHING, onChange });
  }

  async call(name: string, ...args: readonly (number | bigint)[]): Promise<number> {
    const answer = this.guest.call(name, ...args);
    if (typeof answer !== 'number') this.suspended.add(name);
    const errno = await answer;
    expect(this.guest.defects).toEqual([]);
    return errno;
  }

  async open(path: string | Uint8Array, oflags = 0, fdflags = 0): Promise<number> {
    const at = this.guest.allocate(4);
    const place = this.guest.put(path);
    const rights = path === '.' || path === 'e' || path === './././' ? 0n : ALL_RIGHTS;
    await this.#ok('path_open', 0, 0, ...place, oflags, rights, 0n, fdflags, at);
    return this.guest.u32(at);
  }

  async write(fd: number, ...texts: string[]): Promise<number> {
    const at = this.guest.allocate(4);
    await this.#ok('fd_write', fd, ...this.guest.putVectors(...texts), at);
    return this.guest.u32(at);
  }

  read(fd: number, length: number): Promise<string> {
    return this.#read('fd_read', fd, length);
  }

  pread(fd: number, length: number, offset: bigint): Promise<string> {
    return this.#read('fd_pread', fd, length, offset);
  }

  async #read(name: string, fd: number, length: number, ...offset: bigint[]): Promise<string> {
    const at = this.guest.allocate(4);
    const [vectors, count] = this.guest.putVectors(new Uint8Array(length));
    await this.#ok(name, fd, vectors, count, ...offset, at);
    return this.guest.text(this.guest.u32(vectors), this.guest.u32(at));
  }

  async seek(fd: number, offset: bigint, whence: number = abi.WHENCE_SET): Promise<bigint> {
    const at = this.guest.allocate(8);
    await this.#ok('fd_seek', fd, offset, whence, at);
    return this.guest.u64(at);
  }

  async stat(path: string) {
    const at = this.guest.allocate(64);
    await this.#ok('path_filestat_get', 0, 0, ...this.guest.put(path), at);
    return readStat(this.guest, at);
  }

  onPath(name: string, path: string, ...rest: readonly number[]): Promise<number> {
    return this.call(name, 0, ...this.guest.put(path), ...rest);
  }

  rename(from: string, to: string): Promise<number> {
    return this.call('path_rename', 0, ...this.guest.put(from), 0, ...this.guest.put(to));
  }

  async list(path: string): Promise<string[]> {
    const fd = await this.open(path);
    const at = this.guest.allocate(4);
    const buffer = this.guest.allocate(1000);
    await this.#ok('fd_readdir', fd, buffer, 1000, 0n, at);
    await this.#ok('fd_close', fd);
    const names: string[] = [];
    const end = buffer + this.guest.u32(at);
    for (let entry = buffer; entry < end;) {
      const length = this.guest.u32(entry + 16);
      names.push(this.guest.text(entry + 24, length));
      entry += 24 + length;
    }
    return names;
  }

  async #ok(name: string, ...args: readonly (number | bigint)[]): Promise<void> {
    const errno = await this.call(name, ...args);
    // oxlint-disable-next-line typescript/only-throw-error -- tests expect the number itself
    if (errno !== OK) throw errno;
  }
}

function readStat(guest: RawGuest, at: number) {
  return {
    device: guest.u64(at),
    ino: guest.u64(at + 8),
    filetype: guest.view.getUint8(at + 16),
    links: guest.u64(at + 24),
    size: guest.u64(at + 32),
    accessedNs: guest.u64(at + 40),
    modifiedNs: guest.u64(at + 48),
    changedNs: guest.u64(at + 56),
  };
}
