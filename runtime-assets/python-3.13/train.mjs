// Runs the training programs in the instrumented interpreter and saves the profile.
// Usage: node train.mjs INSTRUMENTED.wasm LIBRARY.zip OUTPUT.profraw
// Everything the programs could see of the world is the same on every run, and so is the profile.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { startInterpreter } from './host.mjs';

const [wasm, library, output] = process.argv.slice(2);
const here = import.meta.dirname;
const PROFILE_BYTES = 64 << 20;

const host = await startInterpreter(readFileSync(wasm), readFileSync(library));
function addFolder(folder, target) {
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.py')) host.addFile(`${target}/${name}`, readFileSync(join(folder, name)));
  }
}
addFolder(join(here, 'train'), 'train');
addFolder(join(here, '..', '_goru'), 'goru/_goru');
addFolder(join(here, '..', 'goru'), 'goru/goru');

const started = performance.now();
const { code, stderr } = host.output(
  "import sys; sys.path[:0] = ['/train', '/goru']; import everything; everything.main()",
);
if (code !== 0) throw new Error(`training failed:\n${stderr}`);
console.log(`trained for ${((performance.now() - started) / 1000).toFixed(1)} s`);

const { goru_alloc, goru_profile, memory } = host.exports;
const address = goru_alloc(PROFILE_BYTES);
const length = goru_profile(address);
if (length === 0) throw new Error('the profile could not be written');
writeFileSync(output, new Uint8Array(memory.buffer, address, length));
