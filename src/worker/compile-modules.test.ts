/** The real interpreters compile modules, and load what was compiled. */
import { describe, expect, it } from 'vitest';
import { packBundle, unpackBundle } from '../contract/file-bundle';
import { PYTHON_VERSIONS } from '../contract/options';
import { compileModules } from './compile-modules';
import { openProgram } from './program';
import { interpreterAssets, runPython } from './testing/run-python';

const SOURCES = {
  'site-packages/pkg/__init__.py': 'V = [n * n for n in range(4)]\n',
  'site-packages/pkg/broken.py': 'def (:\n',
  'site-packages/pkg/odd.py': 'import no_such_module\nassert "is \\d fine" is "no"\n',
  'site-packages/pkg/latin.py': new Uint8Array(
    Buffer.from('# coding: latin-1\ns = "\xe9"\n', 'latin1'),
  ),
};

describe.each(PYTHON_VERSIONS)('Python %s', (python) => {
  it('compiles what compiles, and runs nothing of it', async () => {
    const { program, stdlibBytes, ...assets } = await interpreterAssets(python);
    const encoder = new TextEncoder();
    const sources = new Map(
      Object.entries(SOURCES).map(([path, source]) => [
        path,
        typeof source === 'string' ? encoder.encode(source) : source,
      ]),
    );
    const request = { ...assets, memoryBytes: 128 * 1024 * 1024, sources: packBundle(sources) };
    const bundle = await compileModules(request, openProgram(program, request), () => {
      if (stdlibBytes === undefined) throw new Error('this interpreter carries its library');
      return stdlibBytes;
    });
    const compiled = unpackBundle(bundle);
    expect([...compiled.keys()]).toEqual([
      'site-packages/pkg/__init__.py',
      'site-packages/pkg/latin.py',
      'site-packages/pkg/odd.py',
    ]);
    const hex = (path: string): string =>
      Buffer.from(compiled.get(path) ?? new Uint8Array()).toString('hex');
    const { runs } = await runPython(
      [
        [
          'import importlib.util, marshal',
          'def load(text):',
          '    data = bytes.fromhex(text)',
          // Unchecked: Python does not look at the source.
          '    assert data[:8] == importlib.util.MAGIC_NUMBER + bytes([1, 0, 0, 0]), data[:8]',
          '    return marshal.loads(data[16:])',
          `code = load('${hex('site-packages/pkg/__init__.py')}')`,
          'exec(code)',
          'print(V, code.co_filename)',
          `exec(load('${hex('site-packages/pkg/latin.py')}'))`,
          'print(ascii(s))',
        ].join('\n'),
      ],
      { python },
    );
    expect(runs[0]?.stderr).toBe('');
    expect(runs[0]?.stdout).toBe(
      "[0, 1, 4, 9] /lib/packages/site-packages/pkg/__init__.py\n'\\xe9'\n",
    );
  });
});
