import Papa from 'papaparse';
import { RECORD_ALGORITHMS, type RecordAlgorithm, recordHash } from './digest';
import { wheelError } from './wheel-error';

/** One line of RECORD. */
export interface RecordLine {
  /** "sha256=…", or null for RECORD itself and its signatures. */
  hash: string | null;
  bytes: number | null;
}

/**
 * Parses RECORD: lines of path, hash, size, in the form of Python's `csv` ("Recording installed
 * projects"). Fails with a `GoruError` (`protocol`).
 */
export function parseRecord(wheel: string, text: string): Map<string, RecordLine> {
  const { data, errors } = Papa.parse<string[]>(text.replaceAll('\r\n', '\n'), {
    newline: '\n',
    delimiter: ',',
    skipEmptyLines: true,
  });
  const [error] = errors;
  if (error !== undefined) throw wheelError(wheel, `its RECORD is no CSV: ${error.message}`);
  const lines = new Map<string, RecordLine>();
  for (const [path = '', hash = '', size = ''] of data) {
    if (!/^\d*$/.test(size)) {
      throw wheelError(wheel, `its RECORD gives ${JSON.stringify(path)} the size ${size}`);
    }
    if (lines.has(path)) throw wheelError(wheel, `its RECORD lists ${JSON.stringify(path)} twice`);
    lines.set(path, { hash: hash || null, bytes: size === '' ? null : Number(size) });
  }
  return lines;
}

/** The text of RECORD for `lines`, sorted by path so that it does not depend on the order of work. */
export function formatRecord(lines: ReadonlyMap<string, RecordLine>): string {
  const rows = [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { hash, bytes }]) => [path, hash ?? '', bytes === null ? '' : String(bytes)]);
  return `${Papa.unparse(rows, { newline: '\n' })}\n`;
}

/** RECORD and its signatures cannot be listed with a hash; their names follow the `.dist-info` directory. */
export function isUnhashed(path: string, distInfo: string): boolean {
  return ['RECORD', 'RECORD.jws', 'RECORD.p7s'].some((name) => path === `${distInfo}/${name}`);
}

/**
 * Compares a file with its line. "Apart from RECORD and its signatures, installation will fail if
 * any file in the archive is not both mentioned and correctly hashed in RECORD" ("Binary
 * distribution format", Signed wheel files). Fails with a `GoruError` (`protocol`).
 */
export async function checkRecorded(
  wheel: string,
  file: { path: string; content: Uint8Array<ArrayBuffer> },
  line: RecordLine | undefined,
): Promise<string> {
  const path = JSON.stringify(file.path);
  if (line === undefined) throw unlisted(wheel, file.path);
  if (line.hash === null) throw wheelError(wheel, `its RECORD gives ${path} no hash`);
  const algorithm = line.hash.slice(0, line.hash.indexOf('='));
  if (!isRecordAlgorithm(algorithm)) {
    const hash = JSON.stringify(line.hash);
    throw wheelError(
      wheel,
      `its RECORD gives ${path} the hash ${hash}; it must be sha256 or better`,
    );
  }
  const actual = await recordHash(algorithm, file.content);
  if (actual !== line.hash) {
    throw wheelError(wheel, `${path} has the hash ${actual}; its RECORD says ${line.hash}`);
  }
  if (line.bytes !== null && line.bytes !== file.content.length) {
    const actualBytes = String(file.content.length);
    throw wheelError(
      wheel,
      `${path} has ${actualBytes} bytes; its RECORD says ${String(line.bytes)}`,
    );
  }
  return actual;
}

/** The error for a file that RECORD does not mention. */
export function unlisted(wheel: string, path: string): Error {
  return wheelError(wheel, `${JSON.stringify(path)} is not listed in its RECORD`);
}

function isRecordAlgorithm(name: string): name is RecordAlgorithm {
  return Object.hasOwn(RECORD_ALGORITHMS, name);
}
