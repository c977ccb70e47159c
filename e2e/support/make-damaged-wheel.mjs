// @ts-check
/**
 * Wheels which an installer must refuse. Each is wrong in one thing only, so that a test which sees it refused knows why:
 * an entry that leads outside, for instance, stands in RECORD with its right hash.
 */
import { constants, deflateRawSync } from 'node:zlib';
import { distInfoFolder, makeWheel, recordEntry, wheelEntries } from './make-wheel.mjs';
import { writeZip } from './zip-writer.mjs';

/** @typedef {import('./make-wheel.mjs').Wheel} Wheel */
/** @typedef {import('./zip-writer.mjs').ZipEntry} ZipEntry */

/** A file which no installer may write, wherever the damaged wheel tries to put it. */
export const EVIL_SOURCE = "raise SystemExit('a file from outside of the wheel was run')\n";

const NAME = 'damaged';
const VERSION = '1.0';
const SPEC = { name: NAME, version: VERSION, files: { 'damaged/__init__.py': 'value = 1\n' } };
const DIST_INFO = distInfoFolder(SPEC);

export const MANY_FILES_COUNT = 100_000;
/** What the honest bomb declares and really holds. */
export const BOMB_SIZE_BYTES = 10_000_000_000;
/** What the lying bomb declares, and what really comes out: more than the 200 MB of the default limit. */
export const LYING_BOMB_DECLARED_BYTES = 1_000;
export const LYING_BOMB_SIZE_BYTES = 300_000_000;

/** What is wrong → the bytes of `damaged-1.0-py3-none-any.whl`. */
const damages = {
  /** An entry that leads out of the target folder ("zip slip"). */
  'path-escape': () => withFile('../../evil.py'),
  /** The same after a harmless beginning, where a look at the first characters finds nothing. */
  'path-escape-inside': () => withFile('damaged/../../evil.py'),
  /** The same through the folder whose contents the installer moves to where they belong. */
  'data-path-escape': () => withFile('damaged-1.0.data/purelib/../../../evil.py'),
  'absolute-path': () => withFile('/evil.py'),
  /** Leads out where backslashes are taken for separators. */
  'backslash-path': () => withFile('..\\..\\evil.py'),
  'drive-path': () => withFile('C:/evil.py'),
  /** A symbolic link, and a file to be written through it. */
  'symbolic-link': () =>
    zipWithRecord([
      ...wheelEntries(SPEC),
      { path: 'damaged/link', bytes: toBytes('/tmp'), mode: 0o120777 },
      { path: 'damaged/link/evil.py', bytes: toBytes(EVIL_SOURCE) },
    ]),
  /** The file name says `damaged`, METADATA says `victim`. */
  'other-name': () => withMetadata(`Metadata-Version: 2.1\nName: victim\nVersion: ${VERSION}\n\n`),
  'other-version': () => withMetadata(`Metadata-Version: 2.1\nName: ${NAME}\nVersion: 9.9\n\n`),
  'not-metadata': () => withMetadata('<!DOCTYPE html>\n<title>Sign in</title>\n'),
  /** RECORD has another hash for a file. */
  'wrong-record-hash': () => {
    const entries = wheelEntries(SPEC);
    const lied = entries.map((entry, at) => (at === 0 ? { ...entry, bytes: toBytes('x') } : entry));
    return writeZip([...entries, recordEntry(SPEC, lied)]);
  },
  /** A file that RECORD does not name. */
  'unrecorded-file': () => {
    const entries = wheelEntries(SPEC);
    const evil = { path: 'damaged/evil.py', bytes: toBytes(EVIL_SOURCE) };
    return writeZip([...entries, evil, recordEntry(SPEC, entries)]);
  },
  'no-record': () => writeZip(wheelEntries(SPEC)),
  'no-metadata': () => without('METADATA'),
  'no-wheel-file': () => without('WHEEL'),
  /** Two entries of one path: which one wins depends on the reader. */
  'same-path-twice': () => {
    const entries = wheelEntries(SPEC);
    const again = { path: 'damaged/__init__.py', bytes: toBytes(EVIL_SOURCE) };
    return writeZip([...entries, again, recordEntry(SPEC, entries)]);
  },
  /** A file where another entry needs a folder. */
  'file-and-folder': () => withFile('damaged/__init__.py/evil.py'),
  'many-files': () =>
    zipWithRecord([
      ...wheelEntries(SPEC),
      ...Array.from({ length: MANY_FILES_COUNT }, (_, at) => ({
        path: `damaged/f${String(at)}.py`,
        bytes: new Uint8Array(),
      })),
    ]),
  /** 10 MB that inflate to the 10 GB they declare. */
  bomb: () => withZeros({ realSize: BOMB_SIZE_BYTES, declaredSize: BOMB_SIZE_BYTES }),
  /** Declares a small size and inflates to a large one, so that a sum of declared sizes finds nothing. */
  'lying-bomb': () =>
    withZeros({ realSize: LYING_BOMB_SIZE_BYTES, declaredSize: LYING_BOMB_DECLARED_BYTES }),
  /** One bit of a compressed file is another one, so that its CRC-32 is wrong or it cannot be inflated. */
  'flipped-bit': () => {
    const bytes = withFile('damaged/long.py', 'x = 1\n'.repeat(1_000));
    const name = Buffer.from(bytes).indexOf('damaged/long.py');
    const at = name + 'damaged/long.py'.length + 8;
    return bytes.with(at, (bytes[at] ?? 0) ^ 0x10);
  },
  truncated: () => {
    const { bytes } = makeWheel(SPEC);
    return bytes.slice(0, bytes.length / 2);
  },
  'not-a-zip': () => toBytes('<!DOCTYPE html>\n<title>Sign in</title>\n'),
  empty: () => new Uint8Array(),
};

/** @typedef {keyof typeof damages} Damage */

export const DAMAGES = /** @type {readonly Damage[]} */ (Object.keys(damages));

/**
 * `damaged` 1.0 with one thing wrong; its metadata are those which an index shows, without fault.
 *
 * @param {Damage} damage
 * @returns {Wheel}
 */
export function makeDamagedWheel(damage) {
  return { ...makeWheel(SPEC), bytes: damages[damage]() };
}

/**
 * @param {string} path
 * @param {string} [contents]
 */
function withFile(path, contents = EVIL_SOURCE) {
  return zipWithRecord([...wheelEntries(SPEC), { path, bytes: toBytes(contents) }]);
}

/** @param {string} metadata */
function withMetadata(metadata) {
  return zipWithRecord(wheelEntries({ ...SPEC, metadata }));
}

/** @param {string} name A file of the dist-info folder. */
function without(name) {
  return zipWithRecord(wheelEntries(SPEC).filter(({ path }) => path !== `${DIST_INFO}/${name}`));
}

/** @param {{ realSize: number, declaredSize: number }} sizes In bytes; the real one in steps of `ZEROS_AT_ONCE`. */
function withZeros({ realSize, declaredSize }) {
  const bytes = deflatedZeros(realSize);
  const bomb = { path: 'damaged/zeros.bin', bytes: new Uint8Array() };
  return zipWithRecord([
    ...wheelEntries(SPEC),
    { ...bomb, deflated: { bytes, size: declaredSize } },
  ]);
}

const ZEROS_AT_ONCE = 50_000_000;

/**
 * A full flush ends a deflate stream on a byte and forgets what came before (RFC 1951 §3.2), so that one piece can be
 * repeated as often as needed: nobody has to compress 10 GB.
 *
 * @param {number} count
 */
function deflatedZeros(count) {
  const piece = deflateRawSync(Buffer.alloc(ZEROS_AT_ONCE), {
    level: 9,
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const end = deflateRawSync(Buffer.alloc(0));
  return Buffer.concat([...Array(count / ZEROS_AT_ONCE).fill(piece), end]);
}

/** @param {readonly ZipEntry[]} entries */
function zipWithRecord(entries) {
  return writeZip([...entries, recordEntry(SPEC, entries)]);
}

/** @param {string} text */
function toBytes(text) {
  return new TextEncoder().encode(text);
}
