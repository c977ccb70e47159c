// @ts-check
/**
 * Makes a fresh machine ready for the tests: the browsers, the compiler for the WASI fixtures, CPython's own test suite,
 * Debian's Python packages.
 *
 * `node e2e/support/ensure-browsers.mjs [browsers] [wasi-toolchain] [python-testsuite] [python-packages]`; without
 * arguments, all of them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, isInstalled, unpackPackages } from './debian-packages.mjs';
import { ensureDebianPythonPackages, ensureLaterDebianPythonPackages } from './debian-wheels.mjs';
import { chromiumPath, chromiumShellPath, firefoxPath, isDebian, webKitGtk } from './engines.mjs';

const WASI_PACKAGES = ['clang', 'lld', 'wasi-libc', 'libclang-rt-14-dev-wasm32'];
/** Debian keeps `test.support`, which the tests import, with the standard library. */
const TESTSUITE_PACKAGES = ['libpython3.11-testsuite', 'libpython3.11-stdlib'];

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** CPython 3.11's `Lib/test` lies in `usr/lib/python3.11/test` of this folder; it is unpacked, not installed. */
export const PYTHON_TESTSUITE_FOLDER = join(projectRoot, '.cache', 'python3.11-testsuite');

/** Without an optional group, the tests which need it skip themselves and say why. */
const groups = {
  browsers: { ensure: ensureBrowsers, isOptional: false },
  'wasi-toolchain': { ensure: ensureWasiToolchain, isOptional: true },
  'python-testsuite': { ensure: ensurePythonTestsuite, isOptional: true },
  'python-packages': { ensure: ensurePythonPackages, isOptional: true },
};

/** Real packages for the tests, see debian-wheels.mjs. */
export function ensurePythonPackages() {
  ensureDebianPythonPackages();
  ensureLaterDebianPythonPackages();
}

/** Debian's own browsers where that is possible, because they are what its users run; else Playwright's. */
export function ensureBrowsers() {
  if (!canInstallDebianPackages()) {
    if (chromiumPath() && firefoxPath() && webKitGtk()) return;
    console.log('Not root on Debian: using the browsers which Playwright downloads.');
    execFileSync('npx', ['playwright', 'install', 'chromium', 'firefox', 'webkit'], {
      cwd: projectRoot,
      stdio: 'inherit',
    });
    return;
  }
  const missing = [
    ...(chromiumShellPath() ? [] : ['chromium-headless-shell']),
    ...(firefoxPath() ? [] : ['firefox-esr']),
    ...(webKitGtk() ? [] : ['webkit2gtk-driver', 'xvfb', 'xauth']),
  ];
  if (missing.length > 0) installPackages(missing);
  if (!chromiumPath() || !firefoxPath() || !webKitGtk()) {
    throw new Error('a browser is still missing after apt-get install; see the lines above');
  }
}

/** For the C programs which test the WASI layer. */
export function ensureWasiToolchain() {
  if (!canInstallDebianPackages()) {
    console.log(`Not root on Debian: the WASI fixtures need ${WASI_PACKAGES.join(' ')}.`);
    return;
  }
  const missing = WASI_PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length > 0) installPackages(missing);
}

/** For the asyncio conformance test. */
export function ensurePythonTestsuite() {
  if (existsSync(PYTHON_TESTSUITE_FOLDER)) return;
  if (!canInstallDebianPackages()) {
    console.log(
      `Not root on Debian: asyncio conformance needs ${TESTSUITE_PACKAGES.join(' and ')} unpacked in`,
    );
    console.log(`  ${PYTHON_TESTSUITE_FOLDER}`);
    return;
  }
  unpackPackages({ packageNames: TESTSUITE_PACKAGES, folder: PYTHON_TESTSUITE_FOLDER });
}

function canInstallDebianPackages() {
  return isDebian() && process.getuid?.() === 0;
}

/** @param {string[]} names */
function main(names) {
  for (const name of names.length > 0 ? names : Object.keys(groups)) {
    if (!(name in groups)) {
      throw new Error(`unknown group "${name}"; there are: ${Object.keys(groups).join(', ')}`);
    }
    const { ensure, isOptional } = groups[/** @type {keyof typeof groups} */ (name)];
    try {
      ensure();
    } catch (error) {
      if (!isOptional) throw error;
      console.warn(`"${name}" is not available: ${String(error)}`);
    }
  }
  console.log(`chromium: ${chromiumPath() ?? "Playwright's own"}`);
  console.log(`firefox:  ${firefoxPath() ?? "Playwright's own"}`);
  console.log(`webkit:   ${webKitGtk()?.browser ?? "Playwright's own"}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
