/** What is in an archive of the Workspaces panel, read by somebody else's code. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Found } from './model';

const MANIFEST = 'goru-archive.json';

interface Manifest {
  workspaces: { name: string; folder: string }[];
}

export interface ArchiveContent {
  /** Each has one of its own. */
  name: string;
  found: Found;
}

export interface OpenedArchive {
  zip: Buffer;
  workspaces: readonly ArchiveContent[];
}

/** Two workspaces may have one name: then they are told apart in another zip with the same files. */
export function openArchive(bytes: Buffer): OpenedArchive {
  const files = unzipSync(bytes);
  const manifest = JSON.parse(textOf(files, MANIFEST)) as Manifest;
  const names = new Set(manifest.workspaces.map(({ name }) => name));
  const areDistinct = names.size === manifest.workspaces.length;
  const renamed = manifest.workspaces.map(({ name, folder }, at) => ({
    name: areDistinct ? name : `${name} ${String(at + 1)}`.slice(-60),
    folder,
  }));
  const again = { ...files, [MANIFEST]: strToU8(JSON.stringify({ ...manifest, workspaces: renamed })) }; // prettier-ignore
  return {
    zip: areDistinct ? bytes : Buffer.from(zipSync(again)),
    workspaces: renamed.map(({ name, folder }) => ({ name, found: contentOf(files, folder) })),
  };
}

/** As `looking` tells it in Python. */
function contentOf(files: Readonly<Record<string, Uint8Array>>, folder: string): Found {
  const values = JSON.parse(textOf(files, `${folder}/kv.json`, '{}')) as Record<string, string>;
  const below = (path: string, pattern: RegExp): [name: string, text: string][] =>
    Object.keys(files).flatMap((file): [string, string][] => {
      const start = `${folder}/files/${path}`;
      const name = file.startsWith(start) ? pattern.exec(file.slice(start.length))?.[1] : undefined;
      return name === undefined ? [] : [[name, textOf(files, file)]];
    });
  const numbers = Object.entries(values).map(([key, json]) => [key, JSON.parse(json)] as const);
  return {
    kv: Object.fromEntries(
      numbers.filter((entry): entry is readonly [string, number] => typeof entry[1] === 'number'),
    ),
    file: Object.fromEntries(
      below('chaos/', /^([^/]+)\.txt$/).map(([name, text]) => [name, Number(text)]),
    ),
    log: Object.fromEntries(
      below('chaos/', /^([^/]+)\.log$/).map(([name, text]) => [
        name,
        text.split('\n').filter(Boolean).map(Number),
      ]),
    ),
    texts: Object.fromEntries(below('', /^(chaos-[^/]+)$/)),
    packages: [],
  };
}

function textOf(
  files: Readonly<Record<string, Uint8Array>>,
  name: string,
  missing?: string,
): string {
  const bytes = files[name];
  if (bytes !== undefined) return strFromU8(bytes);
  if (missing === undefined) throw new Error(`the archive has no ${name}`);
  return missing;
}
