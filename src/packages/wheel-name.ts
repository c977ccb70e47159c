/**
 * File names of wheels ("Binary distribution format" specification) and their tags ("Platform
 * compatibility tags" specification):
 * https://packaging.python.org/en/latest/specifications/binary-distribution-format/
 */
import { isPackageName, normalizeName } from './package-name';
import { compareVersions, parseVersion, type Version } from './version';
import { wheelError } from './wheel-error';

export interface WheelName {
  /** Normalised. */
  name: string;
  version: Version;
  /** The build number and what follows it; breaks a tie, the higher wins. Null is the lowest. */
  build: readonly [number, string] | null;
  /** Lower case, as the name has them: `py2.py3` is two. */
  pythons: readonly string[];
  abis: readonly string[];
  platforms: readonly string[];
}

const WHEEL_NAME = /^([^-]+)-([^-]+)(?:-(\d[^-]*))?-([\w.]+)-([\w.]+)-([\w.]+)\.whl$/i;

/** No file system takes a longer name. */
const MAX_LENGTH = 255;
/** Each Python with each ABI is looked at; those that exist have a handful. */
const MAX_COMBINATIONS = 100;

/** Null where the text is no wheel's name. */
export function parseWheelName(fileName: string): WheelName | null {
  if (fileName.length > MAX_LENGTH) return null;
  const parts = WHEEL_NAME.exec(fileName);
  const [, name = '', writtenVersion = '', build, python = '', abi = '', platform = ''] =
    parts ?? [];
  const version = readVersion(writtenVersion);
  if (!isPackageName(name) || version === null) return null;
  const [pythons, abis] = [toTags(python), toTags(abi)];
  if (pythons.length * abis.length > MAX_COMBINATIONS) return null;
  const [, buildNumber = '', buildRest = ''] = /^(\d+)(.*)$/.exec(build ?? '') ?? [];
  return {
    name: normalizeName(name),
    version,
    build: build === undefined ? null : [Number(buildNumber), buildRest],
    pythons,
    abis,
    platforms: toTags(platform),
  };
}

function toTags(text: string): string[] {
  return text.toLowerCase().split('.');
}

/** Fails with a `GoruError` (`protocol`) where the text is no wheel's name. */
export function requireWheelName(fileName: string): WheelName {
  const wheel = parseWheelName(fileName);
  if (wheel !== null) return wheel;
  throw wheelError(fileName, 'its name is not of the form name-version-python-abi-platform.whl');
}

/** For every platform, and without an ABI: nothing in it is compiled, by its own word. */
export function isPureWheel({ abis, platforms }: Pick<WheelName, 'abis' | 'platforms'>): boolean {
  return abis.includes('none') && platforms.includes('any');
}

/** True when a name, however it is written, is that of the wheel's project (PEP 503). */
export function isOfProject(wheel: WheelName, name: string): boolean {
  return normalizeName(name) === wheel.name;
}

/** True when a version, however it is written, is that of the wheel (PEP 440). */
export function isOfVersion(wheel: WheelName, text: string): boolean {
  const version = readVersion(text);
  return version !== null && compareVersions(version, wheel.version) === 0;
}

/**
 * A version that may come from a file name, where old tools write `_` for a `-` (`1.0-1`), and for
 * the `+` of a local version.
 */
function readVersion(text: string): Version | null {
  return (
    parseVersion(text)
    ?? parseVersion(text.replaceAll('_', '-'))
    ?? parseVersion(text.replace('_', '+'))
  );
}
