import type { NodeStat, NodeTimes } from '../wasi/filesystem';

/** Nanoseconds since the Unix epoch. */
export function nowNs(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

/** Python sees times as doubles, which cannot tell anything finer apart. */
const TICK_NS = 1_000n;
/** How far times may run ahead of a clock whose steps are milliseconds. */
const MAX_AHEAD_NS = 2_000_000n;

/**
 * The time of a change that follows one at `previousNs`: always a later one. By the time alone
 * does `import` notice a new file in a directory that it has listed a moment ago.
 */
export function changeTimeNs(previousNs: bigint): bigint {
  const now = nowNs();
  const isSameMoment = previousNs >= now && previousNs < now + MAX_AHEAD_NS;
  return isSameMoment ? previousNs + TICK_NS : now;
}

/** When a node in memory was read, written and changed last. */
export class MemoryTimes {
  #accessedNs = nowNs();
  #modifiedNs = this.#accessedNs;
  #changedNs = this.#accessedNs;

  get stat(): Pick<NodeStat, 'accessedNs' | 'modifiedNs' | 'changedNs'> {
    return {
      accessedNs: this.#accessedNs,
      modifiedNs: this.#modifiedNs,
      changedNs: this.#changedNs,
    };
  }

  set({ accessedNs = this.#accessedNs, modifiedNs = this.#modifiedNs }: NodeTimes): void {
    this.#accessedNs = accessedNs;
    this.#modifiedNs = modifiedNs;
    this.#changedNs = changeTimeNs(this.#changedNs);
  }

  /** What the node holds has changed. */
  touch(): void {
    this.#modifiedNs = changeTimeNs(this.#modifiedNs);
    this.#changedNs = this.#modifiedNs;
  }
}
