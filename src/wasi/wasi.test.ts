import { describe, expect, it } from 'vitest';
import { DirectoryFd } from './directory-fd';
import { abi, ErrnoError, fail, ProcessExit } from './errno';
import { Fd, type FdStat } from './fd';
import type { DirectoryNode, FileNode, NodeStat } from './filesystem';
import { ALL_RIGHTS, EVERYTHING, RawGuest } from './testing/raw-guest';

/** Every function of wasi_snapshot_preview1, as wasi-libc's <wasi/api.h> declares them. */
const PREVIEW_1 = [
  'args_get',
  'args_sizes_get',
  'clock_res_get',
  'clock_time_get',
  'environ_get',
  'environ_sizes_get',
  'fd_advise',
  'fd_allocate',
  'fd_close',
  'fd_datasync',
  'fd_fdstat_get',
  'fd_fdstat_set_flags',
  'fd_fdstat_set_rights',
  'fd_filestat_get',
  'fd_filestat_set_size',
  'fd_filestat_set_times',
  'fd_pread',
  'fd_prestat_dir_name',
  'fd_prestat_get',
  'fd_pwrite',
  'fd_read',
  'fd_readdir',
  'fd_renumber',
  'fd_seek',
  'fd_sync',
  'fd_tell',
  'fd_write',
  'path_create_directory',
  'path_filestat_get',
  'path_filestat_set_times',
  'path_link',
  'path_open',
  'path_readlink',
  'path_remove_directory',
  'path_rename',
  'path_symlink',
  'path_unlink_file',
  'poll_oneoff',
  'proc_exit',
  'proc_raise',
  'random_get',
  'sched_yield',
  'sock_accept',
  'sock_recv',
  'sock_send',
  'sock_shutdown',
];

describe('the imports', () => {
  it('are the whole of preview 1', () => {
    expect(Object.keys(new RawGuest().imports).sort()).toEqual(PREVIEW_1);
  });

  it('throw only to exit', () => {
    const guest = new RawGuest();
    expect(() => guest.call('proc_exit', 7)).toThrow(new ProcessExit(7));
    expect(guest.defects).toEqual([]);
  });

  it('answer EIO for a bug in a mount, and report it', () => {
    const bug = new TypeError('undefined is not a function');
    const guest = RawGuest.in(brokenDirectory(() => thrown(bug)));
    expect(guest.call('path_unlink_file', 0, ...guest.put('a'))).toBe(abi.ERRNO_IO);
    expect(guest.defects).toEqual([{ error: bug, importName: 'path_unlink_file' }]);
  });

  it('answer EIO for a bug that shows later', async () => {
    const bug = new TypeError('undefined is not a function');
    const guest = RawGuest.in(brokenDirectory(() => Promise.reject(bug)));
    expect(await guest.call('path_unlink_file', 0, ...guest.put('a'))).toBe(abi.ERRNO_IO);
    expect(guest.defects).toEqual([{ error: bug, importName: 'path_unlink_file' }]);
  });

  it('do not mistake a RangeError of a mount for a wrong pointer', () => {
    const bug = new RangeError('Invalid typed array length');
    const guest = RawGuest.in(brokenDirectory(() => thrown(bug)));
    expect(guest.call('path_create_directory', 0, ...guest.put('a'))).toBe(abi.ERRNO_IO);
    expect(guest.defects).toEqual([{ error: bug, importName: 'path_create_directory' }]);
  });

  it('answer the errno of a mount that fails, now or later', async () => {
    const now = RawGuest.in(brokenDirectory(() => fail(abi.ERRNO_BUSY)));
    expect(now.call('path_unlink_file', 0, ...now.put('a'))).toBe(abi.ERRNO_BUSY);
    const later = RawGuest.in(
      brokenDirectory(() => Promise.reject(new ErrnoError(abi.ERRNO_BUSY))),
    );
    expect(await later.call('path_unlink_file', 0, ...later.put('a'))).toBe(abi.ERRNO_BUSY);
    expect([...now.defects, ...later.defects]).toEqual([]);
  });

  it('close a file again that could be opened but not emptied', async () => {
    const calls: string[] = [];
    const file = fileNode({
      opened: () => void calls.push('opened'),
      closed: () => void calls.push('closed'),
      truncate: () => Promise.reject(new ErrnoError(abi.ERRNO_NOSPC)),
    });
    const guest = RawGuest.in(brokenDirectory(() => file));
    const pending = openRaw(guest, 'a', { oflags: abi.OFLAGS_TRUNC });
    expect(await pending).toBe(abi.ERRNO_NOSPC);
    expect(calls).toEqual(['opened', 'closed']);
  });

  it('forget the number of a file that fails to close', async () => {
    const file = fileNode({ closed: () => fail(abi.ERRNO_IO) });
    const guest = RawGuest.in(brokenDirectory(() => file));
    expect(await openRaw(guest, 'a')).toBe(abi.ERRNO_SUCCESS);
    expect(guest.call('fd_close', 1)).toBe(abi.ERRNO_IO);
    expect(guest.call('fd_close', 1)).toBe(abi.ERRNO_BADF);
  });

  it('open nothing when the number cannot be written', () => {
    const guest = RawGuest.in(brokenDirectory(() => expect.unreachable()));
    const at = guest.memory.buffer.byteLength - 3;
    expect(openRaw(guest, 'a', { at })).toBe(abi.ERRNO_FAULT);
    expect(guest.call('fd_close', 1)).toBe(abi.ERRNO_BADF);
    expect(guest.defects).toEqual([]);
  });

  it('refuse what this system has not got', () => {
    const guest = RawGuest.in(brokenDirectory(() => undefined));
    const path = guest.put('a');
    for (const [name, ...args] of [
      ['proc_raise', 2],
      ['fd_renumber', 0, 1],
      ['fd_fdstat_set_rights', 0, 0n, 0n],
      ['path_symlink', ...path, 0, ...path],
      ['path_link', 0, 0, ...path, 0, ...path],
    ] as const) {
      expect(guest.call(name, ...args)).toBe(abi.ERRNO_NOTSUP);
    }
    for (const name of ['sock_accept', 'sock_recv', 'sock_send', 'sock_shutdown']) {
      expect(guest.call(name, 0, 0, 0, 0, 0, 0)).toBe(abi.ERRNO_NOTSOCK);
      expect(guest.call(name, 9, 0, 0, 0, 0, 0)).toBe(abi.ERRNO_BADF);
    }
  });
});

describe('arguments and environment', () => {
  it('are counted in bytes, terminators included', () => {
    const guest = new RawGuest({ args: ['python', 'grüße', '𝄞'], env: ['A=€'] });
    expect(guest.call('args_sizes_get', 0, 4)).toBe(abi.ERRNO_SUCCESS);
    expect([guest.u32(0), guest.u32(4)]).toEqual([3, 7 + 8 + 5]);
    expect(guest.call('args_get', 100, 200)).toBe(abi.ERRNO_SUCCESS);
    expect([guest.u32(100), guest.u32(104), guest.u32(108)]).toEqual([200, 207, 215]);
    expect(guest.text(200, 20)).toBe('python\0grüße\0𝄞\0');
    expect(guest.call('environ_sizes_get', 0, 4)).toBe(abi.ERRNO_SUCCESS);
    expect([guest.u32(0), guest.u32(4)]).toEqual([1, 6]);
    expect(guest.call('environ_get', 100, 200)).toBe(abi.ERRNO_SUCCESS);
    expect(guest.text(guest.u32(100), 6)).toBe('A=€\0');
  });

  it('answer EFAULT where there is no memory', () => {
    const guest = new RawGuest({ args: ['python'] });
    const end = guest.memory.buffer.byteLength;
    expect(guest.call('args_sizes_get', 0, end - 2)).toBe(abi.ERRNO_FAULT);
    expect(guest.call('args_get', 0, end - 3)).toBe(abi.ERRNO_FAULT);
    expect(guest.call('args_get', end, 0)).toBe(abi.ERRNO_FAULT);
    expect(guest.defects).toEqual([]);
  });
});

describe('random_get', () => {
  it('fills everything, in parts that the browser accepts', () => {
    const parts: number[] = [];
    const guest = new RawGuest({
      fillRandom: (bytes) => {
        parts.push(bytes.length);
        bytes.fill(0xa5);
      },
    });
    const length = 70_000;
    expect(guest.call('random_get', 10, length)).toBe(abi.ERRNO_SUCCESS);
    expect(parts).toEqual([65_536, 4_464]);
    expect(guest.bytes(10, length).every((byte) => byte === 0xa5)).toBe(true);
    expect([guest.bytes(9, 1)[0], guest.bytes(10 + length, 1)[0]]).toEqual([0, 0]);
    expect(guest.call('random_get', 10, -1)).toBe(abi.ERRNO_FAULT);
  });
});

describe('preopens', () => {
  it('tell their names in UTF-8, to whoever has room for them', () => {
    const fd = new DirectoryFd(
      brokenDirectory(() => undefined),
      EVERYTHING,
      '/grüße',
    );
    const guest = new RawGuest({ fds: [new ClosedFd(), fd] });
    expect(guest.call('fd_prestat_get', 1, 0)).toBe(abi.ERRNO_SUCCESS);
    expect([guest.u32(0), guest.u32(4)]).toEqual([abi.PREOPENTYPE_DIR, 8]);
    expect(guest.call('fd_prestat_dir_name', 1, 100, 8)).toBe(abi.ERRNO_SUCCESS);
    expect(guest.text(100, 8)).toBe('/grüße');
    expect(guest.call('fd_prestat_dir_name', 1, 100, 7)).toBe(abi.ERRNO_NAMETOOLONG);
  });

  it('end where wasi-libc stops looking', () => {
    const guest = new RawGuest({ fds: [new ClosedFd()] });
    expect(guest.call('fd_prestat_get', 0, 0)).toBe(abi.ERRNO_BADF);
    expect(guest.call('fd_prestat_dir_name', 0, 0, 8)).toBe(abi.ERRNO_BADF);
    expect(guest.call('fd_prestat_get', 1, 0)).toBe(abi.ERRNO_BADF);
  });
});

describe('an fd that can do nothing', () => {
  it('answers the errno that POSIX has for each operation', () => {
    const guest = new RawGuest({ fds: [new ClosedFd()] });
    const expected = {
      fd_allocate: abi.ERRNO_INVAL,
      fd_datasync: abi.ERRNO_SUCCESS,
      fd_fdstat_set_flags: abi.ERRNO_BADF,
      fd_filestat_set_size: abi.ERRNO_INVAL,
      fd_filestat_set_times: abi.ERRNO_INVAL,
      fd_pread: abi.ERRNO_SPIPE,
      fd_pwrite: abi.ERRNO_SPIPE,
      fd_read: abi.ERRNO_BADF,
      fd_readdir: abi.ERRNO_NOTDIR,
      fd_seek: abi.ERRNO_SPIPE,
      fd_sync: abi.ERRNO_SUCCESS,
      fd_tell: abi.ERRNO_SPIPE,
      fd_write: abi.ERRNO_BADF,
      path_create_directory: abi.ERRNO_NOTDIR,
    };
    const [vectors, count] = guest.putVectors('x');
    const path = guest.put('a');
    const args: Record<keyof typeof expected, readonly (number | bigint)[]> = {
      fd_allocate: [0n, 1n],
      fd_datasync: [],
      fd_fdstat_set_flags: [0],
      fd_filestat_set_size: [0n],
      fd_filestat_set_times: [0n, 0n, 0],
      fd_pread: [vectors, count, 0n, 0],
      fd_pwrite: [vectors, count, 0n, 0],
      fd_read: [vectors, count, 0],
      fd_readdir: [0, 100, 0n, 0],
      fd_seek: [0n, 0, 0],
      fd_sync: [],
      fd_tell: [0],
      fd_write: [vectors, count, 0],
      path_create_directory: path,
    };
    const answers = Object.entries(args).map(([name, rest]) => [
      name,
      guest.call(name, 0, ...rest),
    ]);
    expect(Object.fromEntries(answers)).toEqual(expected);
  });
});

class ClosedFd extends Fd {
  fdstat(): FdStat {
    return { filetype: abi.FILETYPE_UNKNOWN, flags: 0, rights: 0n };
  }
  filestat(): NodeStat {
    return STAT;
  }
}

const STAT: NodeStat = { ino: 1n, size: 0, accessedNs: 0n, modifiedNs: 0n, changedNs: 0n };

function thrown(error: unknown): never {
  throw error;
}

/** A directory whose `lookup` is the test's. */
function brokenDirectory(lookup: DirectoryNode['lookup']): DirectoryNode {
  return {
    kind: 'directory',
    ino: 1n,
    stat: () => STAT,
    setTimes: () => undefined,
    lookup,
    list: () => [],
    createFile: () => fail(abi.ERRNO_IO),
    createDirectory: () => undefined,
    unlink: () => undefined,
    removeDirectory: () => undefined,
    rename: () => undefined,
  };
}

function fileNode(methods: Partial<FileNode>): FileNode {
  return {
    kind: 'file',
    ino: 2n,
    stat: () => STAT,
    setTimes: () => undefined,
    opened: () => undefined,
    closed: () => undefined,
    size: () => 0,
    read: () => 0,
    write: () => undefined,
    truncate: () => undefined,
    sync: () => undefined,
    ...methods,
  };
}

function openRaw(guest: RawGuest, path: string, { oflags = 0, at = 0 } = {}) {
  return guest.call('path_open', 0, 0, ...guest.put(path), oflags, ALL_RIGHTS, 0n, 0, at);
}
