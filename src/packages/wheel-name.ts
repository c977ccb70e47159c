/**
 * File names of wheels ("Binary distribution format" specification) and their tags ("Platform
 * compatibility tags" specification):
 * https://packaging.python.org/en/latest/specifications/binary-distribution-format/
 */
import { isPackageName, normalizeName } from './package-name';
import { parseVersion, type Version } from './version';

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

/** Null where the text is no wheel's name. */
export function parseWheelName(filename: string): WheelName | null {
  const parts = /^([^-]+)-([^-]+)(?:-(\d[^-]*))?-([^-]+)-([^-]+)-([^-]+)\.whl$/i.exec(filename);
  const [, name = '', writtenVersion = '', build, python = '', abi = '', platform = ''] =
    parts ?? [];
  // `_` stands for `-` in a name's version part, where old tools wrote `1.0-1` so.
  const version = parseVersion(writtenVersion.replaceAll('_', '-'));
  if (!isPackageName(name) || version === null) return null;
  const [, buildNumber = '', buildRest = ''] = /^(\d+)(.*)$/.exec(build ?? '') ?? [];
  return {
    name: normalizeName(name),
    version,
    build: build === undefined ? null : [Number(buildNumber), buildRest],
    pythons: python.toLowerCase().split('.'),
    abis: abi.toLowerCase().split('.'),
    platforms: platform.toLowerCase().split('.'),
  };
}

/** For every platform, and without an ABI: nothing in it is compiled, by its own word. */
export function isPureWheel({ abis, platforms }: WheelName): boolean {
  return abis.includes('none') && platforms.includes('any');
}
