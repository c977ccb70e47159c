// Reads the artefacts, and says how their manifest is written.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

export const FOLDER = join(import.meta.dirname, 'artefacts');

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

export const format = (manifest) => `${JSON.stringify(manifest, null, 2)}\n`;

export function readManifest(folder = FOLDER) {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
}

/** The unpacked files by the name they unpack to; throws when one is not what the manifest says. */
export function readArtefacts(folder = FOLDER) {
  const found = {};
  for (const [name, entry] of Object.entries(readManifest(folder).files)) {
    const packed = readFileSync(join(folder, name));
    const raw = brotliDecompressSync(packed);
    for (const [what, bytes, expected] of [
      [name, packed, entry],
      [entry.unpacksTo, raw, entry.raw],
    ]) {
      const hash = sha256(bytes);
      if (hash !== expected.sha256 || bytes.length !== expected.bytes) {
        throw new Error(
          `${what} is not what the manifest says:\n`
            + `  found    ${hash}, ${bytes.length} bytes\n`
            + `  expected ${expected.sha256}, ${expected.bytes} bytes`,
        );
      }
    }
    found[entry.unpacksTo] = raw;
  }
  return found;
}
