import { describe, expect, it } from 'vitest';
import { abi, fail } from './errno';
import { Fd, type FdStat } from './fd';
import type { NodeStat } from './filesystem';
import type { WaitRequest } from './poll';
import { ManualTime, RawGuest } from './testing/raw-guest';

const SUBSCRIPTION_BYTES = 48;
const EVENT_BYTES = 32;
const NS_PER_MS = 1_000_000n;
const ABSOLUTE = abi.SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME;

interface Subscription {
  userdata?: bigint;
  type?: number;
  fd?: number;
  clock?: number;
  timeoutNs?: bigint;
  flags?: number;
}

describe('poll_oneoff', () => {
  it('answers every subscription that is ready, with its userdata', () => {
    const guest = new RawGuest({ fds: [new DeviceFd(true), new DeviceFd(false)] });
    const { errno, events } = poll(guest, [
      { userdata: 1n, type: abi.EVENTTYPE_FD_READ, fd: 0 },
      { userdata: 2n, type: abi.EVENTTYPE_FD_READ, fd: 1 },
      { userdata: 0xfedc_ba98_7654_3210n, type: abi.EVENTTYPE_FD_WRITE, fd: 1 },
      { userdata: 4n, type: abi.EVENTTYPE_CLOCK, timeoutNs: 5n * NS_PER_MS },
      { userdata: 5n, type: abi.EVENTTYPE_CLOCK, timeoutNs: 0n },
    ]);
    expect(errno).toBe(abi.ERRNO_SUCCESS);
    expect(events).toEqual([
      { userdata: 1n, errno: abi.ERRNO_SUCCESS, type: abi.EVENTTYPE_FD_READ },
      {
        userdata: 0xfedc_ba98_7654_3210n,
        errno: abi.ERRNO_SUCCESS,
        type: abi.EVENTTYPE_FD_WRITE,
      },
      { userdata: 5n, errno: abi.ERRNO_SUCCESS, type: abi.EVENTTYPE_CLOCK },
    ]);
    expect(guest.time.waits).toEqual([]);
  });

  it('waits for the earliest of several timeouts, once', () => {
    const guest = new RawGuest();
    const { events } = poll(guest, [
      { userdata: 1n, timeoutNs: 300n * NS_PER_MS },
      { userdata: 2n, timeoutNs: 70n * NS_PER_MS },
      { userdata: 3n, timeoutNs: 9_000n * NS_PER_MS },
    ]);
    expect(events.map(({ userdata }) => userdata)).toEqual([2n]);
    expect(guest.time.waits).toEqual([{ timeoutMs: 70, inbox: false }]);
  });

  it.each([
    ['realtime', abi.CLOCKID_REALTIME],
    ['monotonic', abi.CLOCKID_MONOTONIC],
    ['process CPU', abi.CLOCKID_PROCESS_CPUTIME_ID],
    ['thread CPU', abi.CLOCKID_THREAD_CPUTIME_ID],
  ])('waits until an absolute time of the %s clock', (_name, clock) => {
    const guest = new RawGuest();
    guest.time.advance(1_234);
    const timeoutNs = guest.time.clocks.nowNs(clock) + 250n * NS_PER_MS;
    const { errno, events } = poll(guest, [{ clock, timeoutNs, flags: ABSOLUTE }]);
    expect(errno).toBe(abi.ERRNO_SUCCESS);
    expect(events).toHaveLength(1);
    expect(guest.time.waits.map(({ timeoutMs }) => timeoutMs)).toEqual([expect.closeTo(250, 3)]);
  });

  it.each([0, 1, 2, 3])('does not wait for a time of clock %i that is over', (clock) => {
    const guest = new RawGuest();
    guest.time.advance(1_234);
    const timeoutNs = guest.time.clocks.nowNs(clock) - 1n;
    expect(poll(guest, [{ clock, timeoutNs, flags: ABSOLUTE }]).events).toHaveLength(1);
    expect(guest.time.waits).toEqual([]);
  });

  it('waits for the longest time that there is', () => {
    const guest = new RawGuest();
    expect(poll(guest, [{ timeoutNs: 2n ** 64n - 1n }]).errno).toBe(abi.ERRNO_SUCCESS);
    expect(guest.time.waits).toEqual([{ timeoutMs: Number(2n ** 64n) / 1e6, inbox: false }]);
  });

  it('lets the inbox wake it only when somebody reads', () => {
    const guest = new RawGuest({ fds: [new DeviceFd(false)] });
    poll(guest, [{ timeoutNs: NS_PER_MS }]);
    poll(guest, [{ timeoutNs: NS_PER_MS }, { type: abi.EVENTTYPE_FD_READ, fd: 0 }]);
    expect(guest.time.waits.map(({ inbox }) => inbox)).toEqual([false, true]);
  });

  it('waits on when it was woken for nothing', () => {
    const time = new EarlyTime();
    const guest = new RawGuest({ fds: [new DeviceFd(false)], time });
    const before = time.monotonicMs;
    const subscriptions = [{ timeoutNs: 100n * NS_PER_MS }, readingOf(0)];
    expect(poll(guest, subscriptions).events).toHaveLength(1);
    expect(time.monotonicMs - before).toBeGreaterThanOrEqual(100);
  });

  it('is woken tens of thousands of times without running out of stack', () => {
    const time = new EarlyTime(0.001);
    const guest = new RawGuest({ fds: [new DeviceFd(false)], time });
    const subscriptions = [{ timeoutNs: 50n * NS_PER_MS }, readingOf(0)];
    expect(poll(guest, subscriptions).errno).toBe(abi.ERRNO_SUCCESS);
    expect(time.waits.length).toBeGreaterThan(40_000);
  });

  it('answers a promise when the thread can wait only so', async () => {
    const time = new LaterTime();
    const guest = new RawGuest({ fds: [new DeviceFd(false)], time });
    const { pending, events } = startPoll(guest, [{ timeoutNs: 30n * NS_PER_MS }, readingOf(0)]);
    expect(pending).toBeInstanceOf(Promise);
    expect(await pending).toBe(abi.ERRNO_SUCCESS);
    expect(events().map(({ type }) => type)).toEqual([abi.EVENTTYPE_CLOCK]);
  });

  it('tells a bad fd by an event of its own, at once', () => {
    const guest = new RawGuest({ fds: [new DeviceFd(false)] });
    const { errno, events } = poll(guest, [
      { userdata: 1n, timeoutNs: 1_000n * NS_PER_MS },
      { userdata: 2n, type: abi.EVENTTYPE_FD_READ, fd: 77 },
      { userdata: 3n, type: abi.EVENTTYPE_FD_WRITE, fd: 0xffff_ffff },
      { userdata: 4n, type: abi.EVENTTYPE_FD_READ, fd: 0 },
    ]);
    expect(errno).toBe(abi.ERRNO_SUCCESS);
    expect(events.map(({ userdata, errno }) => [userdata, errno])).toEqual([
      [2n, abi.ERRNO_BADF],
      [3n, abi.ERRNO_BADF],
    ]);
    expect(guest.time.waits).toEqual([]);
  });

  it('passes on what an fd answers instead of being ready', () => {
    const guest = new RawGuest({ fds: [new BrokenFd()] });
    expect(poll(guest, [readingOf(0)]).events).toMatchObject([{ errno: abi.ERRNO_NXIO }]);
  });

  it('polls as many fds as select can name', () => {
    const guest = new RawGuest({ fds: [new DeviceFd(true)] });
    const subscriptions = Array.from({ length: 2049 }, () => readingOf(0));
    expect(poll(guest, subscriptions).events).toHaveLength(2049);
  });

  it.each([0, -1, 4097, 2 ** 31 - 1, -(2 ** 31)])('refuses %i subscriptions', (count) => {
    const guest = new RawGuest();
    expect(guest.call('poll_oneoff', 0, 0, count, 0)).toBe(abi.ERRNO_INVAL);
    expect(guest.time.waits).toEqual([]);
  });

  it.each([0, ABSOLUTE])('refuses a clock that does not exist (flags %i)', (flags) => {
    const guest = new RawGuest();
    expect(poll(guest, [{ clock: 4, flags }]).errno).toBe(abi.ERRNO_INVAL);
    expect(guest.time.waits).toEqual([]);
  });

  it('refuses an unknown type instead of waiting for it', () => {
    const guest = new RawGuest({ fds: [new DeviceFd(false)] });
    expect(poll(guest, [{ type: 3, fd: 0 }]).errno).toBe(abi.ERRNO_INVAL);
    expect(poll(guest, [{ type: 255, fd: 0 }]).errno).toBe(abi.ERRNO_INVAL);
    expect(guest.time.waits).toEqual([]);
  });

  it('does not make a caller wait for being told that its pointers are wrong', () => {
    const guest = new RawGuest();
    const end = guest.memory.buffer.byteLength;
    const [input] = putSubscriptions(guest, [{ timeoutNs: NS_PER_MS }]);
    expect(guest.call('poll_oneoff', end - 47, 0, 1, 0)).toBe(abi.ERRNO_FAULT);
    expect(guest.call('poll_oneoff', -8, 0, 1, 0)).toBe(abi.ERRNO_FAULT);
    expect(guest.call('poll_oneoff', input, end - 31, 1, 0)).toBe(abi.ERRNO_FAULT);
    expect(guest.time.waits).toEqual([]);
    expect(guest.call('poll_oneoff', input, 0, 1, end - 3)).toBe(abi.ERRNO_FAULT);
    expect(guest.defects).toEqual([]);
  });

  it('does not count waiting as CPU time', () => {
    const guest = new RawGuest();
    guest.time.advance(10);
    poll(guest, [{ timeoutNs: 500n * NS_PER_MS }]);
    expect(guest.time.clocks.nowNs(abi.CLOCKID_PROCESS_CPUTIME_ID)).toBe(10n * NS_PER_MS);
  });
});

function readingOf(fd: number): Subscription {
  return { type: abi.EVENTTYPE_FD_READ, fd };
}

function poll(guest: RawGuest, subscriptions: readonly Subscription[]) {
  const { pending, events } = startPoll(guest, subscriptions);
  return { errno: pending, events: pending === abi.ERRNO_SUCCESS ? events() : [] };
}

function startPoll(guest: RawGuest, subscriptions: readonly Subscription[]) {
  const [input, count] = putSubscriptions(guest, subscriptions);
  const output = guest.allocate(count * EVENT_BYTES);
  const countAt = guest.allocate(4);
  // Whatever is there before must not show through.
  guest.bytes(output, count * EVENT_BYTES).fill(0xee);
  return {
    pending: guest.call('poll_oneoff', input, output, count, countAt),
    events: () => Array.from({ length: guest.u32(countAt) }, (_, i) => readEvent(guest, output, i)),
  };
}

function putSubscriptions(guest: RawGuest, subscriptions: readonly Subscription[]) {
  const bytes = new Uint8Array(subscriptions.length * SUBSCRIPTION_BYTES);
  const view = new DataView(bytes.buffer);
  subscriptions.forEach(({ userdata = 0n, type = abi.EVENTTYPE_CLOCK, ...rest }, i) => {
    const at = i * SUBSCRIPTION_BYTES;
    const { fd, clock = abi.CLOCKID_MONOTONIC, timeoutNs = 0n, flags = 0 } = rest;
    view.setBigUint64(at, userdata, true);
    view.setUint8(at + 8, type);
    view.setUint32(at + 16, fd ?? clock, true);
    view.setBigUint64(at + 24, timeoutNs, true);
    // Precision: nobody keeps it.
    view.setBigUint64(at + 32, 0xdead_beefn, true);
    view.setUint16(at + 40, flags, true);
  });
  const [pointer] = guest.put(bytes);
  return [pointer, subscriptions.length] as const;
}

function readEvent(guest: RawGuest, output: number, i: number) {
  const at = output + i * EVENT_BYTES;
  const type = guest.view.getUint8(at + 10);
  const byteCount = guest.u64(at + 16);
  expect(byteCount).toBe(type === abi.EVENTTYPE_CLOCK ? 0n : 1n);
  return { userdata: guest.u64(at), errno: guest.view.getUint16(at + 8, true), type };
}

class DeviceFd extends Fd {
  readonly #isReadable: boolean;
  constructor(isReadable: boolean) {
    super();
    this.#isReadable = isReadable;
  }
  fdstat(): FdStat {
    return { filetype: abi.FILETYPE_CHARACTER_DEVICE, flags: 0, rights: 0n };
  }
  filestat(): NodeStat {
    return { ino: 1n, size: 0, accessedNs: 0n, modifiedNs: 0n, changedNs: 0n };
  }
  override readable(): boolean {
    return this.#isReadable;
  }
}

class BrokenFd extends DeviceFd {
  constructor() {
    super(false);
  }
  override readable(): boolean {
    fail(abi.ERRNO_NXIO);
  }
}

/** Wakes up long before the time, as a channel does that hears something for somebody else. */
class EarlyTime extends ManualTime {
  readonly #stepMs: number;
  constructor(stepMs = 7) {
    super();
    this.#stepMs = stepMs;
  }
  override wait(request: WaitRequest): void {
    this.waits.push(request);
    this.advance(this.#stepMs);
  }
}

class LaterTime extends ManualTime {
  override async wait(request: WaitRequest): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    // Early, so that the loop goes round.
    this.advance((request.timeoutMs ?? 0) / 2 + 1);
  }
}
