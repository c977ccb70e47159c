import { abi, fail } from './errno';

/** The realm's clocks, in milliseconds. */
export interface ClockSources {
  /** Wall clock, whole milliseconds since the Unix epoch. */
  wallMs: () => number;
  /** Monotonic, with a fraction. */
  monotonicMs: () => number;
}

/** How far the interpolated wall clock may be off before it follows a clock change. */
const MAX_DRIFT_MS = 20;
const NS_PER_MS = 1_000_000;

/** WASI's four clocks over the two that a browser has. */
export class Clocks {
  readonly #sources: ClockSources;
  readonly #startMs: number;
  #wallOffsetMs: number;
  #blockedMs = 0;
  #frozenAtMs: number | null = null;

  constructor(sources: ClockSources) {
    this.#sources = sources;
    this.#startMs = sources.monotonicMs();
    this.#wallOffsetMs = sources.wallMs() - this.#startMs;
  }

  /** Nanoseconds of clock `id`; `EINVAL` for an unknown one. */
  nowNs(id: number): bigint {
    return toNs(this.#nowMs(id));
  }

  resolutionNs(id: number): bigint {
    this.#nowMs(id);
    // What browsers grant a page that is not cross-origin isolated.
    return 100_000n;
  }

  /** Time spent waiting is no CPU time. */
  addBlockedMs(durationMs: number): void {
    this.#blockedMs += durationMs;
  }

  /** The wall clock stands still at this moment; null lets it go on. The other clocks always go on. */
  freeze(atMs: number | null): void {
    this.#frozenAtMs = atMs;
  }

  monotonicMs(): number {
    return this.#sources.monotonicMs();
  }

  #nowMs(id: number): number {
    switch (id) {
      case abi.CLOCKID_REALTIME:
        return this.#frozenAtMs ?? this.#wallMs();
      case abi.CLOCKID_MONOTONIC:
        return this.#sources.monotonicMs();
      case abi.CLOCKID_PROCESS_CPUTIME_ID:
      case abi.CLOCKID_THREAD_CPUTIME_ID:
        return this.#sources.monotonicMs() - this.#startMs - this.#blockedMs;
      default:
        return fail(abi.ERRNO_INVAL);
    }
  }

  /** Milliseconds of the system clock, with the finer steps of the monotonic one in between. */
  #wallMs(): number {
    const systemMs = this.#sources.wallMs();
    const monotonicMs = this.#sources.monotonicMs();
    const interpolatedMs = monotonicMs + this.#wallOffsetMs;
    if (Math.abs(interpolatedMs - systemMs) <= MAX_DRIFT_MS) return interpolatedMs;
    this.#wallOffsetMs = systemMs - monotonicMs;
    return systemMs;
  }
}

function toNs(ms: number): bigint {
  const whole = Math.trunc(ms);
  return BigInt(whole) * BigInt(NS_PER_MS) + BigInt(Math.trunc((ms - whole) * NS_PER_MS));
}
