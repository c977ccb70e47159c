// @ts-check
/**
 * Writes zip files as the tests need them: compressed as wheels are, the same bytes for the same entries, and also wrong
 * on purpose. Zip libraries refuse `../`, symbolic links and sizes that are not true, or know no Zip64; an attack needs
 * them. The format is PKWARE's APPNOTE 6.3, whose sections are named below.
 */
import { crc32, deflateRawSync } from 'node:zlib';

/**
 * @typedef {object} ZipEntry
 * @property {string} path As it shall stand in the file, unchecked.
 * @property {Uint8Array} bytes Contents, not compressed.
 * @property {number} [mode] Unix file mode with its type, for example `0o120777` for a symbolic link.
 * @property {{ bytes: Uint8Array, size: number }} [deflated]
 *   Contents already compressed, with the size to declare for them, true or not; `bytes` is not written then.
 */

const REGULAR_FILE = 0o100644;
const STORED = 0;
const DEFLATED = 8;
/** §4.4.4: names are UTF-8. */
const UTF8_FLAG = 0x0800;
/** 1 January 1980, the first day that the format knows: the same bytes on every day. */
const DOS_DATE = 0x0021;
/** §4.4.1.4: the value which says that the true one stands in the Zip64 extra field. */
const SEE_ZIP64_32 = 0xffff_ffff;
const SEE_ZIP64_16 = 0xffff;
/** §4.4.2: "made by" Unix, so that the mode counts, and the version that knows Zip64. */
const MADE_BY_UNIX = (3 << 8) | 45;

/**
 * @param {readonly ZipEntry[]} entries In the order of the file; the same path may come twice.
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function writeZip(entries) {
  /** @type {Uint8Array[]} */
  const parts = [];
  /** @type {Uint8Array[]} */
  const directory = [];
  let offset = 0;
  for (const entry of entries) {
    const fields = describe(entry);
    const local = localHeader(fields);
    directory.push(directoryHeader(fields, entry.mode ?? REGULAR_FILE, offset));
    parts.push(local, fields.data);
    offset += local.length + fields.data.length;
  }
  const directorySize = directory.reduce((sum, header) => sum + header.length, 0);
  const end = endOfDirectory({ count: entries.length, size: directorySize, offset });
  return Uint8Array.from(Buffer.concat([...parts, ...directory, end]));
}

/** @param {ZipEntry} entry */
function describe(entry) {
  const name = Buffer.from(entry.path, 'utf8');
  if (entry.deflated !== undefined) {
    const { bytes, size } = entry.deflated;
    return { name, data: bytes, method: DEFLATED, crc: 0, size };
  }
  const { bytes } = entry;
  const stored = { name, data: bytes, method: STORED, crc: crc32(bytes), size: bytes.length };
  if (bytes.length === 0) return stored;
  const deflated = deflateRawSync(bytes, { level: 9 });
  return deflated.length < bytes.length ? { ...stored, data: deflated, method: DEFLATED } : stored;
}

/** @typedef {ReturnType<typeof describe>} Fields */

/** The fields that both headers share, §4.3.7 and §4.3.12. @param {Fields} fields */
function sharedFields({ name, data, method, crc, size }) {
  const isZip64 = size >= SEE_ZIP64_32;
  const extra = isZip64
    ? bytesOf([2, 0x0001], [2, 16], [8, size], [8, data.length])
    : new Uint8Array();
  const shared = bytesOf(
    [2, isZip64 ? 45 : 20],
    [2, UTF8_FLAG],
    [2, method],
    [2, 0],
    [2, DOS_DATE],
    [4, crc],
    [4, isZip64 ? SEE_ZIP64_32 : data.length],
    [4, isZip64 ? SEE_ZIP64_32 : size],
    [2, name.length],
    [2, extra.length],
  );
  return { shared, extra };
}

/** @param {Fields} fields */
function localHeader(fields) {
  const { shared, extra } = sharedFields(fields);
  return Buffer.concat([bytesOf([4, 0x0403_4b50]), shared, fields.name, extra]);
}

/**
 * @param {Fields} fields
 * @param {number} mode
 * @param {number} offset
 */
function directoryHeader(fields, mode, offset) {
  const { shared, extra } = sharedFields(fields);
  return Buffer.concat([
    bytesOf([4, 0x0201_4b50], [2, MADE_BY_UNIX]),
    shared,
    bytesOf([2, 0], [2, 0], [2, 0], [4, mode * 0x1_0000], [4, offset]),
    fields.name,
    extra,
  ]);
}

/** §4.3.14 to §4.3.16; the two records of Zip64 only where 16 bits are too few. @param {{ count: number, size: number, offset: number }} directory */
function endOfDirectory({ count, size, offset }) {
  const isZip64 = count >= SEE_ZIP64_16;
  const shown = isZip64 ? SEE_ZIP64_16 : count;
  const zip64 = isZip64
    ? bytesOf(
        [4, 0x0606_4b50],
        [8, 44],
        [2, MADE_BY_UNIX],
        [2, 45],
        [4, 0],
        [4, 0],
        [8, count],
        [8, count],
        [8, size],
        [8, offset],
        [4, 0x0706_4b50],
        [4, 0],
        [8, offset + size],
        [4, 1],
      )
    : new Uint8Array();
  return Buffer.concat([
    zip64,
    bytesOf(
      [4, 0x0605_4b50],
      [2, 0],
      [2, 0],
      [2, shown],
      [2, shown],
      [4, size],
      [4, offset],
      [2, 0],
    ),
  ]);
}

/**
 * Little-endian, as the whole format is.
 *
 * @param {...[width: 2 | 4 | 8, value: number]} fields
 */
function bytesOf(...fields) {
  const bytes = Buffer.alloc(fields.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) bytes.writeUInt16LE(value, at);
    else if (width === 4) bytes.writeUInt32LE(value, at);
    else bytes.writeBigUInt64LE(BigInt(value), at);
    at += width;
  }
  return bytes;
}
