import { beforeAll, describe, expect, it } from 'vitest';

import { PYTHON_3_12, readInterpreter } from './interpreter-source';
import { runInterpreter } from './run-interpreter';
import type { TransformedInterpreter } from './transform-wasm';
import { PAGE_BYTES, STACK_BYTES, transformInterpreter } from './transform-wasm';
import { readSections, SECTION, writeSections } from './wasm-sections';

let original: Uint8Array;
let transformed: TransformedInterpreter;
let module: WebAssembly.Module;

beforeAll(async () => {
  original = await readInterpreter(PYTHON_3_12);
  transformed = transformInterpreter(original, PYTHON_3_12);
  module = await WebAssembly.compile(transformed.wasm as BufferSource);
});

const run = async (lines: string[], memory = createMemory()) => {
  const { exitCode, stdout, stderr } = await runInterpreter(module, {
    args: ['-c', lines.join('\n')],
    memory,
  });
  return { exitCode, lines: stdout.split('\n').slice(0, -1), stderr };
};

const createMemory = (maximumMegabytes?: number): WebAssembly.Memory =>
  new WebAssembly.Memory({
    initial: transformed.memory.minPages,
    ...(maximumMegabytes !== undefined && { maximum: maximumMegabytes * 16 }),
  });

describe('the transformed interpreter', () => {
  it('runs Python', async () => {
    expect(await run(['print(1 + 1)'])).toEqual({ exitCode: 0, lines: ['2'], stderr: '' });
  });

  it('imports what the original imports, and the memory', async () => {
    const imports = WebAssembly.Module.imports(module);
    const before = WebAssembly.Module.imports(await WebAssembly.compile(original as BufferSource));
    expect(imports).toEqual([...before, { module: 'env', name: 'memory', kind: 'memory' }]);
    expect(imports.slice(0, -1).every((one) => one.module === 'wasi_snapshot_preview1')).toBe(true);
  });

  it('still exports the memory and _start', () => {
    const names = WebAssembly.Module.exports(module).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['memory', '_start']));
  });

  it('carries no custom sections and is half the size', () => {
    expect(readSections(transformed.wasm).some(({ id }) => id === SECTION.custom)).toBe(false);
    expect(transformed.wasm.length).toBeLessThan(original.length * 0.52);
  });

  it('is the same on every machine', () => {
    const again = transformInterpreter(original, PYTHON_3_12).wasm;
    // Not toEqual, which takes minutes over 13 MB.
    expect(Buffer.compare(again, transformed.wasm)).toBe(0);
  });

  it('answers a full memory with MemoryError and goes on', async () => {
    const program = [
      'for hog in (lambda: bytearray(10**9), lambda: [0] * 10**9, lambda: sorted(range(10**8))):',
      '    try: hog()',
      '    except MemoryError as error: print(type(error).__name__)',
      'print(sum(range(1000)))',
    ];
    const memory = createMemory(96);
    const { lines, exitCode } = await run(program, memory);
    expect(lines).toEqual(['MemoryError', 'MemoryError', 'MemoryError', '499500']);
    expect(exitCode).toBe(0);
    expect(memory.buffer.byteLength).toBeLessThanOrEqual(96 * 1024 * 1024);
  });

  it.each<[string, string[]]>([
    [
      'nested __repr__',
      ['class A:', '  def __repr__(self): return repr(self)', 'f = A().__repr__'],
    ],
    ['sorted(key=)', ['def f(x=0): return sorted([1], key=f)']],
    [
      'a recursive lru_cache',
      [
        'import functools',
        '@functools.lru_cache',
        'def fib(n): return fib(n + 1)',
        'f = lambda: fib(0)',
      ],
    ],
    [
      '__getattr__',
      ['class A:', '  def __getattr__(self, n): return getattr(self, n)', 'f = lambda: A().x'],
    ],
    [
      'json',
      [
        'import json; x = []; x = eval("x")',
        'for _ in range(10**5): x = [x]',
        'f = lambda: json.dumps(x)',
      ],
    ],
    ['repr of a deep list', ['x = []', 'for _ in range(10**5): x = [x]', 'f = lambda: repr(x)']],
    [
      'deepcopy',
      ['import copy; x = []', 'for _ in range(10**5): x = [x]', 'f = lambda: copy.deepcopy(x)'],
    ],
    ['map', ['def f(x=0): return list(map(f, [1]))']],
    [
      'comparison',
      ['class A:', '  def __eq__(self, o): return [self] == [A()]', 'f = lambda: A() == 1'],
    ],
  ])('ends endless recursion through %s in RecursionError and goes on', async (_, definition) => {
    const program = ['try: f()', 'except RecursionError as error: print(type(error).__name__)'];
    const outcome = await run([...definition, ...program, 'print("alive")']);
    expect(outcome).toEqual({ exitCode: 0, lines: ['RecursionError', 'alive'], stderr: '' });
  });

  it('never lets the heap into the pages of the stack and the time zone table', async () => {
    const memory = createMemory();
    const unused = 0xa5;
    const stack = () =>
      new Uint8Array(memory.buffer, PYTHON_3_12.layout.memoryPages * PAGE_BYTES, STACK_BYTES);
    const { exitCode } = await runInterpreter(module, {
      args: ['-c', 'x = [bytearray(size) for size in range(0, 60_000, 40)]; print(len(x))'],
      memory,
      beforeStart: () => stack().fill(unused),
    });
    expect(exitCode).toBe(0);
    expect(memory.buffer.byteLength).toBeGreaterThan(40_000_000);
    const used = stack().length - stack().findIndex((byte) => byte !== unused);
    expect(used).toBeLessThan(512 * 1024);
    const { address, capacity } = transformed.timeZoneTable;
    expect(address + capacity).toBe(transformed.memory.minPages * PAGE_BYTES);
    expect(new Uint8Array(memory.buffer, address, capacity).every((byte) => byte === 0)).toBe(true);
  });
});

describe('transformInterpreter refuses', () => {
  const withLayout = (change: Partial<typeof PYTHON_3_12.layout>) => () =>
    transformInterpreter(original, { layout: { ...PYTHON_3_12.layout, ...change } });

  it('another memory size', () => {
    expect(withLayout({ memoryPages: 161 })).toThrow(
      "the interpreter's memory starts with 160 pages, expected 161 (layout.memoryPages in interpreter-source.ts)",
    );
  });

  it('another stack pointer', () => {
    expect(withLayout({ stackPointer: 65_536 })).toThrow(
      '__stack_pointer starts at 524288, expected 65536 (layout.stackPointer in interpreter-source.ts)',
    );
  });

  it('its own result, which has no memory of its own', () => {
    expect(() => transformInterpreter(transformed.wasm, PYTHON_3_12)).toThrow(
      'expected exactly one wasm section with id 5, found 0',
    );
  });

  it('a memory with a maximum', () => {
    const sections = readSections(original).map((section) =>
      section.id === SECTION.memory ? { ...section, content: Uint8Array.of(1, 1, 1, 2) } : section,
    );
    expect(() => transformInterpreter(writeSections(sections), PYTHON_3_12)).toThrow(
      'limits flags 1, expected 0',
    );
  });

  it('what is not WebAssembly', () => {
    expect(() => transformInterpreter(Uint8Array.of(1, 2, 3), PYTHON_3_12)).toThrow(
      'not a WebAssembly 1.0 module',
    );
  });
});
