import { sha256Hex } from './digest';
import type { WheelFacts } from './wheel-facts';
import {
  checkWheelHash,
  chooseEvicted,
  type CompiledFor,
  type CompiledModules,
  type StoredWheel,
  type WheelStore,
} from './wheel-store';

export interface MemoryWheelStoreOptions {
  limitBytes: number;
  /** Why this store is used instead of one that lasts. */
  problem?: string | null;
  nowMs?: () => number;
}

interface KeptWheel {
  stored: StoredWheel;
  content: Uint8Array<ArrayBuffer>;
  /** By the version of Python. */
  compiled: Map<string, { build: string; modules: CompiledModules }>;
}

/** Wheels that are gone with the page: for browsers that refuse storage. */
export class MemoryWheelStore implements WheelStore {
  readonly problem: string | null;
  readonly #limitBytes: number;
  readonly #nowMs: () => number;
  readonly #wheels = new Map<string, KeptWheel>();

  constructor({ limitBytes, problem = null, nowMs = Date.now }: MemoryWheelStoreOptions) {
    this.#limitBytes = limitBytes;
    this.problem = problem;
    this.#nowMs = nowMs;
  }

  async get(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const key = sha256.toLowerCase();
    const wheel = this.#wheels.get(key);
    if (wheel === undefined) return undefined;
    // The array may have been handed to somebody who wrote into it.
    if ((await sha256Hex(wheel.content)) !== key) {
      this.#wheels.delete(key);
      return undefined;
    }
    wheel.stored.usedAt = this.#nowMs();
    // Whoever gets it may give it away.
    return wheel.content.slice();
  }

  async put(sha256: string, bytes: Uint8Array<ArrayBuffer>, facts: WheelFacts): Promise<boolean> {
    const key = sha256.toLowerCase();
    await checkWheelHash(key, bytes, facts);
    if (bytes.length > this.#limitBytes) return false;
    this.#wheels.delete(key);
    const evicted = chooseEvicted(await this.list(), {
      addedBytes: bytes.length,
      limitBytes: this.#limitBytes,
    });
    for (const old of evicted) this.#wheels.delete(old);
    const stored = { ...facts, sha256: key, bytes: bytes.length, usedAt: this.#nowMs() };
    this.#wheels.set(key, { stored, content: bytes, compiled: new Map() });
    return true;
  }

  getCompiled(
    sha256: string,
    { python, build }: CompiledFor,
  ): Promise<CompiledModules | undefined> {
    const compiled = this.#wheels.get(sha256.toLowerCase())?.compiled.get(python);
    return Promise.resolve(compiled?.build === build ? compiled.modules : undefined);
  }

  putCompiled(
    sha256: string,
    { python, build }: CompiledFor,
    modules: CompiledModules,
  ): Promise<void> {
    const wheel = this.#wheels.get(sha256.toLowerCase());
    wheel?.compiled.set(python, { build, modules: new Map(modules) });
    return Promise.resolve();
  }

  list(): Promise<StoredWheel[]> {
    const wheels = Array.from(this.#wheels.values(), ({ stored }) => ({ ...stored }));
    return Promise.resolve(wheels.sort((a, b) => b.usedAt - a.usedAt));
  }

  delete(sha256: string): Promise<void> {
    this.#wheels.delete(sha256.toLowerCase());
    return Promise.resolve();
  }

  async totalBytes(): Promise<number> {
    return (await this.list()).reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
