/**
 * The part of the File System standard that this project uses. TypeScript's libs spread it over two
 * of which none knows `move`. https://fs.spec.whatwg.org/
 */
import { abi, ErrnoError, fail } from '../wasi/errno';

export interface SyncAccessHandle {
  read(into: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** What a file held at one moment. */
export interface FileSnapshot {
  readonly size: number;
  readonly lastModified: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** What is written takes effect on `close`, whole. */
export interface WritableFile {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

export interface OpfsFileHandle {
  readonly kind: 'file';
  getFile(): Promise<FileSnapshot>;
  /** In workers only. */
  createSyncAccessHandle?(): Promise<SyncAccessHandle>;
  createWritable?(): Promise<WritableFile>;
  move(directory: OpfsDirectoryHandle, name: string): Promise<void>;
}

export interface OpfsDirectoryHandle {
  readonly kind: 'directory';
  getFileHandle(name: string, options?: { create: boolean }): Promise<OpfsFileHandle>;
  getDirectoryHandle(name: string, options?: { create: boolean }): Promise<OpfsDirectoryHandle>;
  removeEntry(name: string, options?: { recursive: boolean }): Promise<void>;
  entries(): AsyncIterable<[string, OpfsFileHandle | OpfsDirectoryHandle]>;
  /** Chromium has none. */
  move?(directory: OpfsDirectoryHandle, name: string): Promise<void>;
}

/** How long somebody else may hold a file before we say so; a worker that ended takes 25–41 ms. */
const RETRY_DELAYS_MS = [5, 10, 20, 40, 80, 160, 320];

/**
 * One operation of the browser's; what it refuses becomes an errno. A file that is held elsewhere
 * is asked for again for a while.
 */
export async function storageStep<T>(operation: () => Promise<T>): Promise<T> {
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      return await operation();
    } catch (error) {
      if (nameOf(error) !== 'NoModificationAllowedError') throw toErrnoError(error);
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
  return operation().catch((error: unknown) => {
    throw toErrnoError(error);
  });
}

/** The same for what answers at once. */
export function storageCall<T>(operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw toErrnoError(error);
  }
}

/** Makes it where there is none. */
export function openDirectory(
  parent: OpfsDirectoryHandle,
  name: string,
): Promise<OpfsDirectoryHandle> {
  return storageStep(() => parent.getDirectoryHandle(name, { create: true }));
}

const ERRNO_BY_NAME: Readonly<Record<string, number>> = {
  NotFoundError: abi.ERRNO_NOENT,
  NoModificationAllowedError: abi.ERRNO_BUSY,
  InvalidModificationError: abi.ERRNO_NOTEMPTY,
  QuotaExceededError: abi.ERRNO_NOSPC,
  NotAllowedError: abi.ERRNO_ACCES,
  SecurityError: abi.ERRNO_ACCES,
  /** A snapshot of a file that has changed since. */
  NotReadableError: abi.ERRNO_BUSY,
  /** A name that the browser does not take. */
  TypeError: abi.ERRNO_INVAL,
};

function toErrnoError(error: unknown): ErrnoError {
  if (error instanceof ErrnoError) return error;
  return new ErrnoError(ERRNO_BY_NAME[nameOf(error)] ?? abi.ERRNO_IO);
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

/** `ENOTSUP` in a page, which has none. */
export async function createSyncHandle(locator: OpfsFileHandle): Promise<SyncAccessHandle> {
  return (await locator.createSyncAccessHandle?.()) ?? fail(abi.ERRNO_NOTSUP);
}

/** True for the answer to a name that is of the other kind. */
export function isOtherKind(error: unknown): boolean {
  return nameOf(error) === 'TypeMismatchError';
}

export function isMissing(error: unknown): boolean {
  return nameOf(error) === 'NotFoundError';
}

/**
 * Writes all of `bytes`; a browser that runs out of room may write a part. Chromium throws nothing then and says
 * 4294967288, which is its error number -8 without a sign, and more than anybody asked for.
 */
export function writeAll(handle: SyncAccessHandle, offset: number, bytes: Uint8Array): void {
  const count = storageCall(() => handle.write(bytes, { at: offset }));
  if (count !== bytes.length) fail(abi.ERRNO_NOSPC);
}
