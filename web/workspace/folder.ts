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

export interface TreeExtent {
  depth: number;
  files: number;
  folders: number;
  /** Names of files and folders that are passed over. */
  skipped: RegExp;
}

/** What an editor has to know of a folder; each folder is a question, and whoever presses Run waits for all of them. */
const FOR_EDITOR: TreeExtent = {
  depth: 4,
  files: 2_000,
  folders: 1_000,
  // Python's own, and what nobody means to edit.
  skipped: /^(?:__pycache__$|\.)/,
};

/** For whoever takes the folder elsewhere, all of it but what Python makes again. */
export const EVERYTHING: TreeExtent = {
  depth: Infinity,
  files: Infinity,
  folders: Infinity,
  skipped: /^__pycache__$/,
};

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

/** The files below the folder, by their names there, with what tells whether they have changed. */
export async function listTree(
  files: FolderFiles,
  folder: string,
  extent = FOR_EDITOR,
): Promise<Map<string, { stamp: string; bytes: number }>> {
  const found = new Map<string, { stamp: string; bytes: number }>();
  let folders = 0;
  const visit = async (prefix: string, depth: number): Promise<void> => {
    folders += 1;
    for (const entry of await files.list(folder + (prefix === '' ? '' : `/${prefix}`))) {
      const { name, isDirectory, bytes, modifiedAt } = entry;
      if (extent.skipped.test(name) || found.size >= extent.files) continue;
      const path = prefix === '' ? name : `${prefix}/${name}`;
      if (!isDirectory) found.set(path, { stamp: `${String(bytes)}/${String(modifiedAt)}`, bytes });
      else if (depth < extent.depth && folders < extent.folders) await visit(path, depth + 1);
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
