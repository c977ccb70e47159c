// Turns the interpreter as published into the interpreter the site serves.
//
// 1. Custom sections go: 10.5 MB of the 26 MB are DWARF that no browser reads.
// 2. The C stack moves. As linked it has 512 KB below the data, and ~60 nested `__repr__` calls run off its
//    end ("memory access out of bounds", session dead). A fresh 8 MB region behind the linked memory lets
//    CPython reach its own recursion limits first. The heap is not disturbed: malloc only ever uses memory
//    that it asked `memory.grow` for, and that begins behind the pages reserved here.
// 3. The memory becomes the import `env.memory`, so that every session brings its own WebAssembly.Memory
//    with its own maximum; that is what makes `limits.memoryBytes` hold. It is imported without a maximum,
//    which accepts memories with any maximum. Memories have their own index space: no function moves.
// 4. Local time: see local-time-patch.ts. Its table lies in a page of its own behind the stack.

import type { InterpreterLayout } from './interpreter-source';
import { patchLocalTime } from './local-time-patch';
import { concatBytes, encodeName, encodeS32, encodeU32, WasmReader } from './wasm-bytes';
import type { WasmSection } from './wasm-sections';
import { appendToVector, findSection, readSections, SECTION, writeSections } from './wasm-sections';

export const PAGE_BYTES = 65_536;
export const STACK_BYTES = 8 * 1024 * 1024;

/** 64 KiB hold a century of changes and four centuries of rules, 1100 spans at most. */
const TIME_ZONE_PAGES = 1;

const I32 = 0x7f;
const MUTABLE = 0x01;
const I32_CONST = 0x41;
const END = 0x0b;
const MEMORY_IMPORT = 0x02;
const WITHOUT_MAXIMUM = 0x00;

export interface TransformOptions {
  layout: InterpreterLayout;
  stackBytes?: number;
}

export interface TransformedInterpreter {
  wasm: Uint8Array;
  memory: {
    /** The smallest `initial` of a WebAssembly.Memory that links. */
    minPages: number;
  };
  /** Zeroed memory that src/time/local-time-zone.ts fills in before `_start`; left alone, local time is UTC. */
  timeZoneTable: { address: number; capacity: number };
}

export function transformInterpreter(
  bytes: Uint8Array,
  { layout, stackBytes = STACK_BYTES }: TransformOptions,
): TransformedInterpreter {
  const sections = readSections(bytes);
  const linkedPages = readMemoryPages(findSection(sections, SECTION.memory).content);
  if (linkedPages !== layout.memoryPages) {
    throw new Error(
      `the interpreter's memory starts with ${String(linkedPages)} pages, expected ${String(layout.memoryPages)} (layout.memoryPages in interpreter-source.ts)`,
    );
  }
  const stackTop = (linkedPages + Math.ceil(stackBytes / PAGE_BYTES)) * PAGE_BYTES;
  const minPages = stackTop / PAGE_BYTES + TIME_ZONE_PAGES;
  const kept: WasmSection[] = [];
  for (const { id, content } of patchLocalTime(sections, layout.localTime, stackTop)) {
    if (id === SECTION.custom || id === SECTION.memory) continue;
    if (id === SECTION.import) {
      kept.push({ id, content: appendToVector(content, [memoryImport(minPages)]) });
    } else if (id === SECTION.global) {
      kept.push({ id, content: moveStack(content, layout.stackPointer, stackTop) });
    } else {
      kept.push({ id, content });
    }
  }
  return {
    wasm: writeSections(kept),
    memory: { minPages },
    timeZoneTable: { address: stackTop, capacity: TIME_ZONE_PAGES * PAGE_BYTES },
  };
}

export function readMemoryPages(content: Uint8Array): number {
  const reader = new WasmReader(content);
  const count = reader.u32();
  if (count !== 1) throw new Error(`the interpreter defines ${String(count)} memories, expected 1`);
  const flags = reader.u8();
  if (flags !== WITHOUT_MAXIMUM) {
    throw new Error(
      `the interpreter's memory has limits flags ${String(flags)}, expected 0 (32-bit, not shared, no maximum)`,
    );
  }
  return reader.u32();
}

/** An entry of the import section. */
export function memoryImport(minPages: number): Uint8Array {
  return concatBytes([
    encodeName('env'),
    encodeName('memory'),
    Uint8Array.of(MEMORY_IMPORT, WITHOUT_MAXIMUM),
    encodeU32(minPages),
  ]);
}

/** Global 0 of a module linked by wasm-ld is `__stack_pointer`; the stack grows down from its initial value. */
function moveStack(content: Uint8Array, expected: number, top: number): Uint8Array {
  const reader = new WasmReader(content);
  const count = reader.u32();
  const type = reader.u8();
  const mutability = reader.u8();
  const opcode = reader.u8();
  if (count === 0 || type !== I32 || mutability !== MUTABLE || opcode !== I32_CONST) {
    throw new Error(
      "global 0 is not `mut i32 = i32.const …`, so it is not clang's __stack_pointer",
    );
  }
  const start = reader.position;
  const value = reader.s32();
  if (value !== expected) {
    throw new Error(
      `__stack_pointer starts at ${String(value)}, expected ${String(expected)} (layout.stackPointer in interpreter-source.ts)`,
    );
  }
  if (reader.u8() !== END) throw new Error('__stack_pointer has an initialiser of several steps');
  return concatBytes([
    content.subarray(0, start),
    encodeS32(top),
    content.subarray(reader.position - 1),
  ]);
}
