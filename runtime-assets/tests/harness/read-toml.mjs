/** Reads a TOML file with the reader at hand: the `tomllib` of the interpreter under test. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { runGuest, ScriptedHost } from './guest.mjs';
import { writeInterpreters } from './interpreter.mjs';

export async function readToml(file) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'goru-toml-'));
  try {
    const interpreters = await writeInterpreters(scratch);
    const host = new ScriptedHost(() => {});
    await runGuest({
      interpreter: interpreters['3.12'],
      source:
        'import json, tomllib\n'
        + `with open(${JSON.stringify(`/file/${path.basename(file)}`)}, 'rb') as file:\n`
        + '    print(json.dumps(tomllib.load(file)))\n',
      preopens: { '/file': path.dirname(path.resolve(file)) },
      host,
    });
    return JSON.parse(host.output.map(({ text }) => text).join(''));
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
}
