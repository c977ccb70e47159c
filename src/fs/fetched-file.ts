import { abi, fail } from '../wasi/errno';
import { type FileNode, nextIno, type NodeStat } from '../wasi/filesystem';
import { type MaybePromise, runSteps, settled, type Steps } from '../wasi/maybe-async';

/**
 * A file that is fetched when somebody opens it, and only read. Its size is known before: whoever
 * only asks for that need not wait.
 */
export class FetchedFile implements FileNode {
  readonly kind = 'file';
  readonly ino = nextIno();
  readonly #byteCount: number;
  readonly #fetch: () => MaybePromise<Uint8Array>;
  #bytes: Uint8Array | undefined;

  constructor(byteCount: number, fetch: () => MaybePromise<Uint8Array>) {
    this.#byteCount = byteCount;
    this.#fetch = fetch;
  }

  stat(): NodeStat {
    const { ino } = this;
    return { ino, size: this.#byteCount, accessedNs: 0n, modifiedNs: 0n, changedNs: 0n };
  }

  size(): number {
    return this.#byteCount;
  }

  opened(): MaybePromise<void> {
    return this.#bytes === undefined ? runSteps(this.#load()) : undefined;
  }

  *#load(): Steps<void> {
    let bytes: Uint8Array;
    try {
      bytes = yield* settled(this.#fetch());
    } catch {
      // No network, or the site is gone. The guest has one number for both; `_goru.advice` says what it may mean.
      return fail(abi.ERRNO_IO);
    }
    // Another file under this name would be read at the wrong places.
    if (bytes.length !== this.#byteCount) fail(abi.ERRNO_IO);
    this.#bytes = bytes;
  }

  closed(): void {
    // Kept: it is opened for every module that is imported from it.
  }

  read(offset: number, into: Uint8Array): number {
    const part = this.#bytes?.subarray(offset, offset + into.length) ?? fail(abi.ERRNO_IO);
    into.set(part);
    return part.length;
  }

  write(): never {
    return fail(abi.ERRNO_ROFS);
  }

  truncate(): never {
    return fail(abi.ERRNO_ROFS);
  }

  setTimes(): never {
    return fail(abi.ERRNO_ROFS);
  }

  sync(): void {
    // Nothing to write.
  }
}
