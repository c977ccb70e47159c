import type { FileEntry } from '../../src/index';

/** As people count: `file 2` comes before `file 10`. Made once: asking the language for each pair takes seconds. */
const NAMES = new Intl.Collator(undefined, { numeric: true });
/** In more than these nobody looks for an order, and a program can make a hundred thousand of them. */
const LISTED_FOR_PEOPLE = 5_000;

/** Folders first. */
export function sortEntries(entries: readonly FileEntry[]): FileEntry[] {
  const byName =
    entries.length <= LISTED_FOR_PEOPLE
      ? NAMES.compare
      : (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...entries].sort((a, b) => {
    if (a.isDirectory !== b.isDirectory) return a.isDirectory ? -1 : 1;
    return byName(a.name, b.name);
  });
}
