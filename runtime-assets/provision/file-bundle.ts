// The container in which file trees (the Python side, time zones) travel to the browser:
// [u32le header length][JSON header: [[path, offset, size], …]][bytes], offsets counted from the first byte
// after the header. Not a zip, because the reader lives in the worker: it is a dozen lines long, copies
// nothing, and the host's own gzip compresses better across files than a zip does.
// The reader is src/worker/file-bundle.ts.

import { createHash } from 'node:crypto';

/** The same files always give the same bytes; files with equal contents are stored once. */
export function packBundle(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const header: [path: string, offset: number, size: number][] = [];
  const contents: Uint8Array[] = [];
  const offsets = new Map<string, number>();
  let end = 0;
  for (const [path, content] of [...files].sort(byPath)) {
    assertPlainPath(path);
    const hash = createHash('sha256').update(content).digest('hex');
    let offset = offsets.get(hash);
    if (offset === undefined) {
      offset = end;
      end += content.length;
      offsets.set(hash, offset);
      contents.push(content);
    }
    header.push([path, offset, content.length]);
  }
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const bundle = new Uint8Array(4 + headerBytes.length + end);
  new DataView(bundle.buffer).setUint32(0, headerBytes.length, true);
  bundle.set(headerBytes, 4);
  let position = 4 + headerBytes.length;
  for (const content of contents) {
    bundle.set(content, position);
    position += content.length;
  }
  return bundle;
}

/** Code unit order, not `localeCompare`: the result must not depend on the machine's language. */
function byPath([a]: [string, Uint8Array], [b]: [string, Uint8Array]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function assertPlainPath(path: string): void {
  const isPlain = path
    .split('/')
    .every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  if (!isPlain) {
    throw new Error(`bundle paths are relative and normalised, this one is not: "${path}"`);
  }
}
