import { readEntry, zipEntries } from '../ui/zip-entries';
import { fileNameProblem, isProgramName, MAIN_NAME, shownName } from './file-names';
import { hasOutputs, programOfNotebook } from './notebook';
import { PROGRAM_MAX_BYTES, PROGRAMS_MAX } from './folder-sync';
import { words } from '../words/workspace';
import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-reader.js';
import type { ProgramFiles } from './program-files';
import type { Workspace } from './workspace';

export interface ImportTarget {
  files: Pick<ProgramFiles, 'add' | 'open' | 'openFiles' | 'writeBytes'>;
  workspace: Pick<Workspace, 'open'>;
}

/** These are shown in the editor; whatever else comes is only put into the folder. */
const EDITED = /\.(?:py|pyi|txt|md|csv|tsv|json|toml|ini|cfg|ya?ml|html|css|svg|xml|sql)$/i;
const EDITED_MAX_BYTES = 300_000;
/** Of a zip. */
const UNPACKED_MAX_BYTES = 250_000_000;
const UNPACKED_MAX_FILES = 5_000;

/**
 * Takes a file from the person's disk into the workspace: a zip as what it holds, a notebook as a program, main.py in
 * the place of the present one, which is put aside. Resolves with what of it was left out, for people.
 */
export async function importFile(file: File, target: ImportTarget): Promise<string | null> {
  const { files, workspace } = target;
  const { name } = file;
  if (/\.zip$/i.test(name)) {
    await importZip(file, target);
    return null;
  }
  const problem = fileNameProblem(name);
  if (problem !== null) throw new Error(`${shownName(name)}: ${problem}`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = EDITED.test(name) || /\.ipynb$/i.test(name) ? decode(bytes) : null;
  if (/\.ipynb$/i.test(name)) {
    const program = text === null ? null : programOfNotebook(text);
    if (program === null) throw new Error(words().noNotebook(name));
    workspace.open(program, `“${name}”`);
    return text !== null && hasOutputs(text) ? words().withoutOutputs : null;
  }
  if (name === MAIN_NAME && text !== null) workspace.open(text, words().fromDisk(name));
  else if (text !== null && bytes.length <= EDITED_MAX_BYTES) await files.add(name, text);
  else await files.writeBytes(name, bytes);
  return null;
}

async function importZip(file: File, { files }: ImportTarget): Promise<void> {
  const entries = withoutCommonFolder(await unpack(file));
  const programs = new Map<string, string>();
  for (const [path, content] of entries) {
    // Of a whole library nobody sees each file in the editor, which takes minutes for a thousand.
    const isSeen =
      path === MAIN_NAME || (programs.size < PROGRAMS_MAX && content.length <= PROGRAM_MAX_BYTES);
    const text = isSeen && isProgramName(path) ? decode(content) : null;
    if (text === null) await files.writeBytes(path, content);
    else programs.set(path, text);
  }
  if (programs.size > 0) {
    await files.openFiles(Object.fromEntries(programs), `“${shownName(file.name)}”`);
  }
}

/** Its files, folders aside: all of them, or it fails. */
async function unpack(file: File): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const entries = await listEntries(file);
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [path, entry] of entries) {
    try {
      contents.set(path, await readEntry(entry));
    } catch (cause) {
      throw new Error(words().damagedIn(shownName(file.name), shownName(path)), { cause });
    }
  }
  return contents;
}

/** Refuses a name that leads out of the folder, one that is there twice, and what is too much, before anything is read. */
async function listEntries(file: File): Promise<ReadonlyMap<string, FileEntry>> {
  const name = shownName(file.name);
  const entries = new Map<string, FileEntry>();
  const folders = new Set<string>();
  let count = 0;
  let size = 0;
  const problemOf = (path: string): string | null => {
    if (fileNameProblem(path) !== null) return words().hasFile(name, shownName(path));
    if (entries.has(path) || folders.has(path)) return words().hasTwice(name, shownName(path));
    return null;
  };
  let problem: string | null = null;
  try {
    // Made by any tool: what lies before or behind it does no harm here, where all of it is shown.
    for await (const entry of zipEntries(file, { strictness: 'balanced' })) {
      const { filename: path, uncompressedSize } = entry;
      count += 1;
      size += uncompressedSize;
      if (count > UNPACKED_MAX_FILES || size > UNPACKED_MAX_BYTES)
        problem = words().zipTooLarge(name);
      else if (!entry.directory && !path.startsWith('__MACOSX/')) {
        problem = problemOf(path);
        entries.set(path, entry);
        for (const folder of foldersOf(path)) {
          if (entries.has(folder)) problem ??= words().hasTwice(name, shownName(folder));
          folders.add(folder);
        }
      }
      if (problem !== null) break;
    }
  } catch (cause) {
    throw new Error(words().noZip(name), { cause });
  }
  if (problem !== null) throw new Error(problem);
  return entries;
}

/** `a/b/c.py` lies in `a` and `a/b`. */
function foldersOf(path: string): string[] {
  return Array.from(path.matchAll(/\//g), ({ index }) => path.slice(0, index));
}

/** `project-1.2/main.py` and `project-1.2/data.csv` are main.py and data.csv. */
function withoutCommonFolder<T>(entries: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const [first = ''] = entries.keys();
  const folder = first.slice(0, first.indexOf('/') + 1);
  if (folder === '' || ![...entries.keys()].every((path) => path.startsWith(folder))) {
    return entries;
  }
  return new Map(Array.from(entries, ([path, content]) => [path.slice(folder.length), content]));
}

function decode(bytes: Uint8Array<ArrayBuffer>): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: it is kept as it is.
    return null;
  }
}
