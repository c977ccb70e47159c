/** The interpreters that the site serves, made by the provisioning step; what the harness needs of each. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const PROVISION = fileURLToPath(new URL('../../provision/provision.ts', import.meta.url));

/**
 * Writes them into `folder`, because each test file runs in a process of its own.
 *
 * @returns {Promise<Record<string, { wasmPath: string, minPages: number, stdlib: string | null }>>}
 *   `stdlib`: the folder of the standard library of a reactor; null: a command that carries its own.
 */
export async function writeInterpreters(folder) {
  const { module } = await runnerImport(PROVISION, {
    root: path.dirname(PROVISION),
    configFile: false,
    logLevel: 'error',
  });
  const command = await module.provisionInterpreter('3.12');
  // Not the snapshot: what runs here boots on this machine, and is looked at from the start.
  const reactor = await module.readReactor();
  const stdlib = path.join(folder, 'stdlib');
  fs.mkdirSync(stdlib);
  fs.writeFileSync(path.join(stdlib, 'python313.zip'), reactor.stdlib);
  const write = (name, bytes) => {
    fs.writeFileSync(path.join(folder, name), bytes);
    return path.join(folder, name);
  };
  return {
    3.12: {
      wasmPath: write('python-3.12.wasm', command.bytes),
      minPages: command.minPages,
      stdlib: null,
    },
    3.13: {
      wasmPath: write('python-3.13.wasm', reactor.wasm),
      minPages: reactor.minPages,
      stdlib,
    },
  };
}
