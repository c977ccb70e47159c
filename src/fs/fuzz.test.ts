/** Whatever a program passes, an import answers a number: an exception would end the session. */
import { describe, expect, it } from 'vitest';
import { DirectoryFd } from '../wasi/directory-fd';
import { abi } from '../wasi/errno';
import { bellDevice } from '../wasi/testing/run-command';
import { EVERYTHING, RawGuest } from '../wasi/testing/raw-guest';
import { MemoryDirectory } from './memory-directory';
import { MemoryFile } from './memory-file';
import { Quota } from './quota';

const CALLS_PER_SEED = 20_000;
const QUOTA_BYTES = 256 * 1024;
const MAX_ERRNO = abi.ERRNO_NOTCAPABLE;

/** i32 (4) and i64 (8) parameters of every import but `proc_exit`, which exits. */
const SIGNATURES: Record<string, string> = {
  args_get: '44',
  args_sizes_get: '44',
  clock_res_get: '44',
  clock_time_get: '484',
  environ_get: '44',
  environ_sizes_get: '44',
  fd_advise: '4884',
  fd_allocate: '488',
  fd_close: '4',
  fd_datasync: '4',
  fd_fdstat_get: '44',
  fd_fdstat_set_flags: '44',
  fd_fdstat_set_rights: '488',
  fd_filestat_get: '44',
  fd_filestat_set_size: '48',
  fd_filestat_set_times: '4884',
  fd_pread: '44484',
  fd_prestat_dir_name: '444',
  fd_prestat_get: '44',
  fd_pwrite: '44484',
  fd_read: '4444',
  fd_readdir: '44484',
  fd_renumber: '44',
  fd_seek: '4844',
  fd_sync: '4',
  fd_tell: '44',
  fd_write: '4444',
  path_create_directory: '444',
  path_filestat_get: '44444',
  path_filestat_set_times: '4444884',
  path_link: '4444444',
  path_open: '444448844',
  path_readlink: '444444',
  path_remove_directory: '444',
  path_rename: '444444',
  path_symlink: '44444',
  path_unlink_file: '444',
  poll_oneoff: '4444',
  proc_raise: '4',
  random_get: '44',
  sched_yield: '',
  sock_accept: '444',
  sock_recv: '444444',
  sock_send: '44444',
  sock_shutdown: '44',
};

describe('imports called with garbage', () => {
  it('are all of them', () => {
    const names = Object.keys(new RawGuest().imports).filter((name) => name !== 'proc_exit');
    expect(Object.keys(SIGNATURES).sort()).toEqual(names.sort());
  });

  it.each([1, 2, 3, 4, 5, 6])('answer an errno every time (seed %i)', (seed) => {
    const random = new Random(seed);
    const quota = new Quota(QUOTA_BYTES);
    const root = new MemoryDirectory(quota);
    const guest = new RawGuest({ fds: fdsFor(root) });
    scatter(guest, random);
    let successes = 0;
    for (let i = 0; i < CALLS_PER_SEED; i += 1) {
      const [name, signature] = random.pick(Object.entries(SIGNATURES));
      // The preopens are what makes the rest reachable.
      const args = random.argumentsFor(signature);
      if (name === 'fd_close' && Number(args[0]) < 5) continue;
      const answer = guest.call(name, ...args);
      if (!isErrno(answer)) {
        expect.fail(`${name}(${args.join(', ')}) answered ${JSON.stringify(answer)}`);
      }
      if (answer === abi.ERRNO_SUCCESS) successes += 1;
      if (i % 100 === 0) scatter(guest, random);
    }
    expect(quota.usedBytes).toBeLessThanOrEqual(QUOTA_BYTES);
    expect(guest.defects).toEqual([]);
    // Garbage that is always refused proves little.
    expect(successes).toBeGreaterThan(CALLS_PER_SEED / 20);
  });

  it.each([11, 12])('leave the quota as full as the files are (seed %i)', (seed) => {
    const random = new Random(seed);
    const quota = new Quota(QUOTA_BYTES);
    const root = new MemoryDirectory(quota);
    const guest = new RawGuest({ fds: fdsFor(root) });
    const names = Object.entries(SIGNATURES).filter(([name]) => /^(?:path|fd)_/.test(name));
    for (let i = 0; i < CALLS_PER_SEED; i += 1) {
      if (i % 20 === 0) scatter(guest, random);
      const [name, signature] = random.pick(names);
      const args = random.argumentsFor(signature);
      if (name !== 'fd_close' || Number(args[0]) >= 5) void guest.call(name, ...args);
    }
    for (let fd = 5; fd < 1024; fd += 1) void guest.call('fd_close', fd);
    expect(quota.usedBytes).toBe(sizeOf(root));
  });
});

function isErrno(answer: unknown): answer is number {
  return Number.isInteger(answer) && Number(answer) >= 0 && Number(answer) <= MAX_ERRNO;
}

function fdsFor(root: MemoryDirectory): DirectoryFd[] {
  const devices = new MemoryDirectory(new Quota(Infinity));
  devices.attach('a', bellDevice(0));
  return [
    new DirectoryFd(root, EVERYTHING, '/a'),
    new DirectoryFd(root, { write: true, create: false }, '/b'),
    new DirectoryFd(root, { write: false, create: false }, '/c'),
    new DirectoryFd(devices, EVERYTHING, '/d'),
    new DirectoryFd(new MemoryDirectory(new Quota(0)), EVERYTHING, '/e'),
  ];
}

/** Fills the low memory with what could be paths, iovecs and subscriptions. */
function scatter(guest: RawGuest, random: Random): void {
  const bytes = guest.bytes(0, 2048);
  for (let i = 0; i < bytes.length; i += 1) {
    bytes[i] = random.pick([0, 0, 0, 1, 8, 0x2e, 0x2f, 0x61, 0x62, 0xff]);
  }
  for (let at = 0; at < 512; at += 32) bytes.set([0x61, 0x2f, 0x62, 0x2f, 0x2e, 0x2e], at);
}

/** What a memory mount charges for a directory's names and all that is behind them. */
function sizeOf(directory: MemoryDirectory): number {
  return directory.list().reduce((sum, { name }) => {
    const node = directory.lookup(name);
    const size = node instanceof MemoryFile ? node.size() : 0;
    return sum + 256 + 2 * name.length + (node instanceof MemoryDirectory ? sizeOf(node) : size);
  }, 0);
}

/** mulberry32: small, seeded, good enough to pick garbage. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  pick<T>(values: readonly T[]): T {
    const value = values[Math.floor(this.next() * values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  argumentsFor(signature: string): (number | bigint)[] {
    return Array.from(signature, (size) => (size === '4' ? this.i32() : this.i64()));
  }

  i32(): number {
    return this.pick([
      () => this.below(12),
      () => this.below(12),
      () => this.below(12),
      () => this.below(1024),
      () => this.below(2048) & ~7,
      () => -1,
      () => 65_536 * 2 - this.below(64),
      () => (this.next() * 2 ** 32) | 0,
      () => 2 ** 31 - 1,
      () => -(2 ** 31),
    ])();
  }

  i64(): bigint {
    return this.pick([
      () => BigInt(this.below(16)),
      () => BigInt(this.below(2 ** 20)),
      () => ALL_ONES,
      () => -1n,
      () => 2n ** 63n - 1n,
      () => -(2n ** 63n),
      () => BigInt(Math.floor(this.next() * 2 ** 53)),
    ])();
  }
}

const ALL_ONES = 0x3fff_ffffn;
