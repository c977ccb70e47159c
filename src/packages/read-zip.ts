// The only place that knows zip.js. A wheel is read from its central directory, which zip.js parses in its strict
// mode: an archive that another tool could read differently (two directories, bytes before or after, local headers
// that say something else, entries that overlap) is refused, because then the file that was reviewed need not be the
// one that runs. Contents are inflated here instead of by zip.js: a browser stream per file costs ten times as
// much as the inflating itself, and packages consist of thousands of small files.

import {
  type Entry,
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_BAD_FORMAT,
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_ENTRY_DATA_OUT_OF_BOUNDS,
  ERR_EOCDR_NOT_FOUND,
  ERR_LOCAL_FILE_HEADER_NOT_FOUND,
  ERR_OVERLAPPING_ENTRY,
  ERR_SPLIT_ZIP_FILE,
  ERR_UNSUPPORTED_ENCRYPTION,
  type FileEntry,
  type Reader,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-reader.js';
import { isGoruError } from '../contract/goru-error';
import { crc32 } from './crc32';
import { entryPathProblem } from './entry-path';
import { inflateExactly, InflateError } from './inflate';
import { takeTurns, type Turn } from './turns';
import { wheelError } from './wheel-error';

/** What one archive may cost. */
export interface ZipLimits {
  /** Everything that is read of it, unpacked, in bytes. */
  unpackedBytes: number;
  /** Entries, and the directories that their paths name without an entry. */
  files: number;
}

/** The promised default for a whole session; whoever installs several wheels lowers it by what is used. */
export const DEFAULT_ZIP_LIMITS: ZipLimits = { unpackedBytes: 200 * 1024 * 1024, files: 20_000 };

export interface ZipOptions {
  /** Named in errors. */
  wheel: string;
  limits?: Partial<ZipLimits>;
}

/** An archive whose directory was found to be in order. */
export interface ZipArchive {
  /** The files' paths, in the archive's order; no directories. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Unpacks one file. Fails with a `GoruError` when it is damaged, lies, or the limit is reached. */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** The 4 bits of a Unix mode which say what an entry is. */
const MODE_TYPE = 0o170000;
const MODE_DIRECTORY = 0o040000;
const MODE_FILE = 0o100000;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const METHOD_STORED = 0;
const METHOD_DEFLATED = 8;

/**
 * Reads the directory of a zip archive and checks every entry before anything is unpacked. Fails
 * with a `GoruError`: `protocol` for what is damaged or dangerous, `unsupported` for encryption,
 * `limit`.
 */
export async function openZip(
  bytes: Uint8Array<ArrayBuffer>,
  { wheel, limits: given = {} }: ZipOptions,
): Promise<ZipArchive> {
  const limits = { ...DEFAULT_ZIP_LIMITS, ...given };
  const reader = new ZipReader(new BytesReader(bytes), {
    strictness: 'strict',
    // Our own check says what is wrong with a path.
    filenameValidation: 'tolerant',
    checkOverlappingEntry: true,
    useWebWorkers: false,
  });
  const files = new Map<string, FileEntry>();
  const seen = new Set<string>();
  const directories = new Set<string>();
  const refuseMore = (): void => {
    if (seen.size + directories.size < limits.files) return;
    const most = limits.files.toLocaleString('en');
    throw wheelError(wheel, `it holds more than ${most} files`, { code: 'limit' });
  };
  const turn = takeTurns();
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      await turn();
      refuseMore();
      const problem = entryProblem(entry, seen);
      if (problem !== undefined) {
        const { code, why } = problem;
        throw wheelError(wheel, `entry ${JSON.stringify(entry.filename)} ${why}`, { code });
      }
      seen.add(entry.filename);
      for (const directory of parentsOf(entry.filename)) {
        // Those of a known directory are known, too.
        if (directories.has(directory)) break;
        refuseMore();
        directories.add(directory);
      }
      if (!entry.directory) files.set(entry.filename, entry);
    }
  } catch (error) {
    throw toWheelError(wheel, error);
  }
  return new OpenedZip({ wheel, bytes, files, unpackedBytes: limits.unpackedBytes });
}

class OpenedZip implements ZipArchive {
  readonly #wheel: string;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #files: ReadonlyMap<string, FileEntry>;
  readonly #limitBytes: number;
  /** What has been read; a file read again costs nothing more. */
  readonly #read = new Set<FileEntry>();
  #unpackedBytes = 0;
  readonly #turn = takeTurns();

  constructor(parts: {
    wheel: string;
    bytes: Uint8Array<ArrayBuffer>;
    files: ReadonlyMap<string, FileEntry>;
    unpackedBytes: number;
  }) {
    this.#wheel = parts.wheel;
    this.#bytes = parts.bytes;
    this.#files = parts.files;
    this.#limitBytes = parts.unpackedBytes;
  }

  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  async read(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.#files.get(path);
    if (entry === undefined) {
      throw wheelError(this.#wheel, `it has no file ${JSON.stringify(path)}`, {
        code: 'not-found',
      });
    }
    // The size is only declared, but nothing that unpacks to more is accepted below.
    const addedBytes = this.#read.has(entry) ? 0 : entry.uncompressedSize;
    if (this.#unpackedBytes + addedBytes > this.#limitBytes) {
      const why = `it unpacks to more than ${this.#limitBytes.toLocaleString('en')} bytes`;
      throw wheelError(this.#wheel, why, { code: 'limit' });
    }
    this.#unpackedBytes += addedBytes;
    this.#read.add(entry);
    try {
      return await this.#unpack(entry, await this.#locate(entry));
    } catch (error) {
      throw toWheelError(this.#wheel, error, path);
    }
  }

  /** The compressed bytes, once zip.js has compared the entry's local header with the directory. */
  async #locate(entry: FileEntry): Promise<Uint8Array> {
    await entry.getData(new WritableStream(), { checkOverlappingEntryOnly: true });
    const offset = entry.localDirectory?.dataOffset;
    if (offset === undefined) throw new Error('zip.js did not say where the data begins');
    return this.#bytes.subarray(offset, offset + entry.compressedSize);
  }

  async #unpack(entry: FileEntry, data: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const content = await decompress(entry, data, this.#turn);
    if (entry.crc32 !== (await checksum(content, this.#turn))) {
      throw new InflateError('its content does not have the CRC-32 that the archive states');
    }
    return content;
  }
}

/** Of how much the checksum is computed in one go. */
const CHECKSUM_BYTES = 512 * 1024;

async function checksum(content: Uint8Array, turn: Turn): Promise<number> {
  let crc = 0;
  for (let start = 0; start < content.length; start += CHECKSUM_BYTES) {
    await turn();
    crc = crc32(content.subarray(start, start + CHECKSUM_BYTES), crc);
  }
  return crc;
}

async function decompress(
  entry: FileEntry,
  data: Uint8Array,
  turn: Turn,
): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.compressionMethod === METHOD_DEFLATED) {
    return inflateExactly(data, entry.uncompressedSize, turn);
  }
  if (data.length !== entry.uncompressedSize) {
    const sizes = `${String(data.length)} bytes and declares ${String(entry.uncompressedSize)}`;
    throw new InflateError(`it is stored with ${sizes}`);
  }
  // A copy: a view would keep the whole wheel in memory for as long as the file lives.
  return new Uint8Array(data);
}

/** The directories of a path, the innermost first; its own for a directory. */
function* parentsOf(path: string): Generator<string> {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    yield path.slice(0, slash);
  }
}

interface EntryProblem {
  code: 'protocol' | 'unsupported';
  why: string;
}

function entryProblem(entry: Entry, seen: ReadonlySet<string>): EntryProblem | undefined {
  const path = entry.filename;
  const why = entryPathProblem(path) ?? nameProblem(entry) ?? kindProblem(entry);
  if (why !== undefined) return { code: 'protocol', why };
  if (seen.has(path)) return { code: 'protocol', why: 'is there twice' };
  if (entry.encrypted) return { code: 'unsupported', why: 'is encrypted' };
  const method = entry.compressionMethod;
  if (method !== METHOD_STORED && method !== METHOD_DEFLATED) {
    return { code: 'unsupported', why: `uses compression method ${String(method)}` };
  }
  return undefined;
}

/** An extra field may give an entry a second name, and names that are no UTF-8 read differently everywhere. */
function nameProblem({ filename, rawFilename }: Entry): string | undefined {
  try {
    const name = utf8.decode(rawFilename);
    return name === filename ? undefined : `has a second name, ${JSON.stringify(name)}`;
  } catch {
    return 'has a name that is not UTF-8';
  }
}

function kindProblem(entry: Entry): string | undefined {
  const type = ((entry.unixMode ?? 0) | (entry.unixExternalUpper ?? 0)) & MODE_TYPE;
  if (entry.symlink) return 'is a symbolic link';
  if (type !== 0 && type !== MODE_FILE && type !== MODE_DIRECTORY) {
    return 'is neither a file nor a directory';
  }
  const isNamedDirectory = entry.filename.endsWith('/');
  if (entry.directory !== isNamedDirectory) return 'is marked as a directory and named as a file';
  if (isNamedDirectory && entry.uncompressedSize > 0) return 'is a directory with a content';
  return undefined;
}

/** Says in plain words what zip.js found; its messages are constants, its other errors are bugs of the archive. */
function toWheelError(wheel: string, error: unknown, path?: string): unknown {
  if (isGoruError(error)) return error;
  const subject = path === undefined ? 'it' : `entry ${JSON.stringify(path)}`;
  if (error instanceof InflateError) {
    return wheelError(wheel, `entry ${JSON.stringify(path)} is damaged: ${error.message}`, {
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  const words = ZIP_ERRORS[message];
  if (words === undefined) {
    return wheelError(wheel, `${subject} cannot be read as a zip archive (${message})`, {
      cause: error,
    });
  }
  const { why, code } = words;
  const reason =
    typeof error === 'object' && error !== null && 'reason' in error ? error.reason : undefined;
  const detail = typeof reason === 'string' ? ` (${reason})` : '';
  return wheelError(wheel, `${subject} ${why}${detail}`, { code, cause: error });
}

const CUT_OFF = { code: 'protocol', why: 'is no complete zip archive' } as const;
const ENCRYPTED = { code: 'unsupported', why: 'is encrypted' } as const;

const ZIP_ERRORS: Record<string, EntryProblem | undefined> = {
  [ERR_BAD_FORMAT]: CUT_OFF,
  [ERR_EOCDR_NOT_FOUND]: CUT_OFF,
  [ERR_CENTRAL_DIRECTORY_NOT_FOUND]: CUT_OFF,
  [ERR_LOCAL_FILE_HEADER_NOT_FOUND]: CUT_OFF,
  [ERR_ENTRY_DATA_OUT_OF_BOUNDS]: CUT_OFF,
  [ERR_SPLIT_ZIP_FILE]: { code: 'unsupported', why: 'is one part of a split archive' },
  [ERR_ENCRYPTED]: ENCRYPTED,
  [ERR_UNSUPPORTED_ENCRYPTION]: ENCRYPTED,
  [ERR_ENCRYPTED_CENTRAL_DIRECTORY]: ENCRYPTED,
  [ERR_OVERLAPPING_ENTRY]: { code: 'protocol', why: 'shares bytes with another entry' },
  [ERR_AMBIGUOUS_ARCHIVE]: { code: 'protocol', why: 'can be read in more than one way' },
};

/**
 * Gives zip.js the bytes without copying. Its own `Uint8ArrayReader` does the same, but comes only
 * with the writer and all codecs: 40 KB (gzip) instead of 25.
 */
class BytesReader implements Reader<Uint8Array> {
  readonly size: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.size = bytes.length;
  }

  get readable(): ReadableStream {
    return this.createReadable();
  }

  createReadable(range: { offset?: number; size?: number } = {}): ReadableStream<Uint8Array> {
    const { offset = 0, size = this.size - offset } = range;
    return new Blob([new Uint8Array(this.#bytes.subarray(offset, offset + size))]).stream();
  }

  readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return Promise.resolve(this.#bytes.subarray(index, index + length));
  }
}
