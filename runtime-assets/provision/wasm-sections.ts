// A WebAssembly module as a list of sections, taken apart and put together without touching their contents.

import { concatBytes, encodeU32, WasmReader } from './wasm-bytes';

export const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  memory: 5,
  global: 6,
  export: 7,
  code: 10,
  data: 11,
  dataCount: 12,
} as const;

export interface WasmSection {
  id: number;
  content: Uint8Array;
}

const HEADER = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

export function readSections(wasm: Uint8Array): WasmSection[] {
  if (!HEADER.every((byte, index) => wasm[index] === byte)) {
    throw new Error('not a WebAssembly 1.0 module: the first eight bytes are wrong');
  }
  const reader = new WasmReader(wasm, HEADER.length);
  const sections: WasmSection[] = [];
  while (!reader.done) {
    const id = reader.u8();
    sections.push({ id, content: reader.take(reader.u32()) });
  }
  return sections;
}

export function writeSections(sections: readonly WasmSection[]): Uint8Array {
  const parts: Uint8Array[] = [HEADER];
  for (const { id, content } of sections) {
    parts.push(Uint8Array.of(id), encodeU32(content.length), content);
  }
  return concatBytes(parts);
}

export function findSection(sections: readonly WasmSection[], id: number): WasmSection {
  const found = sections.filter((section) => section.id === id);
  const [section] = found;
  if (section === undefined || found.length > 1) {
    throw new Error(
      `expected exactly one wasm section with id ${String(id)}, found ${String(found.length)}`,
    );
  }
  return section;
}

/** The entries of a section that is a vector: `count`, then the items. Appending leaves the items untouched. */
export function appendToVector(content: Uint8Array, items: readonly Uint8Array[]): Uint8Array {
  const reader = new WasmReader(content);
  const count = reader.u32();
  return concatBytes([
    encodeU32(count + items.length),
    content.subarray(reader.position),
    ...items,
  ]);
}

/** The bodies in a code section, without their sizes. */
export function readBodies(content: Uint8Array): Uint8Array[] {
  const reader = new WasmReader(content);
  return Array.from({ length: reader.u32() }, () => reader.take(reader.u32()));
}

export function writeBodies(bodies: readonly Uint8Array[]): Uint8Array {
  return concatBytes([
    encodeU32(bodies.length),
    ...bodies.flatMap((body) => [encodeU32(body.length), body]),
  ]);
}

/** How many functions a module imports: they come first in the numbering of functions. */
export function countImportedFunctions(content: Uint8Array): number {
  const reader = new WasmReader(content);
  const count = reader.u32();
  for (let index = 0; index < count; index += 1) {
    const name = `${reader.name()}.${reader.name()}`;
    if (reader.u8() !== 0)
      throw new Error(`the interpreter imports ${name}, which is not a function`);
    reader.u32();
  }
  return count;
}
