// Starts our own interpreter once, at build time, and keeps what is then in its memory: a session begins with a
// Python that has booted, imported our side and what programs use most, instead of doing all of that again.
//
// The module stays as it is but for two sections. Its memory becomes the import `env.memory`, as the session's
// limit wants it, and its data segments become the memory's contents after `goru_init` and `_goru.boot.prepare()`.
// Nothing else lives outside of the memory: the only mutable global is the stack pointer, which is back where it
// was when no call is under way. Tables that few programs look at are left out (tables-apart.ts).
//
// Deterministic: clock and random numbers are made up, so the same inputs give the same snapshot. What must differ
// from session to session is set by `_goru.boot.start()`: random state, environment, clocks, time zone.

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cached } from './build-cache';
import { PYTHON_SIDE_ROOT } from './python-side';
import { runReactor, writeFiles } from './run-reactor';
import { leaveTablesOut, withTables } from './tables-apart';
import { memoryImport, PAGE_BYTES, readMemoryPages } from './transform-wasm';
import { concatBytes, encodeS32, encodeU32 } from './wasm-bytes';
import type { WasmSection } from './wasm-sections';
import { appendToVector, findSection, readSections, SECTION, writeSections } from './wasm-sections';

/** Fewer zero bytes than this between two stretches of data cost less than a segment of their own. */
const GAP_BYTES = 64;
/** What a stretch of memory is looked at by; data begins and ends at a multiple of it. */
const WORD_BYTES = 8;
const ACTIVE_SEGMENT = 0x00;
const I32_CONST = 0x41;
const END = 0x0b;

export interface SnapshotInputs {
  /** The reactor as built: it defines its memory. */
  wasm: Uint8Array;
  stdlib: Uint8Array;
  /** Files below /lib/goru. */
  pythonSide: ReadonlyMap<string, Uint8Array>;
}

export interface SnapshotInterpreter {
  wasm: Uint8Array;
  /** The smallest `initial` of a WebAssembly.Memory that links. */
  minPages: number;
}

const PREPARE = `
import sys
sys.path.insert(0, '${PYTHON_SIDE_ROOT}')
import _goru.boot
_goru.boot.prepare()
`;

/** To be counted up when another snapshot is made of the same inputs: older ones are in caches. */
const FORMAT = 'without tables';

/** The module as linked, importing its memory: what a snapshot is taken of. */
export function importMemory(wasm: Uint8Array): SnapshotInterpreter {
  const sections = readSections(wasm);
  const minPages = readMemoryPages(findSection(sections, SECTION.memory).content);
  return { wasm: writeSections(withImportedMemory(sections, minPages)), minPages };
}

/** The snapshot, and the standard library that belongs to it. */
export async function takeSnapshot(
  inputs: SnapshotInputs,
  cacheFolder: string,
): Promise<SnapshotInterpreter & { stdlib: Uint8Array }> {
  const { wasm, pythonSide } = inputs;
  const key = createHash('sha256')
    .update(FORMAT)
    .update(wasm)
    .update(inputs.stdlib)
    .update(PREPARE);
  for (const [path, bytes] of pythonSide) key.update(path).update(bytes);
  const name = `snapshot-${key.digest('hex')}.wasm`;
  const linked = importMemory(wasm);
  const stdlib = await withTables(linked.wasm, linked.minPages, inputs.stdlib);
  const bytes = await cached(cacheFolder, name, () => build({ wasm, stdlib, pythonSide }, linked));
  return { wasm: bytes, minPages: importedPages(bytes), stdlib };
}

async function build(inputs: SnapshotInputs, linked: SnapshotInterpreter): Promise<Uint8Array> {
  const memory = new WebAssembly.Memory({ initial: linked.minPages });
  await prepare(linked.wasm, memory, inputs);
  const pages = memory.buffer.byteLength / PAGE_BYTES;
  const segments = dataSegments(new Uint8Array(memory.buffer));
  const sections = withImportedMemory(readSections(inputs.wasm), pages);
  return writeSections(
    sections.map((section) => {
      if (section.id === SECTION.data) return { id: SECTION.data, content: vectorOf(segments) };
      // A count that is announced has to be the right one.
      if (section.id === SECTION.dataCount) {
        return { id: SECTION.dataCount, content: encodeU32(segments.length) };
      }
      return section;
    }),
  );
}

function withImportedMemory(sections: readonly WasmSection[], pages: number): WasmSection[] {
  return sections.flatMap(({ id, content }) => {
    if (id === SECTION.custom || id === SECTION.memory) return [];
    if (id !== SECTION.import) return [{ id, content }];
    return [{ id, content: appendToVector(content, [memoryImport(pages)]) }];
  });
}

function importedPages(wasm: Uint8Array): number {
  const { content } = findSection(readSections(wasm), SECTION.import);
  // The memory is the last import: a limits flag, and its number of pages.
  const marker = memoryImport(0).subarray(0, -1);
  const at = Buffer.from(content).lastIndexOf(marker) + marker.length;
  let pages = 0;
  for (let i = at, shift = 0; i < content.length; i += 1, shift += 7) {
    pages |= ((content[i] ?? 0) & 0x7f) << shift;
  }
  return pages;
}

/** Boots Python in `memory`, up to where a session takes over. */
async function prepare(
  wasm: Uint8Array,
  memory: WebAssembly.Memory,
  { stdlib, pythonSide }: SnapshotInputs,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'goru-snapshot-'));
  try {
    await writeFiles(folder, pythonSide);
    const preopens = { [PYTHON_SIDE_ROOT]: folder };
    const outcome = await runReactor({
      wasm,
      memory,
      stdlib,
      preopens,
      source: PREPARE,
      afterwards: leaveTablesOut,
    });
    if (outcome.exitCode !== 0 || outcome.stderr !== '') {
      throw new Error(`Python 3.13 could not be prepared for a snapshot:\n${outcome.stderr}`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Active segments for everything that is not zero, which a fresh memory is by itself. */
function dataSegments(memory: Uint8Array): Uint8Array[] {
  const words = new BigUint64Array(memory.buffer, memory.byteOffset, memory.length / WORD_BYTES);
  const gapWords = GAP_BYTES / WORD_BYTES;
  const segments: Uint8Array[] = [];
  let start = -1;
  let lastUsed = -1;
  const finish = (): void => {
    if (start === -1) return;
    const from = start * WORD_BYTES;
    const bytes = memory.slice(from, (lastUsed + 1) * WORD_BYTES);
    segments.push(
      concatBytes([
        Uint8Array.of(ACTIVE_SEGMENT, I32_CONST),
        encodeS32(from),
        Uint8Array.of(END),
        encodeU32(bytes.length),
        bytes,
      ]),
    );
    start = -1;
  };
  for (let i = 0; i < words.length; i += 1) {
    if (words[i] === 0n) continue;
    if (start !== -1 && i - lastUsed > gapWords) finish();
    if (start === -1) start = i;
    lastUsed = i;
  }
  finish();
  return segments;
}

function vectorOf(items: readonly Uint8Array[]): Uint8Array {
  return concatBytes([encodeU32(items.length), ...items]);
}
