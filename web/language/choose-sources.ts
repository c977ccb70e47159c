import { INSTALLED_FOLDER } from './server-settings';
import type { PackageSources, SourceFile } from '../../src/index';

export interface SourceLimits {
  count: number;
  bytes: number;
}

/** Nobody imports what a package tests itself with, and that can be half of it. */
const OWN_TESTS = /\/tests?\//;
/** What can be imported; the server's file system refuses odd names, and all that comes with them. */
const PLAIN = /^[\p{L}\p{M}\p{N}_.\-/]+$/u;

/** The packages of which there is room for everything, and the others. */
export function chooseSources(
  packages: readonly PackageSources[],
  limits: SourceLimits,
): { chosen: readonly PackageSources[]; leftOut: readonly PackageSources[] } {
  const chosen: PackageSources[] = [];
  const leftOut: PackageSources[] = [];
  let count = 0;
  let bytes = 0;
  for (const one of packages) {
    const files = one.files.filter(({ path }) => !OWN_TESTS.test(path) && PLAIN.test(path));
    const size = files.reduce((sum, file) => sum + file.bytes, 0);
    if (count + files.length > limits.count || bytes + size > limits.bytes) {
      leftOut.push(one);
      continue;
    }
    count += files.length;
    bytes += size;
    chosen.push({ ...one, files });
  }
  return { chosen, leftOut };
}

/** What turns the server's files of `before` into those of `after`: paths that go, and what comes. */
export function changeOfSources(
  before: readonly PackageSources[],
  after: readonly PackageSources[],
): { removed: readonly string[]; come: readonly SourceFile[] } {
  const isMissing = (others: readonly PackageSources[], { sha256 }: PackageSources): boolean =>
    others.every((other) => other.sha256 !== sha256);
  const staying = new Set(
    before
      .filter((one) => !isMissing(after, one))
      .flatMap(({ files }) => files.map(({ path }) => topOf(path))),
  );
  const gone = before
    .filter((one) => isMissing(after, one))
    .flatMap(({ files }) => files.map(({ path }) => path));
  // An empty folder would pass for a package.
  const removed = new Set(gone.map((path) => (staying.has(topOf(path)) ? path : topOf(path))));
  const come = after.filter((one) => isMissing(before, one)).flatMap(({ files }) => files);
  return { removed: [...removed], come };
}

/** Where the server has a file of site-packages. */
export function serverPath(path: string): string {
  return `${INSTALLED_FOLDER}${path}`;
}

function topOf(path: string): string {
  return path.split('/', 1)[0] ?? path;
}
