import { downloadZip } from 'client-zip';
import { joinPath } from './paths';
import type { SessionFiles } from '../../src/index';

interface ZipEntry {
  name: string;
  lastModified: Date;
  input?: Uint8Array<ArrayBuffer>;
}

/** A folder with everything in it as a zip, whose names begin below the folder. */
export function zipFolder(
  files: Pick<SessionFiles, 'list' | 'read'>,
  folder: string,
): Promise<Blob> {
  return downloadZip(entriesBelow(files, folder, '')).blob();
}

/** Reads one file at a time: nothing but the zip itself grows. */
async function* entriesBelow(
  files: Pick<SessionFiles, 'list' | 'read'>,
  folder: string,
  prefix: string,
): AsyncGenerator<ZipEntry> {
  for (const { name, isDirectory, modifiedAt } of await files.list(folder)) {
    const path = joinPath(folder, name);
    // To Windows it would be a path, and what a program has called `..\\x` would leave the folder that it is unpacked in.
    const zipped = prefix + name.replaceAll('\\', '_');
    const lastModified = new Date(modifiedAt);
    if (isDirectory) {
      yield { name: `${zipped}/`, lastModified };
      yield* entriesBelow(files, path, `${zipped}/`);
    } else {
      yield { name: zipped, lastModified, input: await files.read(path) };
    }
  }
}
