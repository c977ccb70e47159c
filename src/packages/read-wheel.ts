// From the bytes of a wheel to the files that Python is to see ("Binary distribution format", PEP 427). Nothing in
// here is trusted: the bytes come from the internet, and what is refused is refused before anything is handed out.

import { isGoruError } from '../contract/goru-error';
import { hasCompiledName, isMachineCode } from './compiled-files';
import { type CoreMetadata, parseCoreMetadata } from './core-metadata';
import { sha256Hex } from './digest';
import { parseHeaderFields } from './header-fields';
import { openZip, type ZipArchive, type ZipLimits } from './read-zip';
import { topLevelModules } from './top-level-modules';
import { takeTurns } from './turns';
import { wheelError } from './wheel-error';
import {
  findDirectories,
  findDistInfo,
  findFileAndDirectory,
  type LeftOutKind,
  placeFile,
  SITE_PACKAGES,
  type WheelDirectories,
} from './wheel-layout';
import { isOfProject, isOfVersion, requireWheelName, type WheelName } from './wheel-name';
import { checkRecorded, isUnhashed, parseRecord, type RecordLine, unlisted } from './wheel-record';

export interface ReadWheelOptions {
  /** The last part of its URL, decoded: it says which project and version the wheel must be. */
  fileName: string;
  /** What the bytes must have, in hex; an index or a lock file says it. */
  sha256: string;
  /** The default is what a whole session may have; several wheels share it by lowering it. */
  limits?: Partial<ZipLimits>;
}

/** A wheel that was found to be in order, unpacked. */
export interface UnpackedWheel {
  fileName: string;
  /** SHA-256 of the wheel, in lower-case hex. */
  sha256: string;
  metadata: CoreMetadata;
  /** "requests-2.32.3.dist-info" */
  distInfo: string;
  /** `Root-Is-Purelib`: its author means it to work without compiled code. */
  isPurelib: boolean;
  /** By where they are installed: "site-packages/…" or "data/…" (see wheel-layout.ts). */
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** The RECORD hashes of `files`, as far as they have one. */
  hashes: ReadonlyMap<string, string>;
  /** Paths in the wheel of the machine code that was left out, sorted. */
  compiledFiles: readonly string[];
  /** It has compiled code and no Python module beside it: there is nothing that could work without. */
  isOnlyCompiled: boolean;
  /** Other paths in the wheel that have no use here. */
  leftOut: readonly { path: string; kind: LeftOutKind }[];
  /** What a program can import of it; see `topLevelModules`. */
  topLevelModules: readonly string[];
  /** What `files` hold. */
  unpackedBytes: number;
  /** What is not as it should be, and does no harm. Sentences for people. */
  warnings: readonly string[];
}

/** METADATA may be long, because it holds the project's whole description, but not without end. */
const METADATA_BYTES = 10 * 1024 * 1024;

const decoder = new TextDecoder();

/**
 * Verifies and unpacks a wheel. Fails with a `GoruError` that names the wheel: `protocol` for what
 * is damaged, forged, dangerous or not a wheel; `unsupported` for encryption or a wheel format of
 * the future; `limit` when it is too large.
 */
export async function readWheel(
  bytes: Uint8Array<ArrayBuffer>,
  { fileName, sha256, limits = {} }: ReadWheelOptions,
): Promise<UnpackedWheel> {
  await checkSha256(fileName, bytes, sha256);
  const expected = requireWheelName(fileName);
  const zip = await openZip(bytes, { wheel: fileName, limits });
  const directories = findDirectories(fileName, zip.paths, expected);
  const { distInfo } = directories;
  const readText = async (name: string): Promise<string> =>
    decoder.decode(await readInfo(fileName, zip, `${distInfo}/${name}`));
  const { isPurelib, warnings } = checkWheelFile(fileName, await readText('WHEEL'));
  const metadata = readMetadata(fileName, await readText('METADATA'), expected);
  const record = parseRecord(fileName, await readText('RECORD'));
  for (const path of record.keys()) {
    if (!zip.has(path)) warnings.push(`RECORD lists ${JSON.stringify(path)}, which is missing`);
  }
  const contents = await unpack({ fileName, zip, directories, record });
  const modules = [...contents.files.keys()].filter((path) => path.endsWith('.py'));
  const topLevelText = contents.files.get(`${SITE_PACKAGES}/${distInfo}/top_level.txt`);
  return {
    fileName,
    sha256: sha256.toLowerCase(),
    metadata,
    distInfo,
    isPurelib,
    ...contents,
    isOnlyCompiled: contents.compiledFiles.length > 0 && modules.length === 0,
    topLevelModules: topLevelModules(modules, decoder.decode(topLevelText)),
    warnings,
  };
}

/**
 * The METADATA of a wheel, for an index that does not serve it by itself (PEP 658). Only that file
 * is unpacked. Fails with a `GoruError` as `readWheel` does.
 *
 * @param wheel its name, for errors
 */
export async function readWheelMetadata(
  bytes: Uint8Array<ArrayBuffer>,
  wheel = 'wheel',
): Promise<string> {
  const zip = await openZip(bytes, { wheel, limits: { unpackedBytes: METADATA_BYTES } });
  const path = `${findDistInfo(wheel, zip.paths)}/METADATA`;
  return decoder.decode(await readInfo(wheel, zip, path));
}

async function checkSha256(
  wheel: string,
  bytes: Uint8Array<ArrayBuffer>,
  expected: string,
): Promise<void> {
  const actual = await sha256Hex(bytes);
  if (actual === expected.toLowerCase()) return;
  throw wheelError(wheel, `its SHA-256 is ${actual}; expected was ${expected}`, {
    notes: [
      'The download is damaged, or the file is not the one that the index or lock file names.',
    ],
  });
}

async function readInfo(
  wheel: string,
  zip: ZipArchive,
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!zip.has(path)) throw wheelError(wheel, `it has no ${path}`);
  return zip.read(path);
}

/** "Warn if minor version is greater, abort if major version is greater." */
function checkWheelFile(wheel: string, text: string): { isPurelib: boolean; warnings: string[] } {
  const fields = parseHeaderFields(text);
  const version = fields.get('Wheel-Version');
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(version ?? '') ?? [];
  if (major === undefined) {
    throw wheelError(
      wheel,
      `its WHEEL file gives the Wheel-Version ${JSON.stringify(version ?? '')}`,
    );
  }
  if (major !== '1') {
    const why = `it has the wheel format ${String(version)}; known is 1.0`;
    throw wheelError(wheel, why, { code: 'unsupported' });
  }
  return {
    isPurelib: fields.get('Root-Is-Purelib')?.toLowerCase() === 'true',
    warnings: minor === '0' ? [] : [`it has the wheel format ${String(version)}; known is 1.0`],
  };
}

function readMetadata(wheel: string, text: string, expected: WheelName): CoreMetadata {
  const metadata = parseMetadata(wheel, text);
  const { name, version } = metadata;
  if (!isOfProject(expected, name)) {
    throw wheelError(wheel, `its METADATA gives the name ${JSON.stringify(name)}`);
  }
  if (!isOfVersion(expected, version)) {
    throw wheelError(wheel, `its METADATA gives the version ${JSON.stringify(version)}`);
  }
  return metadata;
}

function parseMetadata(wheel: string, text: string): CoreMetadata {
  try {
    return parseCoreMetadata(text);
  } catch (error) {
    if (!isGoruError(error)) throw error;
    throw wheelError(wheel, error.message, { code: error.code, cause: error });
  }
}

type Contents = Pick<
  UnpackedWheel,
  'files' | 'hashes' | 'compiledFiles' | 'leftOut' | 'unpackedBytes'
>;

async function unpack({
  fileName,
  zip,
  directories,
  record,
}: {
  fileName: string;
  zip: ZipArchive;
  directories: WheelDirectories;
  record: ReadonlyMap<string, RecordLine>;
}): Promise<Contents> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const hashes = new Map<string, string>();
  const compiledFiles: string[] = [];
  const leftOut: { path: string; kind: LeftOutKind }[] = [];
  const checks: Promise<unknown>[] = [];
  let unpackedBytes = 0;
  const turn = takeTurns();
  for (const path of zip.paths) {
    await turn();
    const line = record.get(path);
    const isRecord = isUnhashed(path, directories.distInfo);
    if (line === undefined && !isRecord) throw unlisted(fileName, path);
    const placement = placeFile(fileName, path, directories);
    if (hasCompiledName(path)) {
      // Not unpacked: often it is most of the wheel, and nobody will read it.
      compiledFiles.push(path);
      continue;
    }
    const content = await zip.read(path);
    const isCompiled = isMachineCode(content);
    if (!isRecord) {
      const check = checkRecorded(fileName, { path, content }, line).then((hash) => {
        if ('path' in placement && !isCompiled) hashes.set(placement.path, hash);
      });
      // A browser computes hashes beside this code: waiting for each here would take longer than unpacking does.
      checks.push(check);
      // It is waited for below, unless the wheel is refused before.
      check.catch(() => undefined);
    }
    if (isCompiled) compiledFiles.push(path);
    else if ('leftOut' in placement) leftOut.push({ path, kind: placement.leftOut });
    else {
      if (files.has(placement.path)) {
        throw wheelError(fileName, `two of its files go to ${JSON.stringify(placement.path)}`);
      }
      files.set(placement.path, content);
      unpackedBytes += content.length;
    }
  }
  await Promise.all(checks);
  const both = findFileAndDirectory(files.keys());
  if (both !== undefined) {
    throw wheelError(fileName, `${JSON.stringify(both)} is a file and a directory`);
  }
  return { files, hashes, compiledFiles: compiledFiles.sort(), leftOut, unpackedBytes };
}
