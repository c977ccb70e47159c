// @ts-check
import { setFlagsFromString } from 'node:v8';

/**
 * Node's own WASI, made safe to use. Node only: the site runs the interpreter on src/wasi.
 *
 * Its "fast calls" let a garbage collection move what the C++ side still points to, which ends the process with
 * `Segmentation fault` or `Internal field out of bounds` (https://github.com/nodejs/node/issues/53087): one build in
 * four, before this. Optimised code that was made without them stays so, hence no switching back.
 *
 * @param {import('node:wasi').WASIOptions} options
 * @returns {import('node:wasi').WASI}
 */
export function createNodeWasi(options) {
  setFlagsFromString('--no-turbo-fast-api-calls');
  // Importing it prints an ExperimentalWarning, which a dev server with a warm cache need not show.
  // No import(): Vite closes the runner that loaded this file as soon as the config is read.
  const { WASI } = process.getBuiltinModule('node:wasi');
  return new WASI(options);
}
