import { GoruError, isGoruError } from '../contract/goru-error';
import type { PackageProgress } from '../contract/session-packages';
import {
  type LockedPackage,
  PACKAGE_TEXTS,
  type PackageSource,
  type ProjectFile,
} from './contract';
import type { Entry } from './environment';
import { type FetchedWheel, fetchWheels } from './fetch-wheels';
import { installWheel } from './install-wheel';
import type { UnpackedWheel } from './read-wheel';
import { UnusableWheel } from './refusals';
import { type ReadStandIn, withStandIn } from './stand-in';
import { wheelError } from './wheel-error';
import { wheelFacts } from './wheel-facts';
import { isOfProject, isOfVersion, requireWheelName } from './wheel-name';
import type { WheelReader } from './wheel-reader';
import type { WheelStore } from './wheel-store';

/** Asks a package index; one is made for each installation, so that nothing it said goes stale. */
export type IndexSource = PackageSource & {
  download: (
    file: ProjectFile,
    onReceived?: (receivedBytes: number) => void,
  ) => Promise<Uint8Array<ArrayBuffer>>;
  /** Of a file that a program named by its address. */
  downloadDirect: (file: ProjectFile) => Promise<Uint8Array<ArrayBuffer>>;
};

/** What is kept of downloaded wheels, by their hash. */
export type KeptWheels = Pick<WheelStore, 'get' | 'put'>;

export interface Collecting {
  index: IndexSource;
  store: KeptWheels;
  reader: Pick<WheelReader, 'read'>;
  signal: AbortSignal;
  onProgress?: ((progress: PackageProgress) => void) | undefined;
  /** What all of them together may unpack to. */
  roomBytes: number;
  /** What all of them together may be, as they are downloaded. */
  downloadBytes: number;
  /** Somebody asked for it, as against what that needs. */
  isRequested: (locked: LockedPackage) => boolean;
  /** The address under which a program asked for it, else null. */
  directUrl: (locked: LockedPackage) => string | null;
  /** Hears which cannot be had or used, and why; the others come. Without it, one that is missing ends it all. */
  onMissing?: ((locked: LockedPackage, error: unknown) => void) | undefined;
  readStandIn?: ReadStandIn | undefined;
}

/**
 * Gets the wheels of these packages, kept ones before any network, verifies and unpacks them. Fails
 * with an `UnusableWheel` where one has nothing that could work here.
 */
export async function collectWheels(
  packages: readonly LockedPackage[],
  collecting: Collecting,
): Promise<Entry[]> {
  const { index, store, signal, onProgress } = collecting;
  const fetches = fetchWheels(packages, {
    store,
    limitBytes: collecting.downloadBytes,
    onProgress,
    download: (locked, file, onReceived) =>
      collecting.directUrl(locked) === null
        ? index.download(file, onReceived)
        : index.downloadDirect(file),
  });
  const entries: Entry[] = [];
  const kept: Promise<unknown>[] = [];
  let { roomBytes } = collecting;
  const collect = async (fetching: Promise<FetchedWheel>): Promise<void> => {
    const fetched = await fetching;
    const { locked } = fetched;
    signal.throwIfAborted();
    const { wheel: original, bytes } = await unpack(fetched, collecting.reader, roomBytes);
    const unpacked = await withStandIn(original, collecting.readStandIn);
    const facts = wheelFacts(original);
    const keeping = store.put(locked.sha256, bytes, facts);
    // It is waited for below, unless the installation fails before.
    keeping.catch(() => undefined);
    kept.push(keeping);
    const directUrl = collecting.directUrl(locked);
    const wheel = await installWheel(unpacked, {
      isRequested: collecting.isRequested(locked),
      ...(directUrl === null ? {} : { directUrl }),
    });
    const { compiledFiles, unpackedBytes } = unpacked;
    roomBytes -= unpackedBytes;
    entries.push({ locked, facts, wheel, compiledFiles, bytes: unpackedBytes, isBundled: false });
  };
  for (const [locked, fetching] of fetches) {
    try {
      await collect(fetching);
    } catch (error) {
      if (collecting.onMissing === undefined || signal.aborted) throw error;
      collecting.onMissing(locked, error);
    }
  }
  await Promise.all(kept);
  signal.throwIfAborted();
  return entries;
}

async function unpack(
  { locked: { name, version, filename, sha256 }, bytes }: FetchedWheel,
  reader: Collecting['reader'],
  roomBytes: number,
): Promise<{ wheel: UnpackedWheel; bytes: Uint8Array<ArrayBuffer> }> {
  const said = requireWheelName(filename);
  if (!isOfProject(said, name) || !isOfVersion(said, version)) {
    throw wheelError(filename, `its lock calls it ${name} ${version}`);
  }
  const limits = { unpackedBytes: Math.max(0, roomBytes) };
  const read = await reader.read(bytes, { fileName: filename, sha256, limits }).catch(toldOfLimit);
  const { wheel } = read;
  if (!wheel.isOnlyCompiled) return read;
  throw new UnusableWheel({
    name,
    title: `${wheel.metadata.name} ${version}`,
    version,
    compiledFiles: wheel.compiledFiles,
    reason: 'there is no Python code beside them',
  });
}

/** A wheel knows only how much room is left for it. */
function toldOfLimit(error: unknown): never {
  if (!isGoruError(error) || error.code !== 'limit') throw error;
  throw new GoruError('limit', error.message, {
    notes: [...error.notes, PACKAGE_TEXTS.limitNote('unpackedBytes')],
    cause: error,
  });
}
