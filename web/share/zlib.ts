/**
 * Handed over at once. Deflate makes at most 1,032 bytes of one and engines do not stop within a piece, so this bounds
 * what a bomb unpacks to before it is noticed: 1 MB.
 */
const STEP_BYTES = 1024;

/** In zlib's format (RFC 1950), whose checksum tells a damaged link from a whole one. The browser's own code does it. */
export async function compress(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What `compress` was given, or why not. Stops as soon as there is more than `maxBytes`. */
export async function decompress(
  compressed: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | 'damaged' | 'too-large'> {
  const reader = inSteps(compressed).pipeThrough(new DecompressionStream('deflate')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Uint8Array(await new Blob(pieces).arrayBuffer());
      length += value.length;
      if (length > maxBytes) {
        await reader.cancel();
        return 'too-large';
      }
      pieces.push(value);
    }
  } catch {
    // Cut off, changed on its way, or never ours: the engine does not say which.
    return 'damaged';
  }
}

function inSteps(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let start = 0;
  return new ReadableStream(
    {
      pull: (controller) => {
        if (start >= bytes.length) {
          controller.close();
          return;
        }
        controller.enqueue(bytes.slice(start, start + STEP_BYTES));
        start += STEP_BYTES;
      },
    },
    // Nothing ahead of need.
    { highWaterMark: 0 },
  );
}
