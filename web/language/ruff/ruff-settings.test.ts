import { readFileSync } from 'node:fs';
import { initSync, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { hidePipLines, markPipLines, showPipLines } from '../pip-lines';
import { ruffSettings } from './ruff-settings';
import type { RuffDiagnostic } from './ruff-contract';

const WASM = new URL(
  '../../../node_modules/@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm',
  import.meta.url,
);

/** The real ruff, in Node. */
describe('what ruff says of a program', () => {
  let ruff: Workspace;

  beforeAll(() => {
    initSync({ module: readFileSync(WASM) });
    ruff = new Workspace(ruffSettings('3.13'), PositionEncoding.Utf16);
  });

  const check = (code: string): RuffDiagnostic[] =>
    ruff.check(hidePipLines(code)) as RuffDiagnostic[];
  const codes = (code: string): (string | null)[] => check(code).map((one) => one.code);
  const format = (code: string): string => showPipLines(ruff.format(markPipLines(code)));

  it.each([
    ['import os', ['F401']],
    ['def f(x=[]):\n    return x', ['B006']],
    ['x = 1\nif x == None:\n    pass', ['E711']],
    ['print(f"hello")', ['F541']],
    ['def f():\n    unused = 3', ['F841']],
  ])('finds the mistake in %j', (code, expected) => {
    expect(codes(code)).toEqual(expected);
  });

  it.each([
    'kv.set("a", 1)',
    'x = await kv.async_get("a")',
    'x = 1\nimport os\nprint(os.name)',
    '%pip install requests\nl = 3\nl',
    '# /// script\n# dependencies = ["requests"]\n# ///\nprint(1)',
    'x = 3\nx == 3',
  ])('has nothing against %j', (code) => {
    expect(codes(code)).toEqual([]);
  });

  it('mends an unused import', () => {
    const [diagnostic] = check('import os\nprint(1)\n');
    expect(diagnostic?.fix?.edits).toEqual([
      { content: null, location: { row: 1, column: 1 }, end_location: { row: 2, column: 1 } },
    ]);
  });

  it('formats, and leaves quotes and lines that call pip as they are', () => {
    expect(format("%pip install requests\nx = {  'a':1 }\nif x :\n  print( x )\n")).toBe(
      "%pip install requests\nx = {'a': 1}\nif x:\n    print(x)\n",
    );
  });

  it('says why it cannot format', () => {
    expect(() => format('for i in range(3)\n')).toThrow(/Expected `:`/);
  });
});
