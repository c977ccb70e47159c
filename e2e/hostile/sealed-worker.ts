import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import type { Mount } from '../support/static-server.mjs';
import { REALM_PROBE } from './worker-realm';

const SEAL = new URL('../../src/worker/seal-realm.ts', import.meta.url);
const PREFIX = '/sealed/';
/** The address of a thread that is sealed as Python's is, and then tells what a `RealmReport` says. */
export const SEALED_WORKER = `${PREFIX}worker.js`;

/** For engines in which nobody can look into Python's own thread: a thread that our own code has sealed, and the probe. */
export async function serveSealedWorker(): Promise<{ mount: Mount; remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'goru-sealed-'));
  const { code } = await transformWithOxc(await readFile(SEAL, 'utf8'), 'seal-realm.ts');
  const probe = REALM_PROBE.replaceAll('@FOREIGN@', 'http://localhost:9');
  const tell = `const send = postMessage.bind(self);\nsealRealm(globalThis);\nsend(${probe});\n`;
  await writeFile(join(directory, 'worker.js'), `${code}\n${tell}`);
  return {
    mount: { prefix: PREFIX, directory },
    remove: () => rm(directory, { recursive: true }),
  };
}
