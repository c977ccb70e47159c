import type { SiteFile } from '../contract/offline-wire';

/**
 * Where a file of the site is kept:
 *
 * - `interpreters`: what Python starts from. The page puts it there itself and its workers read it without asking
 *   anybody (src/session/interpreter-store.ts), so this is its one home.
 * - `files`: whatever else has the hash of its content in its name. Versions share it: an update fetches what changed.
 * - `build`: what has the same name in every version, kept once for each.
 */
export type Place = 'interpreters' | 'files' | 'build';

const ASSETS = 'assets/';
const INTERPRETER = /^assets\/python-\d[\w.-]*\.(?:wasm|image)$/;
const OF_A_PYTHON = /^assets\/python-[a-z-]*(\d+\.\d+)\D/;

export function placeOf(name: string): Place {
  if (INTERPRETER.test(name)) return 'interpreters';
  return name.startsWith(ASSETS) ? 'files' : 'build';
}

/** The Python that this file belongs to; null when it belongs to the page. */
export function pythonOf(name: string): string | null {
  return OF_A_PYTHON.exec(name)?.[1] ?? null;
}

/** So many bytes may be kept at once without anybody noticing. */
const SMALL_BYTES = 350_000;

/** Monaco, the language server and the like: the page runs programs without them. */
export function isForLater({ name, bytes }: SiteFile): boolean {
  return bytes > SMALL_BYTES && pythonOf(name) === null;
}

/** What an address without a file's name shows. */
export const START_PAGE = 'index.html';

export function isPage(name: string): boolean {
  return name.endsWith('.html');
}

const HASH = /[-.](?:[\w-]{8}|[\da-f]{12})(?=\.\w+$)/;

/** What a file's name has in common with that of its successor in another version. */
export function stemOf(name: string): string {
  return name.replace(HASH, '');
}
