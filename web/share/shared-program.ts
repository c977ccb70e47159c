/** What a link carries. Everything but the files is a wish: a link grants nothing. */
export interface SharedProgram {
  /** The first one is the program that Run runs. */
  files: readonly SharedFile[];
  /** The interpreter it was written for: `3.13`. */
  python?: string;
  /** Exact versions: `requests==2.32.3`. The receiver's own index has them, never an address of the link's. */
  packages?: readonly string[];
  hosts?: readonly string[];
  kv?: boolean;
  mounts?: readonly SharedMount[];
}

export interface SharedFile {
  /** Relative: `main.py`, `data/names.csv`. */
  path: string;
  text: string;
}

export interface SharedMount {
  path: string;
  mode: 'ro' | 'rw' | 'rwc';
}

/** What a link may carry at most; who makes one is held to the same. */
export const SHARE_LIMITS = {
  /** Of the whole payload, before it is compressed. */
  payloadBytes: 4_000_000,
  /** Of the link's code, compressed: the longest address that Chromium takes is 2 MB. */
  encodedLength: 2_000_000,
  files: 100,
  pathLength: 200,
  packages: 100,
  hosts: 20,
  mounts: 10,
} as const;
