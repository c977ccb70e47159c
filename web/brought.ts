import { listTree } from './workspace/folder';
import type { FolderFiles } from './workspace/folder';

/** What a link has put into the folder, as a text; null when there is something else as well. */
export async function describeBrought(
  names: readonly string[],
  files: FolderFiles,
  folder: string,
): Promise<string | null> {
  const found = await listTree(files, folder);
  if (found.size === 0 || ![...found.keys()].every((name) => names.includes(name))) return null;
  const shape = shapeOf(found);
  return JSON.stringify({ shape, hash: await hashOf(shape, files, folder) });
}

/** Whether the folder holds what was noted, and nothing else. */
export async function isAsBrought(
  noted: string,
  files: FolderFiles,
  folder: string,
): Promise<boolean> {
  const { shape, hash } = JSON.parse(noted) as { shape: Shape; hash: number };
  const now = shapeOf(await listTree(files, folder));
  // What somebody has put there may be large: it is read only where it could be the link's.
  return (
    JSON.stringify(shape) === JSON.stringify(now) && hash === (await hashOf(now, files, folder))
  );
}

/** Names and sizes; times differ from one start to the next. */
type Shape = readonly (readonly [name: string, bytes: number])[];

function shapeOf(tree: ReadonlyMap<string, { bytes: number }>): Shape {
  const files = Array.from(tree, ([name, { bytes }]) => [name, bytes] as const);
  return files.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Of all contents (FNV-1a): the same for the same files. */
async function hashOf(shape: Shape, files: FolderFiles, folder: string): Promise<number> {
  let hash = 0x811c9dc5;
  for (const [name] of shape) {
    for (const byte of await files.read(`${folder}/${name}`)) {
      hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    }
  }
  return hash;
}
