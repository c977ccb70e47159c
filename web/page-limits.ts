import type { LimitOptions } from '../src/index';

/** The largest answer and the largest file. */
const PEOPLE_BYTES = 100 * 1000 * 1000;

/** The library's limits suit a server; here are people, who stop their programs themselves. */
export const PAGE_LIMITS = {
  runTimeoutMs: 0,
  http: { responseBytes: PEOPLE_BYTES },
  fs: {
    readBytes: PEOPLE_BYTES,
    writeBytes: PEOPLE_BYTES,
    // Where the browser refuses its private file system a whole workspace is kept in memory: a few
    // files of the largest size.
    mountBytes: 4 * PEOPLE_BYTES,
    // Browsers give a site more than half of a disk.
    storedBytes: 20 * PEOPLE_BYTES,
  },
  // A file travels in one frame, with its path and the like beside it.
  frameBytes: PEOPLE_BYTES + 1000 * 1000,
  // What arrives is there twice for a moment, and again as text, as lines, as the objects of its
  // JSON. Nothing of this is taken before a program needs it.
  memoryBytes: 1024 * 1024 * 1024,
} satisfies LimitOptions;
