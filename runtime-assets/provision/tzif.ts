// Writes time zone files (RFC 9636). Version 3 where the footer needs hours beyond 24, else version 2.

import type { SavingSpan } from './posix-time-zone';
import { concatBytes } from './wasm-bytes';

const HEADER_BYTES = 44;

export function writeTzif(spans: readonly SavingSpan[], footer: string): Uint8Array {
  const types = new Map<string, { index: number; span: SavingSpan }>();
  const indices = spans.map((span, index) => {
    const saving = savingOf(span, spans[index - 1]);
    const key = [span.offset, span.isDst, span.abbreviation, saving].join(' ');
    const type = types.get(key) ?? { index: types.size, span };
    types.set(key, type);
    return type.index;
  });
  const nameOffsets = new Map<string, number>();
  let names = '';
  for (const { abbreviation } of spans) {
    if (nameOffsets.has(abbreviation)) continue;
    nameOffsets.set(abbreviation, names.length);
    names += `${abbreviation}\0`;
  }

  // The first span has no beginning: its type is type 0, which holds before the first transition.
  const transitions = new DataView(new ArrayBuffer((spans.length - 1) * 8));
  spans.slice(1).forEach(({ start }, index) => {
    transitions.setBigInt64(index * 8, BigInt(start));
  });
  const typeTable = new DataView(new ArrayBuffer(types.size * 6));
  for (const { index, span } of types.values()) {
    typeTable.setInt32(index * 6, span.offset);
    typeTable.setUint8(index * 6 + 4, span.isDst ? 1 : 0);
    typeTable.setUint8(index * 6 + 5, nameOffsets.get(span.abbreviation) ?? 0);
  }

  const version = /\/(-|2[5-9]|[3-9]\d|\d{3})/.test(footer) ? '3' : '2';
  return concatBytes([
    // The 32-bit block that version 1 readers use, as empty as the format allows.
    header(version, { transitions: 0, types: 1, characters: 1 }),
    new Uint8Array(7),
    header(version, {
      transitions: spans.length - 1,
      types: types.size,
      characters: names.length,
    }),
    new Uint8Array(transitions.buffer),
    Uint8Array.from(indices.slice(1)),
    new Uint8Array(typeTable.buffer),
    new TextEncoder().encode(names),
    new TextEncoder().encode(`\n${footer}\n`),
  ]);
}

/**
 * Python asks the first transition into a daylight saving type how much was saved, and believes it of the
 * whole type. A zone that also moved that day (America/Scoresbysund in 1981) needs a type of its own for it.
 */
function savingOf(span: SavingSpan, previous: SavingSpan | undefined): number | undefined {
  if (!span.isDst || previous === undefined || previous.isDst) return undefined;
  const saving = span.offset - previous.offset;
  return saving > 3600 ? saving : undefined;
}

interface Counts {
  transitions: number;
  types: number;
  characters: number;
}

function header(version: string, { transitions, types, characters }: Counts): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(new TextEncoder().encode(`TZif${version}`));
  const view = new DataView(bytes.buffer);
  // Before them: the counts of UT/local and standard/wall indicators and of leap seconds, all zero.
  view.setUint32(32, transitions);
  view.setUint32(36, types);
  view.setUint32(40, characters);
  return bytes;
}
