import type { BundledPackages } from '../contract/session-packages';
import { type Entry, type Environment, NOTHING } from './environment';
import { installedPaths, type InstalledWheel } from './install-wheel';
import { normalizeName } from './package-name';
import { parseRequirement } from './requirement';
import { SITE_PACKAGES } from './wheel-layout';

/** Files by their paths below /lib/packages. */
type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** The packages that a site was built with, and their files. */
export type BundledContent = BundledPackages & { files: Files };

const RECORD_PATH = new RegExp(`^${SITE_PACKAGES}/([^/]+)-[^/-]+\\.dist-info/RECORD$`);

/** What every interpreter of a site has from its start, as an environment to install into. */
export function bundledEnvironment(bundled: BundledContent | null): Environment {
  if (bundled === null) return NOTHING;
  const { installed, lock, files } = bundled;
  const records = findRecords(files);
  const entries = lock.packages.map((locked): [string, Entry] => {
    const known = installed.find(({ name }) => normalizeName(name) === locked.name);
    const record = records.get(locked.name);
    if (known === undefined || record === undefined) {
      throw new Error(`the packages of this site are damaged: ${locked.name} is missing`);
    }
    const { name, version, license, summary, bytes, leftOut } = known;
    const facts = {
      fileName: locked.filename,
      name,
      version,
      license,
      summary,
      // Nobody asks what can be imported of it: that was proven when it was chosen.
      topLevelModules: [],
    };
    const wheel = toWheel(`${name} ${version}`, record, files);
    return [locked.name, { locked, facts, wheel, compiledFiles: leftOut, bytes, isBundled: true }];
  });
  return { entries: new Map(entries), roots: lock.requirements.map(parseRequirement) };
}

/** The RECORD of each project, by its normalised name. */
function findRecords(files: Files): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (const [path, content] of files) {
    const [, name] = RECORD_PATH.exec(path) ?? [];
    if (name !== undefined) records.set(normalizeName(name), new TextDecoder().decode(content));
  }
  return records;
}

function toWheel(title: string, record: string, files: Files): InstalledWheel {
  const own = installedPaths(title, record).flatMap((path): [string, Uint8Array<ArrayBuffer>][] => {
    const content = files.get(path);
    return content === undefined ? [] : [[path, content]];
  });
  return { title, files: new Map(own) };
}
