import { sha256Hex } from './digest';
import { wheelError } from './wheel-error';
import type { WheelFacts } from './wheel-facts';

export interface StoredWheel extends WheelFacts {
  /** Lower-case hex. */
  sha256: string;
  bytes: number;
  /** Milliseconds since the Unix epoch, of the last `put` or `get`. */
  usedAt: number;
}

/**
 * Downloaded wheels by their SHA-256, shared by all workspaces of the site. It is a cache: nothing
 * in it is needed as long as the network is there, so trouble with storage never fails an
 * installation. What goes wrong is in `problem`.
 */
export interface WheelStore extends BytecodeStore {
  /** Why wheels are not kept, or not all, as a sentence for people; else null. */
  readonly problem: string | null;
  /**
   * The bytes, verified again; undefined when they are not there. A damaged wheel is deleted and
   * counts as missing. `sha256` is hex in either case.
   */
  get(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * Keeps a wheel, and deletes the least recently used ones when all take more than the limit.
   * Resolves to whether it is kept: a full disk or a wheel larger than the limit is no error. Only
   * bytes that do not have the hash reject, with a `GoruError` (`protocol`).
   */
  put(sha256: string, bytes: Uint8Array<ArrayBuffer>, facts: WheelFacts): Promise<boolean>;
  /** The most recently used first. */
  list(): Promise<StoredWheel[]>;
  delete(sha256: string): Promise<void>;
  totalBytes(): Promise<number>;
}

/** Compiled modules of a wheel, by the paths of their sources below /lib/packages. */
export type CompiledModules = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** Compiled code is for one build of one Python. */
export interface CompiledFor {
  /** `3.13` */
  python: string;
  /** SHA-256 of the interpreter. */
  build: string;
}

/** What was compiled of kept wheels, for one build of each Python; it goes with the wheel. A cache like the wheels themselves. */
export interface BytecodeStore {
  getCompiled(sha256: string, target: CompiledFor): Promise<CompiledModules | undefined>;
  /** Takes the place of what was kept for this Python. Does nothing where the wheel is not kept. */
  putCompiled(sha256: string, target: CompiledFor, modules: CompiledModules): Promise<void>;
}

/** The default limit of a store: dozens of scientific packages. */
export const DEFAULT_WHEEL_STORE_BYTES = 500 * 1024 * 1024;

/**
 * Which wheels to delete, the least recently used first, so that the rest and `added` bytes stay
 * within the limit.
 */
export function chooseEvicted(
  stored: readonly Pick<StoredWheel, 'sha256' | 'bytes' | 'usedAt'>[],
  { addedBytes, limitBytes }: { addedBytes: number; limitBytes: number },
): string[] {
  let totalBytes = stored.reduce((sum, { bytes }) => sum + bytes, addedBytes);
  const evicted: string[] = [];
  for (const { sha256, bytes } of [...stored].sort((a, b) => a.usedAt - b.usedAt)) {
    if (totalBytes <= limitBytes) break;
    evicted.push(sha256);
    totalBytes -= bytes;
  }
  return evicted;
}

/** A store addressed by content must not take what lies about its address. */
export async function checkWheelHash(
  sha256: string,
  bytes: Uint8Array<ArrayBuffer>,
  { fileName }: WheelFacts,
): Promise<void> {
  const actual = await sha256Hex(bytes);
  if (actual === sha256) return;
  throw wheelError(fileName, `its SHA-256 is ${actual}; it was to be stored as ${sha256}`);
}
