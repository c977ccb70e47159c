import { isPackageName, normalizeName } from './package-name';
import { compareVersions, parseVersion, type Version } from './version';
import { wheelError } from './wheel-error';

/** The parts of "{distribution}-{version}(-{build tag})?-{python tag}-{abi tag}-{platform tag}.whl". */
export interface WheelFileName {
  /** As written there: `_` stands for `-`. */
  name: string;
  /** As written there: `_` may stand for `-` or `+`. */
  version: string;
  buildTag: string | null;
  /** Compressed sets such as "py2.py3". */
  pythonTag: string;
  abiTag: string;
  platformTag: string;
}

/**
 * Takes a wheel's file name apart ("Binary distribution format", File name convention; PEP 427).
 * Fails with a `GoruError` (`protocol`) when it is none.
 */
export function parseWheelFileName(fileName: string): WheelFileName {
  const parts = fileName.endsWith('.whl') ? fileName.slice(0, -'.whl'.length).split('-') : [];
  const [name = '', version = ''] = parts;
  const tags = parts.slice(-3);
  const [pythonTag = '', abiTag = '', platformTag = ''] = tags;
  const build = parts.length === 6 ? parts[2] : undefined;
  const isWellFormed =
    (parts.length === 5 || (build !== undefined && /^\d/.test(build)))
    && isPackageName(name)
    && readVersion(version) !== null
    && tags.every((tag) => /^[\w.]+$/.test(tag));
  if (!isWellFormed) {
    throw wheelError(fileName, 'its name is not of the form name-version-python-abi-platform.whl');
  }
  return { name, version, buildTag: build ?? null, pythonTag, abiTag, platformTag };
}

/** True when both name the same project, however they are written (PEP 503). */
export function isSameProject(a: string, b: string): boolean {
  return normalizeName(a) === normalizeName(b);
}

/** True when both are the same version, however they are written (PEP 440), also as parts of file names. */
export function isSameVersion(a: string, b: string): boolean {
  const [first, second] = [readVersion(a), readVersion(b)];
  return first !== null && second !== null && compareVersions(first, second) === 0;
}

/** A version that may come from a file name, where old tools write `_` for the `+` of a local version. */
function readVersion(version: string): Version | null {
  return parseVersion(version) ?? parseVersion(version.replace('_', '+'));
}
