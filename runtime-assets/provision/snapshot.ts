// Starts our own interpreter once, at build time, and keeps what is then in its memory: a session begins with a
// Python that has booted, imported our side and what programs use most, instead of doing all of that again.
//
// The module stays as it is but for two sections. Its memory becomes the import `env.memory`, as the session's
// limit wants it, and its data segments give way to an image of the memory after `goru_init` and `_goru.boot.prepare()`,
// which travels beside it (src/contract/memory-image.ts). Nothing else lives outside of the memory: the only mutable global is the stack pointer, which is back where it
// was when no call is under way. Tables that few programs look at are left out (tables-apart.ts).
//
// Deterministic: clock and random numbers are made up, so the same inputs give the same snapshot. What must differ
// from session to session is set by `_goru.boot.start()`: random state, environment, clocks, time zone.

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packBundle, unpackBundle } from '../../src/contract/file-bundle';
import { packMemoryImage } from '../../src/contract/memory-image';
import { cached } from './build-cache';
import { PYTHON_SIDE_ROOT } from './python-side';
import { runReactor, writeFiles } from './run-reactor';
import { leaveTablesOut, withTables } from './tables-apart';
import { memoryImport, PAGE_BYTES, readMemoryPages } from './transform-wasm';
import type { WasmSection } from './wasm-sections';
import { appendToVector, findSection, readSections, SECTION, writeSections } from './wasm-sections';

/** The two parts of what is cached. */
const MODULE_FILE = 'python.wasm';
const IMAGE_FILE = 'memory.image';

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
const FORMAT = 'image beside the module, in few stretches, with its size';

/** The module as linked, importing its memory: what a snapshot is taken of. */
export function importMemory(wasm: Uint8Array): SnapshotInterpreter {
  const sections = readSections(wasm);
  const minPages = readMemoryPages(findSection(sections, SECTION.memory).content);
  return { wasm: writeSections(withImportedMemory(sections, minPages)), minPages };
}

export interface Snapshot extends SnapshotInterpreter {
  /** What the memory holds at the start. */
  memoryImage: Uint8Array;
  /** The standard library that belongs to it. */
  stdlib: Uint8Array;
}

/** Boots Python once, or finds in the cache what it had in its memory then. */
export async function takeSnapshot(inputs: SnapshotInputs, cacheFolder: string): Promise<Snapshot> {
  const { wasm, pythonSide } = inputs;
  const key = createHash('sha256')
    .update(FORMAT)
    .update(wasm)
    .update(inputs.stdlib)
    .update(PREPARE);
  for (const [path, bytes] of pythonSide) key.update(path).update(bytes);
  const name = `snapshot-${key.digest('hex')}.bundle`;
  const linked = importMemory(wasm);
  const stdlib = await withTables(linked.wasm, linked.minPages, inputs.stdlib);
  const parts = unpackBundle(
    await cached(cacheFolder, name, () => build({ wasm, stdlib, pythonSide }, linked)),
  );
  const module = parts.get(MODULE_FILE);
  const memoryImage = parts.get(IMAGE_FILE);
  if (module === undefined || memoryImage === undefined) {
    throw new Error(`${name} in ${cacheFolder} is no snapshot; delete it and build again`);
  }
  return { wasm: module, minPages: importedPages(module), memoryImage, stdlib };
}

async function build(inputs: SnapshotInputs, linked: SnapshotInterpreter): Promise<Uint8Array> {
  const memory = new WebAssembly.Memory({ initial: linked.minPages });
  await prepare(linked.wasm, memory, inputs);
  const pages = memory.buffer.byteLength / PAGE_BYTES;
  // No function names a segment, so none is missed.
  const sections = withImportedMemory(readSections(inputs.wasm), pages).filter(
    ({ id }) => id !== SECTION.data && id !== SECTION.dataCount,
  );
  return packBundle(
    new Map([
      [MODULE_FILE, writeSections(sections)],
      [IMAGE_FILE, packMemoryImage(new Uint8Array(memory.buffer))],
    ]),
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
