import type { Limits } from '../contract/limits';
import type { PackageProgress } from '../contract/session-packages';
import {
  type Collecting,
  collectWheels,
  type IndexSource,
  type KeptWheels,
} from './collect-wheels';
import type { LockedPackage, Requirement } from './contract';
import { dropIncomplete, type Entry, isFromUrl } from './environment';
import { refuseClashes } from './file-clashes';
import type { SitePackages } from './site-packages';
import type { ReadStandIn } from './stand-in';
import type { WheelReader } from './wheel-reader';

/** What the packages of a session are to become. */
export interface Target {
  packages: readonly LockedPackage[];
  roots: readonly Requirement[];
  index: IndexSource;
}

/** What that takes. */
export interface ChangeParts {
  limits: Limits['packages'];
  /** What is changed. */
  sitePackages: SitePackages;
  openStore: () => Promise<KeptWheels>;
  reader: Pick<WheelReader, 'prepare' | 'read'>;
  /** Undefined: no compiled part is replaced. */
  readStandIn?: ReadStandIn | undefined;
}

interface ChangeOptions {
  signal: AbortSignal;
  onProgress?: (progress: PackageProgress) => void;
  /** Undefined: a package that cannot be had makes the whole change fail. */
  onMissing?: Collecting['onMissing'];
  /** A package that is there, and goes because it needs one that is missing. */
  onIncomplete?: (locked: LockedPackage, needed: string) => void;
}

/** Downloads what is not there yet, and changes everything or nothing. Answers what came. */
export async function changePackages(
  { packages, roots, index }: Target,
  { limits, sitePackages, openStore, reader, readStandIn }: ChangeParts,
  { signal, onProgress, onMissing, onIncomplete = () => undefined }: ChangeOptions,
): Promise<readonly Entry[]> {
  const { entries } = sitePackages.environment;
  const kept = packages.flatMap((locked): Entry[] => {
    const entry = entries.get(locked.name);
    return entry?.locked.sha256 === locked.sha256 ? [{ ...entry, locked }] : [];
  });
  const keptNames = new Set(kept.map(({ locked }) => locked.name));
  const usedBytes = kept.reduce((sum, { bytes, isBundled }) => sum + (isBundled ? 0 : bytes), 0);
  const added = await collectWheels(
    packages.filter(({ name }) => !keptNames.has(name)),
    {
      index,
      store: await openStore(),
      reader,
      readStandIn,
      signal,
      onProgress,
      roomBytes: limits.unpackedBytes - usedBytes,
      downloadBytes: limits.unpackedBytes,
      isRequested: ({ name }) => roots.some((root) => root.name === name),
      directUrl: (locked) =>
        roots.find(
          ({ name, url }) => name === locked.name && url !== null && isFromUrl(locked, url),
        )?.url ?? null,
      onMissing,
    },
  );
  const next = new Map([...kept, ...added].map((entry) => [entry.locked.name, entry]));
  if (onMissing !== undefined) dropIncomplete(next, packages, onIncomplete);
  const all = sitePackages.withBundled(next);
  refuseClashes([...all.values()].map(({ wheel }) => wheel));
  await sitePackages.replace({
    entries: all,
    roots: roots.filter(({ name }) => all.has(name)),
  });
  return added;
}
