/** Packages for the guest as their authors wrote them, made from Debian's; see support/real_packages.py. */
import fs from 'node:fs';
import path from 'node:path';

import {
  installDebianModules,
  NoDebianPackagesError,
} from '../../../e2e/support/debian-wheels.mjs';

/**
 * Makes `folder` with one folder of packages per release, or with the reason why there are none.
 */
export function layRealPackages(folder) {
  fs.mkdirSync(folder);
  try {
    installDebianModules(path.join(folder, 'bookworm'));
    installDebianModules(path.join(folder, 'trixie'), { isLater: true });
  } catch (error) {
    if (!(error instanceof NoDebianPackagesError)) throw error;
    fs.writeFileSync(path.join(folder, 'reason.txt'), error.message);
  }
}
