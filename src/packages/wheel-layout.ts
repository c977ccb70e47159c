import { wheelError } from './wheel-error';
import { isOfProject, isOfVersion, type WheelName } from './wheel-name';

/** Below it what goes on `sys.path`; both directories stand side by side wherever they are mounted. */
export const SITE_PACKAGES = 'site-packages';
/** Below it what a wheel wants to have under `sys.prefix` (`share/…`, `etc/…`). */
export const DATA = 'data';

/** Why a file of a wheel is not installed. */
export type LeftOutKind = 'script' | 'header';

export type Placement = { path: string } | { leftOut: LeftOutKind };

/** The two directories of a wheel that have a meaning. */
export interface WheelDirectories {
  /** "requests-2.32.3.dist-info" */
  distInfo: string;
  /** "requests-2.32.3.data", which few wheels have. */
  data: string;
}

/**
 * Finds the one `.dist-info` directory and checks that it is that of the file's name. Fails with a
 * `GoruError` (`protocol`).
 */
export function findDirectories(
  wheel: string,
  paths: readonly string[],
  expected: WheelName,
): WheelDirectories {
  const distInfo = findDistInfo(wheel, paths);
  const stem = distInfo.slice(0, -'.dist-info'.length);
  const dash = stem.lastIndexOf('-');
  const isOwn =
    dash > 0
    && isOfProject(expected, stem.slice(0, dash))
    && isOfVersion(expected, stem.slice(dash + 1));
  if (!isOwn) {
    const promised = `${expected.name}-${expected.version.text}.dist-info`;
    throw wheelError(wheel, `it holds ${distInfo} where its name promises ${promised}`);
  }
  return { distInfo, data: `${stem}.data` };
}

/** The name of the one `.dist-info` directory. Fails with a `GoruError` (`protocol`). */
export function findDistInfo(wheel: string, paths: readonly string[]): string {
  const found = new Set<string>();
  for (const path of paths) {
    const slash = path.indexOf('/');
    const top = path.slice(0, Math.max(slash, 0));
    // Python finds it in capitals, too, and would take it for that of another package.
    if (/\.dist-info$/i.test(top)) found.add(top);
  }
  const [distInfo, second] = found;
  if (distInfo === undefined) throw wheelError(wheel, 'it has no .dist-info directory');
  if (second !== undefined) {
    throw wheelError(wheel, `it has two .dist-info directories: ${distInfo} and ${second}`);
  }
  return distInfo;
}

/**
 * Where a file of the archive goes ("Binary distribution format", Installing a wheel): the root,
 * `purelib` and `platlib` are all site-packages, because the interpreter has only one.
 *
 * Scripts are left out: nothing can be started here, and entry points stay readable in
 * `.dist-info`. So are headers, because nothing can be compiled.
 */
export function placeFile(wheel: string, path: string, { data }: WheelDirectories): Placement {
  if (!path.startsWith(`${data}/`)) return { path: `${SITE_PACKAGES}/${path}` };
  const [scheme = '', ...rest] = path.slice(data.length + 1).split('/');
  const inner = rest.join('/');
  switch (inner === '' ? '' : scheme) {
    case 'purelib':
    case 'platlib':
      if (/^[^/]*\.dist-info\//i.test(inner)) {
        throw wheelError(
          wheel,
          `${JSON.stringify(path)} would pass for the metadata of an installed package`,
        );
      }
      return { path: `${SITE_PACKAGES}/${inner}` };
    case 'data':
      return { path: `${DATA}/${inner}` };
    case 'scripts':
      return { leftOut: 'script' };
    case 'headers':
      return { leftOut: 'header' };
    default:
      throw wheelError(wheel, `nobody knows where ${JSON.stringify(path)} belongs`);
  }
}

/** A path that is a file and also a directory in which another one lies, or undefined. */
export function findFileAndDirectory(paths: Iterable<string>): string | undefined {
  // With the lowest character between its parts, a path has what lies below it right behind it. Looking up the
  // directories of each path would take seconds where 20,000 hostile paths are 500 directories deep.
  const sorted = [...paths].map((path) => path.replaceAll('/', '\0')).sort();
  const found = sorted.find((path, at) => sorted[at + 1]?.startsWith(`${path}\0`));
  return found?.replaceAll('\0', '/');
}
