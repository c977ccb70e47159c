import { GoruError } from '../contract/goru-error';
import type { InstalledWheel } from './install-wheel';
import { findFileAndDirectory } from './wheel-layout';

/**
 * Fails with a `GoruError` (`protocol`) when the file of one wheel is a directory of another: they cannot be in one
 * tree, in whatever order they come.
 */
export function refuseClashes(wheels: readonly InstalledWheel[]): void {
  const both = findFileAndDirectory(wheels.flatMap(({ files }) => [...files.keys()]));
  if (both === undefined) return;
  const ownersOf = (isTheirs: (path: string) => boolean): string =>
    wheels
      .filter(({ files }) => [...files.keys()].some(isTheirs))
      .map(({ title }) => title)
      .join(' and ');
  const owner = ownersOf((path) => path === both);
  const inside = ownersOf((path) => path.startsWith(`${both}/`));
  throw new GoruError(
    'protocol',
    `packages cannot be installed together: "${both}" is a file of ${owner} and a directory of ${inside}`,
  );
}
