import { recordHash } from './digest';
import type { UnpackedWheel } from './read-wheel';
import { takeTurns } from './turns';
import { DATA, SITE_PACKAGES } from './wheel-layout';
import { formatRecord, isUnhashed, parseRecord, type RecordLine } from './wheel-record';

export interface InstallWheelOptions {
  /** The user asked for it by name; it is no mere dependency. */
  isRequested: boolean;
  /** Where it came from, when the user named an address instead of a project. Not for files of an index. */
  directUrl?: string;
}

export interface InstalledWheel {
  /** "requests 2.32.3", for messages. */
  title: string;
  /** By path: "site-packages/…" and "data/…". */
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** What this installer calls itself in INSTALLER. */
const INSTALLER = 'goru';

/**
 * Adds what an installer writes into `.dist-info` ("Recording installed projects"): INSTALLER,
 * REQUESTED, direct_url.json (PEP 610) and a RECORD of what was really installed, so that
 * `importlib.metadata` tells the truth about files that were left out.
 */
export async function installWheel(
  wheel: UnpackedWheel,
  { isRequested, directUrl }: InstallWheelOptions,
): Promise<InstalledWheel> {
  const distInfo = `${SITE_PACKAGES}/${wheel.distInfo}`;
  const files = new Map(wheel.files);
  // Forged ones may lie in the wheel itself.
  for (const name of ['INSTALLER', 'REQUESTED', 'direct_url.json'])
    files.delete(`${distInfo}/${name}`);
  const add = (name: string, text: string): void => {
    files.set(`${distInfo}/${name}`, new TextEncoder().encode(text));
  };
  add('INSTALLER', `${INSTALLER}\n`);
  if (isRequested) add('REQUESTED', '');
  if (directUrl !== undefined) {
    const url = withoutCredentials(directUrl);
    add(
      'direct_url.json',
      JSON.stringify({ url, archive_info: { hashes: { sha256: wheel.sha256 } } }),
    );
  }
  add('RECORD', await buildRecord(wheel, files));
  return { title: `${wheel.metadata.name} ${wheel.metadata.version}`, files };
}

async function buildRecord(
  wheel: UnpackedWheel,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Promise<string> {
  const lines = new Map<string, RecordLine>();
  const turn = takeTurns();
  for (const [path, content] of files) {
    await turn();
    const isPlain = !isUnhashed(path, `${SITE_PACKAGES}/${wheel.distInfo}`);
    // The bytes of a wheel's own file were compared with this hash already.
    const known = wheel.files.get(path) === content ? wheel.hashes.get(path) : undefined;
    const hash = isPlain ? (known ?? (await recordHash('sha256', content))) : null;
    lines.set(toRecordPath(path), { hash, bytes: isPlain ? content.length : null });
  }
  lines.set(`${wheel.distInfo}/RECORD`, { hash: null, bytes: null });
  return formatRecord(lines);
}

/** Paths in RECORD begin at the directory in which `.dist-info` lies. */
function toRecordPath(path: string): string {
  return path.startsWith(`${DATA}/`) ? `../${path}` : path.slice(SITE_PACKAGES.length + 1);
}

/** Where the files of an installed package are, by the RECORD that `installWheel` wrote. */
export function installedPaths(title: string, record: string): string[] {
  return [...parseRecord(title, record).keys()].map((path) =>
    path.startsWith(`../${DATA}/`) ? path.slice('../'.length) : `${SITE_PACKAGES}/${path}`,
  );
}

/** "The url MUST be stripped of any sensitive authentication information." */
function withoutCredentials(text: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
}
