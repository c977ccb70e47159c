// Reads what runtime-assets/python-3.13 built: committed, compressed, with a manifest of hashes.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

const FOLDER = fileURLToPath(new URL('../python-3.13/artefacts', import.meta.url));
const unpack = promisify(brotliDecompress);

export interface OwnBuild {
  /** The reactor: it defines its memory. */
  wasm: Uint8Array;
  /** The standard library, a zip. */
  stdlib: Uint8Array;
}

interface Manifest {
  files: Record<string, { unpacksTo: string; raw: { bytes: number; sha256: string } }>;
}

/** Rejects when a file is not what the manifest says. */
export async function readOwnBuild(folder: string = FOLDER): Promise<OwnBuild> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  return {
    wasm: await readArtefact(folder, manifest, 'python-3.13.wasm.br'),
    stdlib: await readArtefact(folder, manifest, 'python313.zip.br'),
  };
}

async function readArtefact(
  folder: string,
  { files }: Manifest,
  name: string,
): Promise<Uint8Array> {
  const expected = files[name]?.raw.sha256;
  const bytes = new Uint8Array(await unpack(await readFile(join(folder, name))));
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found === expected) return bytes;
  throw new Error(
    [
      `${join(folder, name)} is not the file that this project was tested with.`,
      `  found    sha256 ${found} (unpacked, ${String(bytes.length)} bytes)`,
      `  expected sha256 ${String(expected)} (manifest.json)`,
      'If nobody meant to change it, `git checkout` it; after a rebuild, commit both files and the manifest.',
    ].join('\n'),
  );
}
