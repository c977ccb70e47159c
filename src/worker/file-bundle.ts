// Reads the container that runtime-assets/provision/file-bundle.ts writes:
// [u32le header length][JSON header: [[path, offset, size], …]][bytes].

/** The files are views into `bytes`, not copies: a bundle holds thousands of files and most are never opened. */
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
