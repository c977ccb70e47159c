import { formatBytes } from '../ui/bytes';
import { saveFile } from '../ui/save-file';
import { joinPath, nameOf, nameProblem, parentOf } from './paths';
import { zipFolder } from './zip-folder';
import { words } from '../words/files';
import type { SessionFiles } from '../../src/index';

/** A deleted file of this size can be kept until somebody says Undo. */
const UNDO_BYTES = 10_000_000;

/** What happened, with a way back where there is one. */
export interface Outcome {
  text: string;
  undo?: () => Promise<Outcome>;
}

export async function download(
  files: SessionFiles,
  path: string,
  isDirectory: boolean,
): Promise<Outcome> {
  const name = nameOf(path);
  const content = isDirectory ? await zipFolder(files, path) : new Blob([await files.read(path)]);
  saveFile(isDirectory ? `${name}.zip` : name, content);
  return { text: words().downloaded(name, formatBytes(content.size)) };
}

export async function createFile(
  files: SessionFiles,
  folder: string,
  name: string,
): Promise<Outcome> {
  await checkFree(files, folder, name);
  await files.write(joinPath(folder, name), new Uint8Array());
  return { text: words().made(name) };
}

export async function createFolder(
  files: SessionFiles,
  folder: string,
  name: string,
): Promise<Outcome> {
  await checkFree(files, folder, name);
  await files.createDirectory(joinPath(folder, name));
  return { text: words().made(name) };
}

export async function rename(options: {
  files: SessionFiles;
  editor: { rename: (path: string, name: string) => Promise<boolean> };
  path: string;
  name: string;
}): Promise<Outcome> {
  const { files, editor, path, name } = options;
  const before = nameOf(path);
  if (name === before) return { text: '' };
  const target = joinPath(parentOf(path), name);
  await checkFree(files, parentOf(path), name);
  // A file that the editor has goes on under its new name there, too.
  if (!(await editor.rename(path, name))) await files.rename(path, target);
  return { text: words().isNow(before, name) };
}

export async function remove(
  files: SessionFiles,
  path: string,
  { isDirectory, bytes }: { isDirectory: boolean; bytes: number },
): Promise<Outcome> {
  const text = words().deleted(nameOf(path));
  if (isDirectory || bytes > UNDO_BYTES) {
    await files.remove(path);
    return { text };
  }
  const content = await files.read(path);
  await files.remove(path);
  return {
    text,
    undo: async () => {
      await files.write(path, content);
      return { text: words().isBack(nameOf(path)) };
    },
  };
}

/** A person never means to replace a file by naming another one. */
async function checkFree(files: SessionFiles, folder: string, name: string): Promise<void> {
  const problem = nameProblem(name);
  if (problem !== null) throw new Error(problem);
  const entries = await files.list(folder);
  if (entries.some((entry) => entry.name === name)) throw new Error(words().alreadyThere(name));
}
