import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Installation } from '../../src/packages/describe-installation';
import type { FailedImport } from '../../src/packages/installer';
import type { GuestInterpreter } from '../provision/python-side';
import { writeFiles } from '../provision/run-reactor';

const PACKAGES_ROOT = '/lib/packages';

const PROOF = `
import importlib, json, sys
sys.path.insert(0, '${PACKAGES_ROOT}/site-packages')
for package in json.loads(sys.argv[1]):
    for module in package['modules']:
        try:
            importlib.import_module(module)
        except Exception as error:
            reason = f'{type(error).__name__}: {error}'[:500]
            print(json.dumps({'name': package['name'], 'module': module, 'reason': reason}))
            sys.exit()
`;

/** Imports packages in the interpreter that the site serves, here in Node; the first that fails, or null. */
export async function proveImports(
  interpreter: GuestInterpreter,
  files: ReadonlyMap<string, Uint8Array>,
  unproven: Installation['unproven'],
): Promise<FailedImport | null> {
  const folder = await mkdtemp(join(tmpdir(), 'goru-packages-'));
  try {
    await writeFiles(folder, files);
    const { exitCode, stdout, stderr } = await interpreter.run(PROOF, [JSON.stringify(unproven)], {
      [PACKAGES_ROOT]: folder,
    });
    if (exitCode !== 0) throw new Error(`the packages could not be tried:\n${stderr}`);
    const last = stdout.trim().split('\n').at(-1) ?? '';
    return last === '' ? null : (JSON.parse(last) as FailedImport);
  } finally {
    await rm(folder, { recursive: true });
  }
}
