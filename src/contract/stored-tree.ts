/** In a mount's own folder of the private file system: the program's files. */
export const FILES_FOLDER = 'files';

/** Where the files of a lasting mount are, as the page tells the worker. */
export type StorageBacking =
  /**
   * Files of the origin's private file system; `directory` is the path to the mount's own folder.
   * `view`: another tab holds it, so it can only be read.
   */
  | { kind: 'opfs'; directory: readonly string[]; access: 'own' | 'view' }
  /** A copy in memory; every change is sent to the page, which stores it. */
  | { kind: 'mirror'; storage: 'opfs' | 'indexeddb'; access: 'own' | 'view' }
  /** Nothing can be stored. */
  | { kind: 'memory' };

/** A file or folder of a stored tree; `path` is relative to the mount, without a leading slash. */
export interface TreeEntry {
  path: string;
  isDirectory: boolean;
  bytes: number;
  /** Milliseconds since the Unix epoch. */
  modifiedAt: number;
}

/** One step from one state of a stored tree to the next. Each is applied whole or not at all. */
export type StoredChange =
  | { kind: 'write'; path: string; content: Uint8Array<ArrayBuffer>; modifiedAt: number }
  | { kind: 'create-directory'; path: string }
  | { kind: 'remove'; path: string }
  | { kind: 'rename'; from: string; to: string };
