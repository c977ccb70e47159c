import { unzipSync } from 'fflate';
import { fileNameProblem, isProgramName, MAIN_NAME } from './file-names';
import { hasOutputs, programOfNotebook } from './notebook';
import { words } from '../words/workspace';
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
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (/\.zip$/i.test(name)) {
    await importZip(name, bytes, target);
    return null;
  }
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

async function importZip(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  { files }: ImportTarget,
): Promise<void> {
  const entries = withoutCommonFolder(unpack(name, bytes));
  const programs: Record<string, string> = {};
  for (const [path, content] of entries) {
    const text = isProgramName(path) ? decode(content) : null;
    if (text === null) await files.writeBytes(path, content);
    else programs[path] = text;
  }
  if (Object.keys(programs).length > 0) await files.openFiles(programs, `“${name}”`);
}

/** Its files, folders aside. A name that leads out of the folder is refused. */
function unpack(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Map<string, Uint8Array<ArrayBuffer>> {
  const found = unzipOf(name, bytes);
  const entries = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [path, content] of Object.entries(found)) {
    if (path.endsWith('/') || path.startsWith('__MACOSX/')) continue;
    if (fileNameProblem(path) !== null) throw new Error(words().hasFile(name, path));
    entries.set(path, new Uint8Array(content));
  }
  return entries;
}

/** Unpacks no more than what it says it is, and nothing when that is too much. */
function unzipOf(name: string, bytes: Uint8Array): Record<string, Uint8Array> {
  let count = 0;
  let size = 0;
  const isTooMuch = (): boolean => count > UNPACKED_MAX_FILES || size > UNPACKED_MAX_BYTES;
  try {
    return unzipSync(bytes, {
      filter: ({ originalSize }) => {
        count += 1;
        size += originalSize;
        if (isTooMuch()) throw new Error('too much');
        return true;
      },
    });
  } catch (cause) {
    throw new Error(isTooMuch() ? words().zipTooLarge(name) : words().noZip(name), { cause });
  }
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
