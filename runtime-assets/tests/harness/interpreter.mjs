/** The interpreter that the site serves, made by the provisioning step from the npm package. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const PROVISION = fileURLToPath(new URL('../../provision/provision.ts', import.meta.url));

/** The bytes, and a function that makes the memory they import. */
export async function loadInterpreter() {
  const { module } = await runnerImport(PROVISION, {
    root: path.dirname(PROVISION),
    configFile: false,
    logLevel: 'error',
  });
  const { bytes, minPages } = await module.provisionInterpreter('3.12');
  return { bytes, minPages };
}
