import type { Clocks } from './clocks';
import { abi, ErrnoError, fail, ProcessExit } from './errno';
import type { OpenDirectory } from './fd';
import type { FdTable } from './fd-table';
import type { FsNode, NodeTimes } from './filesystem';
import { GuestMemory } from './guest-memory';
import {
  encodeStrings,
  filetypeOf,
  writeDirents,
  writeFdstat,
  writeFilestat,
  writeStrings,
} from './layouts';
import {
  isPromise,
  mapMaybe,
  type MaybePromise,
  runSteps,
  settled,
  type Steps,
} from './maybe-async';
import { MAX_PATH_BYTES } from './path';
import {
  createDirectory,
  openPath,
  removeDirectory,
  renamePath,
  statPath,
  unlinkFile,
} from './path-operations';
import { type Blocker, pollOneoff } from './poll';

/** Everything an interpreter's WASI world is made of. */
export interface WasiOptions {
  args: readonly string[];
  /** `NAME=value`. */
  env: readonly string[];
  fds: FdTable;
  memory: WebAssembly.Memory;
  clocks: Clocks;
  blocker: Blocker;
  fillRandom: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** An import failed in a way that is our bug; the guest sees `EIO`. */
  onDefect: (error: unknown, importName: string) => void;
}

/** An import may take i32 (number) and i64 (bigint), and answers an errno. */
type ImportFunction = (...args: never[]) => MaybePromise<number>;

/** `crypto.getRandomValues` refuses more at a time. */
const MAX_RANDOM_BYTES = 65_536;

/**
 * Imports that may have to wait (a mount, the channel, a full output pump). Only these are
 * wrapped for suspension: it costs 0.1–2 µs a call, and wasi-vfs asks for the environment about
 * once per system call.
 */
export const BLOCKING_IMPORTS: ReadonlySet<string> = new Set([
  'fd_allocate',
  'fd_close',
  'fd_datasync',
  'fd_filestat_get',
  'fd_filestat_set_size',
  'fd_filestat_set_times',
  'fd_pread',
  'fd_pwrite',
  'fd_read',
  'fd_readdir',
  'fd_sync',
  'fd_write',
  'path_create_directory',
  'path_filestat_get',
  'path_filestat_set_times',
  'path_open',
  'path_readlink',
  'path_remove_directory',
  'path_rename',
  'path_unlink_file',
  'poll_oneoff',
  'sched_yield',
]);

/** The `wasi_snapshot_preview1` import object. No import ever throws, but for `proc_exit`. */
export function createWasiImports(
  options: WasiOptions,
): Record<string, (...args: never[]) => MaybePromise<number>> {
  const imports = importTable(options);
  return Object.fromEntries(
    Object.entries(imports).map(([name, fn]) => [name, neverThrowing(name, fn, options.onDefect)]),
  );
}

function neverThrowing(
  name: string,
  fn: ImportFunction,
  onDefect: WasiOptions['onDefect'],
): ImportFunction {
  const toErrno = (error: unknown): number => {
    if (error instanceof ErrnoError) return error.errno;
    if (error instanceof ProcessExit) throw error;
    onDefect(error, name);
    return abi.ERRNO_IO;
  };
  return (...args) => {
    try {
      const result = fn(...args);
      return isPromise(result) ? result.catch(toErrno) : result;
    } catch (error) {
      return toErrno(error);
    }
  };
}

function importTable(options: WasiOptions): Record<string, ImportFunction> {
  const { fds, clocks, blocker } = options;
  const memory = new GuestMemory(options.memory);
  const args = encodeStrings(options.args);
  const env = encodeStrings(options.env);
  const ok = (): number => abi.ERRNO_SUCCESS;
  const steps = (operation: Steps<unknown>): MaybePromise<number> =>
    mapMaybe(runSteps(operation), ok);
  const done = (value: MaybePromise<unknown>): MaybePromise<number> => mapMaybe(value, ok);
  const directory = (fd: number): OpenDirectory => fds.get(fd).directory();
  const path = (pointer: number, length: number): string => {
    if (length >>> 0 > MAX_PATH_BYTES) fail(abi.ERRNO_NAMETOOLONG);
    const text = memory.string(pointer, length);
    return text === '' ? fail(abi.ERRNO_NOENT) : text;
  };
  const sizes = (strings: readonly Uint8Array[], countAt: number, bytesAt: number): number => {
    memory.setU32(countAt, strings.length);
    memory.setU32(
      bytesAt,
      strings.reduce((sum, bytes) => sum + bytes.length, 0),
    );
    return abi.ERRNO_SUCCESS;
  };
  const transferred = (count: MaybePromise<number>, at: number): MaybePromise<number> =>
    mapMaybe(count, (bytes) => {
      memory.setU32(at, bytes);
      return abi.ERRNO_SUCCESS;
    });
  const unsupported = (): number => abi.ERRNO_NOTSUP;
  const noSocket = (fd: number): number => {
    fds.get(fd);
    return abi.ERRNO_NOTSOCK;
  };

  return {
    args_sizes_get: (countAt: number, bytesAt: number) => sizes(args, countAt, bytesAt),
    args_get: (pointers: number, buffer: number) => {
      writeStrings(memory, args, pointers, buffer);
      return abi.ERRNO_SUCCESS;
    },
    environ_sizes_get: (countAt: number, bytesAt: number) => sizes(env, countAt, bytesAt),
    environ_get: (pointers: number, buffer: number) => {
      writeStrings(memory, env, pointers, buffer);
      return abi.ERRNO_SUCCESS;
    },

    clock_res_get: (id: number, at: number) => {
      memory.setU64(at, clocks.resolutionNs(id));
      return abi.ERRNO_SUCCESS;
    },
    clock_time_get: (id: number, _precision: bigint, at: number) => {
      memory.setU64(at, clocks.nowNs(id));
      return abi.ERRNO_SUCCESS;
    },
    random_get: (pointer: number, length: number) => {
      const bytes = memory.slice(pointer, length);
      for (let i = 0; i < bytes.length; i += MAX_RANDOM_BYTES) {
        options.fillRandom(bytes.subarray(i, i + MAX_RANDOM_BYTES));
      }
      return abi.ERRNO_SUCCESS;
    },
    sched_yield: () => done(blocker.wait({ timeoutMs: 0, inbox: false })),
    poll_oneoff: (input: number, output: number, count: number, eventCountPointer: number) =>
      pollOneoff({ memory, clocks, fds, blocker }, { input, output, count, eventCountPointer }),
    proc_exit: (code: number) => {
      throw new ProcessExit(code);
    },
    proc_raise: unsupported,

    fd_advise: (fd: number) => {
      fds.get(fd);
      return abi.ERRNO_SUCCESS;
    },
    fd_allocate: (fd: number, offset: bigint, length: bigint) =>
      done(fds.get(fd).allocate(toSize(offset), toSize(length))),
    fd_close: (fd: number) => done(fds.remove(fd).close()),
    fd_datasync: (fd: number) => done(fds.get(fd).sync()),
    fd_sync: (fd: number) => done(fds.get(fd).sync()),
    fd_fdstat_get: (fd: number, at: number) => {
      writeFdstat(memory, at, fds.get(fd).fdstat());
      return abi.ERRNO_SUCCESS;
    },
    fd_fdstat_set_flags: (fd: number, flags: number) => {
      fds.get(fd).setFlags(flags);
      return abi.ERRNO_SUCCESS;
    },
    fd_fdstat_set_rights: unsupported,
    fd_filestat_get: (fd: number, at: number) =>
      mapMaybe(fds.get(fd).filestat(), (stat) => {
        writeFilestat(memory, at, stat, fds.get(fd).fdstat().filetype);
        return abi.ERRNO_SUCCESS;
      }),
    fd_filestat_set_size: (fd: number, size: bigint) => done(fds.get(fd).setSize(toSize(size))),
    fd_filestat_set_times: (fd: number, accessed: bigint, modified: bigint, flags: number) =>
      done(fds.get(fd).setTimes(newTimes(clocks, accessed, modified, flags))),
    fd_pread: (fd: number, iovecs: number, count: number, offset: bigint, at: number) =>
      transferred(fds.get(fd).pread(toSize(offset), memory.iovecs(iovecs, count)), at),
    fd_pwrite: (fd: number, iovecs: number, count: number, offset: bigint, at: number) =>
      transferred(fds.get(fd).pwrite(toSize(offset), memory.iovecs(iovecs, count)), at),
    fd_read: (fd: number, iovecs: number, count: number, at: number) =>
      transferred(fds.get(fd).read(memory.iovecs(iovecs, count)), at),
    fd_write: (fd: number, iovecs: number, count: number, at: number) =>
      transferred(fds.get(fd).write(memory.iovecs(iovecs, count)), at),
    fd_seek: (fd: number, offset: bigint, whence: number, at: number) => {
      memory.setU64(at, fds.get(fd).seek(offset, whence));
      return abi.ERRNO_SUCCESS;
    },
    fd_tell: (fd: number, at: number) => {
      memory.setU64(at, fds.get(fd).seek(0n, abi.WHENCE_CUR));
      return abi.ERRNO_SUCCESS;
    },
    fd_renumber: unsupported,
    fd_prestat_get: (fd: number, at: number) => {
      const name = fds.get(fd).prestatName() ?? fail(abi.ERRNO_BADF);
      memory.setU32(at, abi.PREOPENTYPE_DIR);
      memory.setU32(at + 4, new TextEncoder().encode(name).length);
      return abi.ERRNO_SUCCESS;
    },
    fd_prestat_dir_name: (fd: number, pointer: number, length: number) => {
      const name = new TextEncoder().encode(fds.get(fd).prestatName() ?? fail(abi.ERRNO_BADF));
      if (name.length > length) fail(abi.ERRNO_NAMETOOLONG);
      memory.slice(pointer, name.length).set(name);
      return abi.ERRNO_SUCCESS;
    },
    fd_readdir: (fd: number, pointer: number, length: number, cookie: bigint, at: number) =>
      mapMaybe(fds.get(fd).entries(cookie === 0n), (entries) => {
        memory.setU32(at, writeDirents(memory.slice(pointer, length), entries, Number(cookie)));
        return abi.ERRNO_SUCCESS;
      }),

    path_open: (
      fd: number,
      _lookupFlags: number,
      pointer: number,
      length: number,
      oflags: number,
      rights: bigint,
      _inheritingRights: bigint,
      fdflags: number,
      at: number,
    ) => {
      // Nothing may be created, or opened and never closed, for a number that cannot be handed out.
      fds.requireFree();
      memory.setU32(at, 0);
      return mapMaybe(
        runSteps(openPath(directory(fd), { path: path(pointer, length), oflags, rights, fdflags })),
        (opened) => {
          memory.setU32(at, fds.add(opened));
          return abi.ERRNO_SUCCESS;
        },
      );
    },
    path_create_directory: (fd: number, pointer: number, length: number) =>
      steps(createDirectory(directory(fd), path(pointer, length))),
    path_remove_directory: (fd: number, pointer: number, length: number) =>
      steps(removeDirectory(directory(fd), path(pointer, length))),
    path_unlink_file: (fd: number, pointer: number, length: number) =>
      steps(unlinkFile(directory(fd), path(pointer, length))),
    path_rename: (
      fd: number,
      pointer: number,
      length: number,
      newFd: number,
      newPointer: number,
      newLength: number,
    ) =>
      steps(
        renamePath(
          directory(fd),
          path(pointer, length),
          directory(newFd),
          path(newPointer, newLength),
        ),
      ),
    path_filestat_get: (fd: number, _flags: number, pointer: number, length: number, at: number) =>
      steps(
        (function* () {
          const node = yield* statPath(directory(fd), path(pointer, length));
          writeFilestat(memory, at, yield* settled(node.stat()), filetypeOf(node.kind));
        })(),
      ),
    path_filestat_set_times: (
      fd: number,
      _lookupFlags: number,
      pointer: number,
      length: number,
      accessed: bigint,
      modified: bigint,
      flags: number,
    ) =>
      steps(
        (function* () {
          const from = directory(fd);
          const node: FsNode = yield* statPath(from, path(pointer, length));
          if (!from.access.write) fail(abi.ERRNO_ROFS);
          yield* settled(node.setTimes(newTimes(clocks, accessed, modified, flags)));
        })(),
      ),
    // No links in any mount: nothing could be a link, and none can be made.
    path_readlink: (fd: number, pointer: number, length: number) =>
      steps(
        (function* () {
          yield* statPath(directory(fd), path(pointer, length));
          fail(abi.ERRNO_INVAL);
        })(),
      ),
    path_link: unsupported,
    path_symlink: unsupported,

    sock_accept: noSocket,
    sock_recv: noSocket,
    sock_send: noSocket,
    sock_shutdown: noSocket,
  };
}

function toSize(value: bigint): number {
  if (value < 0n) fail(abi.ERRNO_INVAL);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) fail(abi.ERRNO_FBIG);
  return Number(value);
}

function newTimes(clocks: Clocks, accessed: bigint, modified: bigint, flags: number): NodeTimes {
  const now = clocks.nowNs(abi.CLOCKID_REALTIME);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const isAmbiguous =
    (has(abi.FSTFLAGS_ATIM) && has(abi.FSTFLAGS_ATIM_NOW))
    || (has(abi.FSTFLAGS_MTIM) && has(abi.FSTFLAGS_MTIM_NOW));
  if (isAmbiguous) fail(abi.ERRNO_INVAL);
  const times: NodeTimes = {};
  if (has(abi.FSTFLAGS_ATIM)) times.accessedNs = accessed;
  if (has(abi.FSTFLAGS_ATIM_NOW)) times.accessedNs = now;
  if (has(abi.FSTFLAGS_MTIM)) times.modifiedNs = modified;
  if (has(abi.FSTFLAGS_MTIM_NOW)) times.modifiedNs = now;
  return times;
}
