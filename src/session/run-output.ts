import type { OutputChunk, OutputStream } from '../contract/options';
import type { OutputPiece } from '../contract/worker-messages';

/** The output of one run: decoded across chunk boundaries, kept up to a limit, counted beyond. */
export class RunOutput {
  readonly #limitBytes: number;
  readonly #decoders = { stdout: createDecoder(), stderr: createDecoder() };
  readonly #texts: Record<OutputStream, string[]> = { stdout: [], stderr: [] };
  #keptBytes = 0;
  #droppedBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** The text to show for a piece; empty while it only completes half a character. */
  take({ stream, bytes }: OutputPiece): OutputChunk[] {
    const room = Math.max(0, this.#limitBytes - this.#keptBytes);
    const kept = bytes.subarray(0, room);
    const wasFull = this.#droppedBytes > 0;
    this.#keptBytes += kept.length;
    this.#droppedBytes += bytes.length - kept.length;
    const chunks = this.#keep(stream, this.#decoders[stream].decode(kept, { stream: true }));
    return [...chunks, ...this.#noticeIfFirst(wasFull)];
  }

  /** Counts a rich value like output of that size: it is kept whole or not at all. */
  takeDisplay(byteCount: number): { isKept: boolean; notice: OutputChunk[] } {
    const wasFull = this.#droppedBytes > 0;
    const isKept = !wasFull && this.#keptBytes + byteCount <= this.#limitBytes;
    if (isKept) this.#keptBytes += byteCount;
    else this.#droppedBytes += byteCount;
    return { isKept, notice: this.#noticeIfFirst(wasFull) };
  }

  #noticeIfFirst(wasFull: boolean): OutputChunk[] {
    if (wasFull || this.#droppedBytes === 0) return [];
    const limit = formatSize(this.#limitBytes);
    return this.#keep(
      'stderr',
      `\n[Output limit of ${limit} reached: the program runs on, further output is not kept]\n`,
    );
  }

  /** What is still to be shown when the run is over. */
  finish(): OutputChunk[] {
    if (this.#droppedBytes > 0) {
      // Half a character at the cut is no character of the program's.
      const dropped = formatSize(this.#droppedBytes);
      return this.#keep('stderr', `[${dropped} of output were not kept]\n`);
    }
    return (['stdout', 'stderr'] as const).flatMap((stream) =>
      this.#keep(stream, this.#decoders[stream].decode()),
    );
  }

  text(stream: OutputStream): string {
    return this.#texts[stream].join('');
  }

  #keep(stream: OutputStream, text: string): OutputChunk[] {
    if (text === '') return [];
    this.#texts[stream].push(text);
    return [{ stream, text }];
  }
}

/** A byte-order mark that a program prints is text like any other. */
function createDecoder(): TextDecoder {
  return new TextDecoder('utf-8', { ignoreBOM: true });
}

function formatSize(bytes: number): string {
  const [size, unit] = bytes < 100_000 ? [bytes, 'bytes'] : [bytes / 1024 / 1024, 'MB'];
  return `${size.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`;
}
