import type { Clocks } from './clocks';
import { abi, ErrnoError, fail } from './errno';
import type { FdTable } from './fd-table';
import type { GuestMemory } from './guest-memory';
import { type MaybePromise, runSteps, settled, type Steps } from './maybe-async';

/** What to wait for: a moment, something in the channel's inbox, or whichever comes first. */
export interface WaitRequest {
  /** Null: no time limit. */
  timeoutMs: number | null;
  inbox: boolean;
}

/** How this thread blocks; the channel knows. */
export interface Blocker {
  wait(request: WaitRequest): MaybePromise<void>;
}

/** Sizes and offsets of `subscription` and `event`, WASI preview 1. */
const SUBSCRIPTION_BYTES = 48;
const EVENT_BYTES = 32;
const NS_PER_MS = 1e6;
/** `select` with every possible fd in two sets and a timeout needs 2,049. */
const MAX_SUBSCRIPTIONS = 4096;

interface Subscription {
  userdata: bigint;
  type: number;
  /** Clock subscriptions: when, on the monotonic clock. */
  deadlineMs: number;
  fd: number;
}

interface PollEvent {
  subscription: Subscription;
  errno: number;
}

interface PollContext {
  memory: GuestMemory;
  clocks: Clocks;
  fds: FdTable;
  blocker: Blocker;
}

interface PollArguments {
  input: number;
  output: number;
  count: number;
  eventCountPointer: number;
}

/** `poll_oneoff`: any number of subscriptions, never a busy wait. */
export function pollOneoff(context: PollContext, args: PollArguments): MaybePromise<number> {
  const count = args.count >>> 0;
  if (count === 0 || count > MAX_SUBSCRIPTIONS) fail(abi.ERRNO_INVAL);
  return runSteps(poll(context, { ...args, count }));
}

function* poll(context: PollContext, args: PollArguments): Steps<number> {
  const { memory } = context;
  const records = memory.record(args.input, args.count * SUBSCRIPTION_BYTES);
  // Before the wait: a caller whose pointer is wrong should not have to wait for the answer.
  memory.record(args.output, args.count * EVENT_BYTES);
  const subscriptions = Array.from({ length: args.count }, (_, i) =>
    readSubscription(context, records, i * SUBSCRIPTION_BYTES),
  );
  let events = readyEvents(context, subscriptions);
  // Timers may fire a little early, and a wake-up need not be for us.
  while (events.length === 0) {
    yield* wait(context, subscriptions);
    events = readyEvents(context, subscriptions);
  }
  writeEvents(memory, args, events);
  return abi.ERRNO_SUCCESS;
}

function* wait(context: PollContext, subscriptions: readonly Subscription[]): Steps<void> {
  const { clocks, blocker } = context;
  const deadlineMs = subscriptions.reduce((ms, s) => Math.min(ms, s.deadlineMs), Infinity);
  const startMs = clocks.monotonicMs();
  const timeoutMs = deadlineMs === Infinity ? null : Math.max(0, deadlineMs - startMs);
  const inbox = subscriptions.some((s) => s.type === abi.EVENTTYPE_FD_READ);
  yield* settled(blocker.wait({ timeoutMs, inbox }));
  clocks.addBlockedMs(clocks.monotonicMs() - startMs);
}

function readSubscription(context: PollContext, records: DataView, at: number): Subscription {
  const userdata = records.getBigUint64(at, true);
  const type = records.getUint8(at + 8);
  switch (type) {
    case abi.EVENTTYPE_CLOCK:
      return { userdata, type, deadlineMs: readDeadlineMs(context.clocks, records, at), fd: -1 };
    case abi.EVENTTYPE_FD_READ:
    case abi.EVENTTYPE_FD_WRITE:
      return { userdata, type, deadlineMs: Infinity, fd: records.getUint32(at + 16, true) };
    default:
      return fail(abi.ERRNO_INVAL);
  }
}

function readDeadlineMs(clocks: Clocks, records: DataView, at: number): number {
  const clockNs = clocks.nowNs(records.getUint32(at + 16, true));
  const timeoutNs = records.getBigUint64(at + 24, true);
  const flags = records.getUint16(at + 40, true);
  const isAbsolute = (flags & abi.SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME) !== 0;
  const relativeNs = isAbsolute ? timeoutNs - clockNs : timeoutNs;
  return clocks.monotonicMs() + Number(relativeNs) / NS_PER_MS;
}

function readyEvents(
  context: PollContext,
  subscriptions: readonly Subscription[],
): readonly PollEvent[] {
  const nowMs = context.clocks.monotonicMs();
  return subscriptions.flatMap((subscription) => {
    if (subscription.type === abi.EVENTTYPE_CLOCK) {
      return subscription.deadlineMs <= nowMs ? [{ subscription, errno: abi.ERRNO_SUCCESS }] : [];
    }
    try {
      const fd = context.fds.get(subscription.fd);
      const isReady = subscription.type === abi.EVENTTYPE_FD_WRITE || fd.readable();
      return isReady ? [{ subscription, errno: abi.ERRNO_SUCCESS }] : [];
    } catch (error) {
      // A bad fd is an event of its own, not a failure of the whole call.
      if (error instanceof ErrnoError) return [{ subscription, errno: error.errno }];
      throw error;
    }
  });
}

function writeEvents(memory: GuestMemory, args: PollArguments, events: readonly PollEvent[]): void {
  const length = events.length * EVENT_BYTES;
  memory.slice(args.output, length).fill(0);
  const records = memory.record(args.output, length);
  events.forEach(({ subscription, errno }, i) => {
    const at = i * EVENT_BYTES;
    records.setBigUint64(at, subscription.userdata, true);
    records.setUint16(at + 8, errno, true);
    records.setUint8(at + 10, subscription.type);
    if (subscription.type !== abi.EVENTTYPE_CLOCK) records.setBigUint64(at + 16, 1n, true);
  });
  memory.setU32(args.eventCountPointer, events.length);
}
