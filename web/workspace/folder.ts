import { isGoruError } from '../../src/index';
import { words as problems } from '../words/problems';
import { words } from '../words/workspace';
import type { SessionFiles } from '../../src/index';

export type FolderFiles = Pick<
  SessionFiles,
  'mounts' | 'list' | 'read' | 'write' | 'rename' | 'remove' | 'onChange'
>;

export interface FolderAccess {
  canWrite: boolean;
  /** Its files survive the page. */
  isLasting: boolean;
  /** It stands in for one whose stored files could not be opened. */
  isUnopened: boolean;
  /** Why not, for people. */
  problem: string | null;
}

/** Longer ones are data: they are looked at in the Files panel. */
export const TEXT_MAX_BYTES = 1_000_000;

const DEPTH_MAX = 4;
const LISTED_MAX = 2_000;
/** Each is a question to the interpreter, and whoever presses Run waits for all of them. */
const FOLDERS_MAX = 1_000;
/** Python's own, and what nobody means to edit. */
const SKIPPED = /^(?:__pycache__$|\.)/;

export async function findAccess(files: FolderFiles, folder: string): Promise<FolderAccess> {
  const mount = (await files.mounts()).find(({ path }) => path === folder);
  if (mount === undefined) {
    return { canWrite: false, isLasting: false, isUnopened: false, problem: words().noFolder };
  }
  const { mode, storage, problem, problemKind } = mount;
  const isLasting = storage !== 'memory';
  // With storage of its own and a problem, the folder is another tab's for now.
  const canWrite = mode === 'rwc' && (problem === null || !isLasting);
  return {
    canWrite,
    isLasting,
    isUnopened: problemKind === 'unopened',
    problem: problem === null ? null : problems().mount(problemKind, problem),
  };
}

/** Every file below the folder, by its name there, with what tells whether it has changed. */
export async function listTree(
  files: FolderFiles,
  folder: string,
): Promise<Map<string, { stamp: string; bytes: number }>> {
  const found = new Map<string, { stamp: string; bytes: number }>();
  let folders = 0;
  const visit = async (prefix: string, depth: number): Promise<void> => {
    folders += 1;
    for (const entry of await files.list(folder + (prefix === '' ? '' : `/${prefix}`))) {
      const { name, isDirectory, bytes, modifiedAt } = entry;
      if (SKIPPED.test(name) || found.size >= LISTED_MAX) continue;
      const path = prefix === '' ? name : `${prefix}/${name}`;
      if (!isDirectory) found.set(path, { stamp: `${String(bytes)}/${String(modifiedAt)}`, bytes });
      else if (depth < DEPTH_MAX && folders < FOLDERS_MAX) await visit(path, depth + 1);
    }
  };
  await visit('', 1);
  return found;
}

/** Null when there is no such file. Fails with `NoTextError` when it is none that an editor could show. */
export async function readText(files: FolderFiles, path: string): Promise<string | null> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await files.read(path, { maxBytes: TEXT_MAX_BYTES });
  } catch (error) {
    if (isNotFound(error)) return null;
    if (isGoruError(error) && error.code === 'limit') throw new NoTextError(words().tooLarge(name));
    throw error;
  }
  const text = bytes.includes(0) ? null : decode(bytes);
  if (text === null) throw new NoTextError(words().noText(name));
  return text;
}

export class NoTextError extends Error {}

export function isNotFound(error: unknown): boolean {
  return isGoruError(error) && error.code === 'not-found';
}

export function unlessNotFound(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}

function decode(bytes: Uint8Array<ArrayBuffer>): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8, so nothing that could be shown as text.
    return null;
  }
}
