// The file that names what a site is built with: checked in by whoever builds one, written by `npm run deps`.

import { readFile, rm, writeFile } from 'node:fs/promises';

import type { PythonVersion } from '../../src/contract/options';
import { PYTHON_VERSIONS } from '../../src/contract/options';
import type { PackageLock } from '../../src/contract/session-packages';

/** At the root of the project; absent by default. */
export const DEPS_LOCK_NAME = 'deps.lock.json';

/**
 * A lock for each Python, because a session may choose either and markers differ: a package may
 * need a backport on the older one.
 */
export type DepsLock = Readonly<Record<PythonVersion, PackageLock>>;

/** Null where there is no such file. Throws where there is one that this version cannot read. */
export async function readDepsLock(path: string): Promise<DepsLock | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return parse(path, text);
}

/** A lock of nothing is no file. */
export async function writeDepsLock(path: string, locks: DepsLock): Promise<void> {
  const isEmpty = Object.values(locks).every(({ requirements }) => requirements.length === 0);
  if (isEmpty) await rm(path, { force: true });
  else await writeFile(path, `${JSON.stringify({ format: 1, locks }, null, 2)}\n`);
}

function parse(path: string, text: string): DepsLock {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, 'it is not JSON', cause);
  }
  if (!isObject(value) || value['format'] !== 1) throw unreadable(path, 'its format is not 1');
  const { locks } = value;
  for (const python of PYTHON_VERSIONS) {
    if (!isObject(locks) || !isLock(locks[python])) {
      throw unreadable(path, `it has no lock for Python ${python}`);
    }
  }
  return locks as DepsLock;
}

function isLock(value: unknown): boolean {
  return (
    isObject(value) && Array.isArray(value['requirements']) && Array.isArray(value['packages'])
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function unreadable(path: string, why: string, cause?: unknown): Error {
  return new Error(`${path} cannot be read: ${why}. "npm run deps -- install …" writes one.`, {
    cause,
  });
}
