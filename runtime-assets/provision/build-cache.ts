// Keeps what takes seconds to build below node_modules/.cache, under a name that holds the hash of its inputs.

import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function cached(
  folder: string,
  name: string,
  build: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const path = join(folder, name);
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    // Not built yet, or the cache cannot be read: building is always right.
  }
  const bytes = await build();
  await writeWhole(folder, name, bytes);
  return bytes;
}

/** For names that contain the hash of the contents: a file that exists is the right one. */
export async function ensureFile(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  try {
    await access(path);
  } catch {
    await writeWhole(folder, name, bytes);
  }
  return path;
}

/** Through a rename, because Vitest and a dev server may build the same file at the same time. */
async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  const temporary = `${path}.${String(process.pid)}.${String(performance.now())}`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}
