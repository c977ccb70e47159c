// Reads a time zone file (RFC 9636) far enough to fill the interpreter's table: the transitions it lists, and
// four centuries of those that its footer promises, after which the calendar repeats.

import type { TimeZone, TimeZoneSpan } from './local-time-zone';
import { parsePosixTimeZone, spansOfYear } from './posix-rule';

const HEADER_BYTES = 44;
const CALENDAR_PERIOD_YEARS = 400;

/** Versions 2 and later; earlier ones end in 2038 and have not been written since 2006. */
export function readTzif(bytes: Uint8Array): TimeZone {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = readHeader(view, 0);
  if (first.version < 2) throw new Error('time zone file has version 1, expected 2 or later');
  const second = HEADER_BYTES + blockBytes(first, 4);
  const counts = readHeader(view, second);
  const block = second + HEADER_BYTES;
  const spans = readSpans(view, block, counts);
  const footer = readText(bytes, block + blockBytes(counts, 8)).trim();
  return continueSpans(spans, footer);
}

interface Counts {
  version: number;
  utIndicators: number;
  standardIndicators: number;
  leapSeconds: number;
  transitions: number;
  types: number;
  characters: number;
}

function readHeader(view: DataView, at: number): Counts {
  if (view.byteLength < at + HEADER_BYTES || view.getUint32(at) !== 0x54_5a_69_66) {
    throw new Error('not a time zone file: "TZif" is missing');
  }
  const version = view.getUint8(at + 4);
  return {
    version: version === 0 ? 1 : version - 0x30,
    utIndicators: view.getUint32(at + 20),
    standardIndicators: view.getUint32(at + 24),
    leapSeconds: view.getUint32(at + 28),
    transitions: view.getUint32(at + 32),
    types: view.getUint32(at + 36),
    characters: view.getUint32(at + 40),
  };
}

function blockBytes(counts: Counts, timeBytes: number): number {
  return (
    counts.transitions * (timeBytes + 1)
    + counts.types * 6
    + counts.characters
    + counts.leapSeconds * (timeBytes + 4)
    + counts.standardIndicators
    + counts.utIndicators
  );
}

function readSpans(view: DataView, block: number, { transitions, types }: Counts): TimeZoneSpan[] {
  const indices = block + transitions * 8;
  const typeTable = indices + transitions;
  const names = typeTable + types * 6;
  const readType = (index: number): Omit<TimeZoneSpan, 'start'> => {
    const at = typeTable + index * 6;
    return {
      offset: view.getInt32(at),
      isDst: view.getUint8(at + 4) !== 0,
      abbreviation: readText(view, names + view.getUint8(at + 5)),
    };
  };
  const spans: TimeZoneSpan[] = [{ start: -Infinity, ...readType(0) }];
  for (let index = 0; index < transitions; index += 1) {
    const start = Number(view.getBigInt64(block + index * 8));
    spans.push({ start, ...readType(view.getUint8(indices + index)) });
  }
  return spans;
}

function continueSpans(spans: TimeZoneSpan[], footer: string): TimeZone {
  const zone = parsePosixTimeZone(footer);
  if (zone === undefined) return { spans, repeatsFrom: Infinity };
  const last = spans.at(-1)?.start ?? -Infinity;
  // A zone that has had its rule for ever is given it from the beginning of Unix time.
  const firstYear = last === -Infinity ? 1970 : new Date(last * 1000).getUTCFullYear();
  // Two years on, every year follows the rule, and so do the 400 that are repeated.
  const repeatYear = firstYear + 2 + CALENDAR_PERIOD_YEARS;
  const continued = [...spans];
  for (let year = firstYear; year <= repeatYear; year += 1) {
    continued.push(...spansOfYear(zone, year).filter(({ start }) => start > last));
  }
  return { spans: continued, repeatsFrom: Date.UTC(repeatYear, 0) / 1000 };
}

/** Text up to a NUL or the end. */
function readText(source: Uint8Array | DataView, at: number): string {
  const bytes = new Uint8Array(source.buffer, source.byteOffset + at, source.byteLength - at);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
