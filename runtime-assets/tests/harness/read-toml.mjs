/** Reads a TOML file with the reader at hand: the `tomllib` of the interpreter under test. */
import path from 'node:path';

import { runGuest, ScriptedHost } from './guest.mjs';
import { loadInterpreter } from './interpreter.mjs';

const PROGRAM =
  'import json, sys, tomllib\n'
  + "with open(f'/file/{sys.argv[1]}', 'rb') as file:\n"
  + '    print(json.dumps(tomllib.load(file)))\n';

export async function readToml(file) {
  const { bytes, minPages } = await loadInterpreter();
  const host = new ScriptedHost(() => {});
  runGuest({
    module: await WebAssembly.compile(bytes),
    minPages,
    args: ['-S', '-I', '-c', PROGRAM, path.basename(file)],
    preopens: { '/file': path.dirname(path.resolve(file)) },
    host,
  });
  return JSON.parse(host.output.map(({ text }) => text).join(''));
}
