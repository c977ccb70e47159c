// The container in which file trees (the Python side, time zones, installed packages) travel to the interpreter:
// [u32le header length][JSON header: [[path, offset, size], …]][bytes], offsets counted from the first byte
// after the header. Not a zip, because a worker reads it before anything runs: the reader copies nothing, and the
// host's own gzip compresses better across files than a zip does.

/**
 * The same files always give the same bytes. A content that stands under several paths as one and
 * the same array is stored once. Throws on a path that is absolute, or not normalised.
 */
export function packBundle(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const header: [path: string, offset: number, size: number][] = [];
  const offsets = new Map<Uint8Array, number>();
  let end = 0;
  for (const [path, content] of [...files].sort(byPath)) {
    assertPlainPath(path);
    let offset = offsets.get(content);
    if (offset === undefined) {
      offset = end;
      end += content.length;
      offsets.set(content, offset);
    }
    header.push([path, offset, content.length]);
  }
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const start = 4 + headerBytes.length;
  const bundle = new Uint8Array(start + end);
  new DataView(bundle.buffer).setUint32(0, headerBytes.length, true);
  bundle.set(headerBytes, 4);
  for (const [content, offset] of offsets) bundle.set(content, start + offset);
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

/** The files are views into `bytes`, not copies: a bundle holds thousands of files and most are never opened. */
export function unpackBundle(
  bytes: ArrayBuffer | Uint8Array<ArrayBuffer>,
): Map<string, Uint8Array<ArrayBuffer>>;
export function unpackBundle(bytes: ArrayBuffer | Uint8Array): Map<string, Uint8Array>;
export function unpackBundle(bytes: ArrayBuffer | Uint8Array): Map<string, Uint8Array> {
  const bundle = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  const start = readHeaderEnd(bundle);
  const header: unknown = parseHeader(bundle.subarray(4, start));
  if (!Array.isArray(header)) throw damaged('its header is not a list');
  const files = new Map<string, Uint8Array>();
  for (const entry of header as unknown[]) {
    if (!isEntry(entry)) throw damaged('its header holds something that is not a file');
    const [path, offset, size] = entry;
    if (start + offset + size > bundle.length) throw damaged(`it ends inside "${path}"`);
    files.set(path, bundle.subarray(start + offset, start + offset + size));
  }
  return files;
}

function readHeaderEnd(bundle: Uint8Array): number {
  if (bundle.length < 4) throw damaged('it has no header');
  const length = new DataView(bundle.buffer, bundle.byteOffset, 4).getUint32(0, true);
  if (4 + length > bundle.length) throw damaged('its header is cut off');
  return 4 + length;
}

function parseHeader(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw damaged('its header is not JSON', cause);
  }
}

function isEntry(entry: unknown): entry is [path: string, offset: number, size: number] {
  return (
    Array.isArray(entry)
    && entry.length === 3
    && typeof entry[0] === 'string'
    && isSize(entry[1])
    && isSize(entry[2])
  );
}

function isSize(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** What a user sees when a proxy answers with an HTML page or the download stopped half-way. */
function damaged(why: string, cause?: unknown): Error {
  return new Error(`file bundle is damaged: ${why}`, { cause });
}
