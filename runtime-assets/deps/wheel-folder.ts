import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { sha256Hex } from '../../src/packages/digest';
import type { KeptWheels } from '../../src/packages/collect-wheels';

/** Downloaded wheels in a folder, by their hash. A cache: what is missing is downloaded again. */
export function wheelFolder(folder: string): KeptWheels {
  const pathOf = (sha256: string): string => join(folder, `${sha256.toLowerCase()}.whl`);
  return {
    async get(sha256) {
      let bytes: Uint8Array<ArrayBuffer>;
      try {
        bytes = new Uint8Array(await readFile(pathOf(sha256)));
      } catch {
        return undefined; // not there, or unreadable: downloading is always right
      }
      return (await sha256Hex(bytes)) === sha256.toLowerCase() ? bytes : undefined;
    },
    async put(sha256, bytes) {
      await mkdir(folder, { recursive: true });
      // Through a rename: a dev server and a build may do the same at the same time.
      const temporary = `${pathOf(sha256)}.${String(process.pid)}.${String(performance.now())}`;
      await writeFile(temporary, bytes);
      await rename(temporary, pathOf(sha256));
      return true;
    },
  };
}
