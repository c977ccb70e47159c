/**
 * One zip with everything that somebody has made here. For people it is a folder per workspace with main.py and the
 * files in it; `goru-archive.json` tells the page what is what. What programs may touch (hosts, packages without asking)
 * is not part of it: an archive can come from anybody, and grants are given on the device where they hold.
 */
export const ARCHIVE_FORMAT = 'goru-playground';
export const ARCHIVE_VERSION = 1;
export const ARCHIVE_NAME = 'goru-playground.zip';

export const MANIFEST_FILE = 'goru-archive.json';
export const SETTINGS_FILE = 'settings.json';
/** In the folder of a workspace. */
export const MAIN_FILE = 'main.py';
export const TEXTS_FILE = 'workspace.json';
export const VALUES_FILE = 'kv.json';
export const FILES_FOLDER = 'files/';
/** What other pages of this site, with sessions of their own, have kept. It is not read again. */
export const ELSEWHERE_FOLDER = 'kept by other pages/';

export interface ArchiveManifest {
  format: typeof ARCHIVE_FORMAT;
  version: number;
  /** ISO 8601. */
  createdAt: string;
  workspaces: readonly { name: string; folder: string }[];
}

/** Under this name the page keeps main.py. */
export const CODE_TEXT = 'code';

/** Of the texts of a workspace, those that an archive has: none of them grants anything. */
export function isWorkspaceText(name: string): boolean {
  return /^(?:opened|put-aside|files|packages-\d+\.\d+)$/.test(name);
}

/** Says which packages a workspace has, and from which addresses they come again. */
export function isPackageLock(name: string): boolean {
  return name.startsWith('packages-');
}

/** Of the site's texts, how somebody likes the page to be. Not the package index, which is a matter of trust. */
export function isSetting(name: string): boolean {
  return /^(?:theme|lang|python|language|split-(?:direction|row|column))$/.test(name);
}

export const ARCHIVE_LIMITS = {
  /** All of it, unpacked. */
  totalBytes: 1_000_000_000,
  fileBytes: 250_000_000,
  entries: 20_000,
  /** In all paths together: each is looked up, and with paths as deep as they may be that takes minutes. */
  folders: 400_000,
  workspaces: 200,
  /** Names in the list of tabs and in that of files, together. */
  openFiles: 1_000,
  putAside: 100,
  /** A manifest, the settings, the texts of one workspace. */
  textBytes: 20_000_000,
  settingLength: 10_000,
  packageHosts: 20,
  hostLength: 260,
  /** What a store of kv holds: the library's own limits (src/contract/limits.ts). */
  values: 1_000,
  valuesBytes: 10 * 1024 * 1024,
  valueBytes: 65_536,
  keyBytes: 256,
} as const;

/** Whether a path leads to a file below a workspace's folder, on every system and in every browser. */
export function isSafePath(path: string): boolean {
  // eslint-disable-next-line no-control-regex -- that is what is looked for
  const hasForbidden = /[\u0000-\u001f\u007f\\\u202a-\u202e\u2066-\u2069]/.test(path);
  if (hasForbidden || path.length > 1_000 || !path.isWellFormed()) return false;
  const isSafe = (segment: string): boolean =>
    !['', '.', '..'].includes(segment)
    && !segment.endsWith('.crswap')
    && new TextEncoder().encode(segment).length <= 255;
  return path.replace(/\/$/, '').split('/').every(isSafe);
}
