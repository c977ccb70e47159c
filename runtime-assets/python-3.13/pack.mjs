// Compresses what was built and writes the manifest.
// Usage: node pack.mjs FOLDER OUTPUT

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

import { format, sha256 } from './artefacts.mjs';

const [from, to] = process.argv.slice(2);
const FILES = ['python.wasm', 'python313.zip'];

const brotli = (bytes, quality) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

mkdirSync(to, { recursive: true });
const files = {};
for (const name of FILES) {
  const raw = readFileSync(join(from, name));
  const packedName = `${name.replace(/^python\.wasm$/, 'python-3.13.wasm')}.br`;
  const packed = brotli(raw, 11);
  writeFileSync(join(to, packedName), packed);
  files[packedName] = {
    unpacksTo: name,
    bytes: packed.length,
    sha256: sha256(packed),
    raw: { bytes: raw.length, sha256: sha256(raw) },
    brotli9: brotli(raw, 9).length,
  };
}

const module = new WebAssembly.Module(readFileSync(join(from, 'python.wasm')));
const environment = readFileSync(join(import.meta.dirname, 'scripts/environment.sh'), 'utf8');
const setting = (name) => new RegExp(`^(?:export )?${name}=(.+)$`, 'm').exec(environment)?.[1];
const inputs = Object.fromEntries(
  readFileSync(join(import.meta.dirname, 'sources.sha256'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/).reverse()),
);
const manifest = {
  python: setting('PYTHON').replace('Python-', ''),
  recursionLimit: Number(setting('RECURSION_LIMIT')),
  files,
  imports: WebAssembly.Module.imports(module)
    .map(({ module: from, name }) => `${from}.${name}`)
    .sort(),
  exports: WebAssembly.Module.exports(module)
    .map(({ name, kind }) => `${name}: ${kind}`)
    .sort(),
  inputs,
};
writeFileSync(join(to, 'manifest.json'), format(manifest));
