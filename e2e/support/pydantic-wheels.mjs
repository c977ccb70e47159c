// @ts-check
/** pydantic 2 as wheels, made from the packages of Debian 13, whose compiled core is also what ours is compared with. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianPythonPackages, filesOf, NoDebianPackagesError } from './debian-wheels.mjs';
import { isDebian } from './engines.mjs';
import { makeWheel } from './make-wheel.mjs';

const RELEASE = 'trixie';
/** The one that the other tests of packages have, too. */
export const PYDANTIC_FOLDER = fileURLToPath(
  new URL(`../../.cache/debian-python-${RELEASE}`, import.meta.url),
);
const MODULES = 'usr/lib/python3/dist-packages';

/** Debian's names → what the metadata do not say. */
const PACKAGES = {
  'python3-annotated-types': {},
  'python3-dotenv': { name: 'python-dotenv', version: '1.0.1' },
  'python3-pydantic': {},
  'python3-pydantic-core': {},
  'python3-pydantic-settings': {},
  'python3-typing-extensions': {},
};

/**
 * pydantic, pydantic-settings, and what they need.
 *
 * @param {string} compiledTag Of the wheel with the compiled core: an installer for another Python would not look at it.
 * @returns {import('./make-wheel.mjs').Wheel[]}
 * @throws {NoDebianPackagesError} Where there are no packages of Debian.
 */
export function pydanticWheels(compiledTag) {
  if (!isDebian()) {
    throw new NoDebianPackagesError(
      `packages of Debian's "${RELEASE}" can be had on a Debian only`,
    );
  }
  ensureDebianPythonPackages(PYDANTIC_FOLDER, Object.keys(PACKAGES), RELEASE);
  return Object.entries(PACKAGES).map(([packageName, known]) => {
    const root = join(PYDANTIC_FOLDER, packageName, MODULES);
    const info = readdirSync(root).find((name) => /\.(?:dist|egg)-info$/.test(name)) ?? '';
    const files = filesOf(root, (path) => !path.startsWith(info));
    const isCompiled = Object.keys(files).some((path) => path.endsWith('.so'));
    const tag = isCompiled ? compiledTag : 'py3-none-any';
    if ('name' in known) return makeWheel({ ...known, files, tag });
    const metadata = readFileSync(join(root, info, 'METADATA'), 'utf8');
    const header = (/** @type {string} */ field) =>
      new RegExp(`^${field}: (.+)$`, 'm').exec(metadata)?.[1] ?? '';
    return makeWheel({ name: header('Name'), version: header('Version'), files, tag, metadata });
  });
}
