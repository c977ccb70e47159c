// Starts our own interpreter once, at build time, and keeps what is then in its memory: a session begins with a
// Python that has booted, imported our side and what programs use most, instead of doing all of that again.
//
// The module stays as it is but for two sections. Its memory becomes the import `env.memory`, as the session's
// limit wants it, and its data segments become the memory's contents after `goru_init` and `_goru.boot.prepare()`.
// Nothing else lives outside of the memory: the only mutable global is the stack pointer, which is back where it
// was when no call is under way.
//
// Deterministic: clock and random numbers are made up, so the same inputs give the same snapshot. What must differ
// from session to session is set by `_goru.boot.start()`: random state, environment, clocks, time zone.

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { cached } from './build-cache';
import { memoryImport, PAGE_BYTES, readMemoryPages } from './transform-wasm';
import { concatBytes, encodeS32, encodeU32 } from './wasm-bytes';
import type { WasmSection } from './wasm-sections';
import {
  appendToVector,
  findSection,
  readSections,
  SECTION,
  writeSections,
} from './wasm-sections';

const PYTHON_SIDE_ROOT = '/lib/goru';
const STDLIB_ROOT = '/usr/local/lib';
const STDLIB_NAME = 'python313.zip';

/** Fewer zero bytes than this between two stretches of data cost less than a segment of their own. */
const GAP_BYTES = 64;
/** What a stretch of memory is looked at by; data begins and ends at a multiple of it. */
const WORD_BYTES = 8;
const ACTIVE_SEGMENT = 0x00;
const I32_CONST = 0x41;
const END = 0x0b;

/** Any date will do, as long as it is always the same: a build has no business being seen in its output. */
const BUILD_DATE_NS = 1_760_000_000_000_000_000n;
const CLOCK_STEP_NS = 1_000n;

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

/** The exports of runtime-assets/python-3.13/reactor.c that a snapshot needs. */
interface Reactor {
  _initialize: () => void;
  goru_init: () => number;
  goru_alloc: (bytes: number) => number;
  goru_free: (address: number) => void;
  goru_exec: (address: number, bytes: number) => number;
}

const PREPARE = `
import sys
sys.path.insert(0, '${PYTHON_SIDE_ROOT}')
import _goru.boot
_goru.boot.prepare()
`;

/** The module as linked, importing its memory: what a snapshot is taken of. */
export function importMemory(wasm: Uint8Array): SnapshotInterpreter {
  const sections = readSections(wasm);
  const minPages = readMemoryPages(findSection(sections, SECTION.memory).content);
  return { wasm: writeSections(withImportedMemory(sections, minPages)), minPages };
}

export async function takeSnapshot(
  { wasm, stdlib, pythonSide }: SnapshotInputs,
  cacheFolder: string,
): Promise<SnapshotInterpreter> {
  const key = createHash('sha256').update(wasm).update(stdlib).update(PREPARE);
  for (const [path, bytes] of pythonSide) key.update(path).update(bytes);
  const name = `snapshot-${key.digest('hex')}.wasm`;
  const bytes = await cached(cacheFolder, name, () => build({ wasm, stdlib, pythonSide }));
  return { wasm: bytes, minPages: importedPages(bytes) };
}

async function build(inputs: SnapshotInputs): Promise<Uint8Array> {
  const linked = importMemory(inputs.wasm);
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
  // Importing it prints an ExperimentalWarning, which a dev server with a warm cache need not show.
  // No import(): Vite closes the runner that loaded this file as soon as the config is read.
  const { WASI } = process.getBuiltinModule('node:wasi');
  const folder = await mkdtemp(join(tmpdir(), 'goru-snapshot-'));
  const files = new Map([[`stdlib/${STDLIB_NAME}`, stdlib]]);
  for (const [path, bytes] of pythonSide) files.set(`python-side/${path}`, bytes);
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const said = await open(join(folder, 'output'), 'w');
  try {
    const wasi = new WASI({
      version: 'preview1',
      args: [],
      env: {},
      preopens: {
        [STDLIB_ROOT]: join(folder, 'stdlib'),
        [PYTHON_SIDE_ROOT]: join(folder, 'python-side'),
      },
      stdout: said.fd,
      stderr: said.fd,
    });
    const { wasi_snapshot_preview1 } = wasi.getImportObject() as WebAssembly.Imports;
    const instance = await WebAssembly.instantiate(
      await WebAssembly.compile(wasm as BufferSource),
      {
        wasi_snapshot_preview1: { ...wasi_snapshot_preview1, ...repeatable(memory) },
        goru: { tick: () => 0 },
        env: { memory },
      },
    );
    const reactor = instance.exports as unknown as Reactor;
    wasi.initialize(instance);
    const source = new TextEncoder().encode(PREPARE);
    const isStarted = reactor.goru_init() === 0;
    const address = reactor.goru_alloc(source.length);
    new Uint8Array(memory.buffer).set(source, address);
    const exitCode = isStarted ? reactor.goru_exec(address, source.length) : 1;
    reactor.goru_free(address);
    if (exitCode !== 0) {
      const output = await readFile(join(folder, 'output'), 'utf8');
      throw new Error(`Python 3.13 could not be prepared for a snapshot:\n${output}`);
    }
  } finally {
    await said.close();
    await rm(folder, { recursive: true });
  }
}

/** Clocks and random numbers that are the same in every build. */
function repeatable(memory: WebAssembly.Memory): WebAssembly.ModuleImports {
  let now = BUILD_DATE_NS;
  return {
    clock_time_get: (_id: number, _precision: bigint, at: number) => {
      now += CLOCK_STEP_NS;
      new DataView(memory.buffer).setBigUint64(at, now, true);
      return 0;
    },
    random_get: (address: number, length: number) => {
      new Uint8Array(memory.buffer, address, length).fill(1);
      return 0;
    },
  };
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
