import type { MountMode } from './options';

export interface FileEntry {
  name: string;
  isDirectory: boolean;
  /** 0 for directories. */
  bytes: number;
  /** Milliseconds since the Unix epoch. */
  modifiedAt: number;
}

/**
 * `elsewhere`: another tab or session has it, here it can only be read until that closes; `memory`: the browser refuses
 * storage; `full`: it has no room for a new one; `unopened`: its files are stored and could not be opened, so this session has an empty one in memory;
 * `unclaimed`: it could not be taken over; `unattached`: not yet.
 */
export type MountProblemKind =
  'elsewhere' | 'memory' | 'full' | 'unopened' | 'unclaimed' | 'unattached';

export interface MountInfo {
  path: string;
  mode: MountMode;
  /** Where its files really are; `memory` is also what remains when the browser refuses storage. */
  storage: 'memory' | 'opfs' | 'indexeddb';
  /** Why files in this mount will not survive the page although they were meant to; else null. */
  problem: string | null;
  /** Of which kind the problem is, for pages that say it in words of their own. */
  problemKind: MountProblemKind | null;
}

/** A problem as it travels to the mount that has it. */
export interface MountProblem {
  kind: MountProblemKind;
  text: string;
}

/**
 * The mounts as the page sees them: absolute guest paths, no modes (they bind programs, not the
 * page). Fails with a `GoruError` (`not-found`, `permission`, `limit`, `busy` …). Waits while a
 * program computes without a pause.
 */
export interface SessionFiles {
  mounts(): Promise<readonly MountInfo[]>;
  list(path: string): Promise<readonly FileEntry[]>;
  /**
   * The whole content. A program can make a file larger than all memory: with `maxBytes` such a one is an error
   * (`limit`) and is not read.
   */
  read(path: string, options?: { maxBytes?: number }): Promise<Uint8Array<ArrayBuffer>>;
  /** Creates or replaces a file, and the folders above it. */
  write(path: string, content: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Creates a folder and those above it. */
  createDirectory(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all that is in it. */
  remove(path: string): Promise<void>;
  /** Calls back when a program or the page may have changed files; for redrawing. */
  onChange(listener: () => void): () => void;
}
