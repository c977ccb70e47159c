// Teaches the interpreter the browser's time zone.
//
// wasi-libc knows UTC only: its `__secs_to_zone`, which answers "offset, daylight saving and name at this
// second" to localtime_r and mktime, writes constants. It is a function of its own in the binary, so one
// replaced body gives local time to time.localtime, time.mktime, time.tzname, all of datetime and sqlite3,
// in C, before Python starts; the C type datetime.datetime cannot be patched from Python afterwards.
//
// The new body looks the second up in a table that the host fills in before `_start`
// (src/time/local-time-zone.ts). An empty table means UTC. mktime asks twice, first with a second counted
// in local time; the linker dropped that argument as unused, so its first call goes to a second copy.
//
// Table, little endian:
//    0  i32 number of spans (0: UTC)
//    8  i64 end: later seconds are looked up a multiple of 400 years earlier, when the calendar was the same
//   16  spans, 32 bytes each, sorted; the first one reaches back for ever:
//       0  i64 start                8  i64 start in local time, the later reading
//      16  i32 offset in seconds   20  i32 offset of the neighbouring span with the other isDst, else offset
//      24  i32 isDst               28  i32 address of the zone's abbreviation, NUL-terminated

import { concatBytes, encodeS32, encodeS64, encodeU32, WasmReader } from './wasm-bytes';
import {
  appendToVector,
  countImportedFunctions,
  findSection,
  readBodies,
  SECTION,
  type WasmSection,
  writeBodies,
} from './wasm-sections';

/** Where wasi-libc's time functions are in a binary; found by disassembly, proved by `expectedBody`. */
export interface LocalTimeLayout {
  /** Function index of `__secs_to_zone(t, isdst, offset, oppoff, zonename)`. */
  secsToZone: number;
  /** Its instructions without the final `end`, in hexadecimal. */
  expectedBody: string;
  /** Function index of time.mktime, into which mktime is inlined; it calls secsToZone twice. */
  mktime: number;
}

const SPANS_OFFSET = 16;
const SPAN_BYTES = 32;
const FOUR_CENTURIES_SECONDS = 12_622_780_800n;

// Parameters, then locals.
const T = 0;
const IS_DST = 1;
const OFFSET = 2;
const OPPOSITE = 3;
const ZONE_NAME = 4;
const SPAN = 5;
const COUNT = 6;
const HALF = 7;
const MIDDLE = 8;

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
const i32 = (value: number): number[] => [0x41, ...encodeS32(value)];
const i64 = (value: bigint): number[] => [0x42, ...encodeS64(value)];
const loadI32 = (offset: number): number[] => [0x28, 2, ...encodeU32(offset)];
const loadI64 = (offset: number): number[] => [0x29, 3, ...encodeU32(offset)];
const STORE_I32 = [0x36, 2, 0];
const IF = [0x04, 0x40];
const ELSE = 0x05;
const END = 0x0b;
const RETURN = 0x0f;

/** Returns the sections with the time functions replaced; `table` is the address the host will write to. */
export function patchLocalTime(
  sections: readonly WasmSection[],
  { secsToZone, expectedBody, mktime }: LocalTimeLayout,
  table: number,
): WasmSection[] {
  const imported = countImportedFunctions(findSection(sections, SECTION.import).content);
  const functionTypes = findSection(sections, SECTION.function).content;
  const bodies = readBodies(findSection(sections, SECTION.code).content);

  const utcBody = Buffer.from(expectedBody, 'hex');
  const original = bodies[secsToZone - imported];
  if (original === undefined || !Buffer.from([0, ...utcBody, END]).equals(original)) {
    throw new Error(
      `function ${String(secsToZone)} is not wasi-libc's __secs_to_zone (layout.localTime in interpreter-source.ts)`,
    );
  }
  const copy = imported + bodies.length;
  bodies[secsToZone - imported] = secsToZoneBody(table, { isLocal: false, utcBody });
  bodies[mktime - imported] = redirectFirstCall(bodies[mktime - imported], secsToZone, copy);
  bodies.push(secsToZoneBody(table, { isLocal: true, utcBody }));

  const type = encodeU32(readFunctionType(functionTypes, secsToZone - imported));
  return sections.map((section) => {
    if (section.id === SECTION.function) {
      return { ...section, content: appendToVector(functionTypes, [type]) };
    }
    return section.id === SECTION.code ? { ...section, content: writeBodies(bodies) } : section;
  });
}

function readFunctionType(content: Uint8Array, index: number): number {
  const reader = new WasmReader(content);
  reader.u32();
  for (let skipped = 0; skipped < index; skipped += 1) reader.u32();
  return reader.u32();
}

/** The body of `__secs_to_zone`, as it stands in a code section (without its size). */
function secsToZoneBody(
  table: number,
  { isLocal, utcBody }: { isLocal: boolean; utcBody: Uint8Array },
): Uint8Array {
  const code = [
    // if (table.count == 0) do what the original did
    ...[...i32(table), ...loadI32(0), ...tee(COUNT), 0x45, ...IF, ...utcBody, RETURN, END],

    // if (t >= table.end) t -= ((t - table.end) / 400 years + 1) * 400 years
    ...[...get(T), ...i32(table), ...loadI64(8), 0x59, ...IF],
    ...[...get(T), ...get(T), ...i32(table), ...loadI64(8), 0x7d],
    ...[...i64(FOUR_CENTURIES_SECONDS), 0x7f, ...i64(1n), 0x7c],
    ...[...i64(FOUR_CENTURIES_SECONDS), 0x7e, 0x7d, ...set(T), END],

    // span = table.spans
    ...[...i32(table + SPANS_OFFSET), ...set(SPAN)],
    // while (count >= 2)
    ...[0x02, 0x40, 0x03, 0x40, ...get(COUNT), ...i32(2), 0x48, 0x0d, 1],
    //   middle = span + (half = count >> 1)
    ...[...get(SPAN), ...get(COUNT), ...i32(1), 0x76, ...tee(HALF)],
    ...[...i32(SPAN_BYTES), 0x6c, 0x6a, ...set(MIDDLE)],
    //   if (t >= middle->start) span = middle, count -= half; else count = half
    ...[...get(T), ...get(MIDDLE), ...loadI64(isLocal ? 8 : 0), 0x59, ...IF],
    ...[...get(MIDDLE), ...set(SPAN), ...get(COUNT), ...get(HALF), 0x6b, ...set(COUNT)],
    ...[ELSE, ...get(HALF), ...set(COUNT), END],
    ...[0x0c, 0, END, END],

    ...[...get(IS_DST), ...get(SPAN), ...loadI32(24), ...STORE_I32],
    ...[...get(OFFSET), ...get(SPAN), ...loadI32(16), ...STORE_I32],
    ...[...get(ZONE_NAME), ...get(SPAN), ...loadI32(28), ...STORE_I32],
    // localtime_r passes NULL here; the original wrote to address 0
    ...[...get(OPPOSITE), ...IF, ...get(OPPOSITE), ...get(SPAN), ...loadI32(20), ...STORE_I32, END],
    END,
  ];
  const fourI32Locals = [1, 4, 0x7f];
  return Uint8Array.from([...fourI32Locals, ...code]);
}

/** Redirects the first of exactly two calls. */
function redirectFirstCall(
  body: Uint8Array = new Uint8Array(),
  from: number,
  to: number,
): Uint8Array {
  const call = Buffer.from([0x10, ...encodeU32(from)]);
  const bytes = Buffer.from(body);
  const first = bytes.indexOf(call);
  const second = bytes.indexOf(call, first + 1);
  if (first < 0 || second < 0 || bytes.includes(call, second + 1)) {
    throw new Error(
      `mktime does not call function ${String(from)} exactly twice (layout.localTime in interpreter-source.ts)`,
    );
  }
  return concatBytes([
    body.subarray(0, first),
    Uint8Array.of(0x10, ...encodeU32(to)),
    body.subarray(first + call.length),
  ]);
}
