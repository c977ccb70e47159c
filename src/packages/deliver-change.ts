import { packBundle } from '../contract/file-bundle';
import type { PackageChange } from './environment';
import { takeTurns } from './turns';

/** A part of a change. It happens with the last one, all of it at once; see `change-packages`. */
export interface ChangePiece {
  removed: readonly string[];
  /** A bundle of files; its buffer is the receiver's own. */
  content?: Uint8Array<ArrayBuffer>;
  isLast: boolean;
}

/** What takes a millisecond to copy. A file that is larger is a piece of its own. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Brings changes to one interpreter, one after the other and in pieces: packages of tens of
 * megabytes, packed and posted at once, would keep the page from everything else for as long.
 */
export class ChangeDelivery {
  readonly #send: (piece: ChangePiece) => void;
  #latest: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(send: (piece: ChangePiece) => void) {
    this.#send = send;
  }

  /** Resolves when all of it has been sent, or need not be any more. What is not known yet has its turn all the same. */
  deliver(change: PackageChange | Promise<PackageChange>): Promise<void> {
    this.#latest = this.#latest.then(async () => this.#sendAll(await change));
    return this.#latest;
  }

  /** The interpreter is gone. */
  stop(): void {
    this.#isStopped = true;
  }

  async #sendAll({ removed, files }: PackageChange): Promise<void> {
    const turn = takeTurns();
    const pieces = split(files);
    for (const [at, piece] of pieces.entries()) {
      await turn();
      if (this.#isStopped) return;
      this.#send({
        removed: at === 0 ? removed : [],
        ...(piece.size === 0 ? {} : { content: packBundle(piece) }),
        isLast: at === pieces.length - 1,
      });
    }
  }
}

/** At least one, which may be empty. */
function split(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array>[] {
  let piece = new Map<string, Uint8Array>();
  const pieces = [piece];
  let bytes = 0;
  for (const [path, content] of files) {
    if (piece.size > 0 && bytes + content.length > PIECE_BYTES) {
      piece = new Map();
      pieces.push(piece);
      bytes = 0;
    }
    piece.set(path, content);
    bytes += content.length;
  }
  return pieces;
}
