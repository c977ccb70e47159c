import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { unpackBundle } from '../../src/contract/file-bundle';
import { provisionInterpreter, pythonSideCompiler } from './provision';
import type { PythonSideOptions } from './python-side';
import { buildPythonSide, PYTHON_SIDE_ROOT } from './python-side';
import { runInterpreter } from './run-interpreter';

const FILES = {
  'goru/__init__.py': 'from goru.kv import SIZES\n',
  'goru/kv.py': 'SIZES = frozenset({"a", "b", "c"})\n\ndef fail():\n    raise ValueError("no")\n',
  'goru/py.typed': '',
  'goru/notes.txt': 'not shipped',
  'goru/__pycache__/kv.cpython-312.pyc': 'stale, not shipped',
  '_goru/nested/__init__.py': '',
  // Lines that come back, far ones, and instructions that have none.
  '_goru/lines.py': [
    'def far(n):',
    '    total = sum(',
    '        i * n + n // (i + 1) - n % (i + 2) + n ** 2 for i in range(n) if i',
    '    )',
    ...Array<string>(100).fill(''),
    '    try:',
    '        with open("/none") as file: return [line for line in file]',
    '    except OSError as error:',
    '        return total, error',
    '',
  ].join('\n'),
};

const EARLY_MODULES = ['__future__', 'encodings/__init__', 'encodings/aliases', 'encodings/utf_8'];

let folder: string;
let options: PythonSideOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goru-test-'));
  await writeFiles(FILES);
  options = {
    sourceFolder: folder,
    cacheFolder: join(folder, 'cache'),
    interpreter: await pythonSideCompiler('3.12'),
  };
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('buildPythonSide', () => {
  it('ships sources, compiled files, py.typed and the early modules, and nothing else', async () => {
    expect([...unpackBundle(await buildPythonSide(options)).keys()]).toEqual([
      '_goru/__pycache__/lines.cpython-312.pyc',
      '_goru/lines.py',
      '_goru/nested/__init__.py',
      '_goru/nested/__pycache__/__init__.cpython-312.pyc',
      ...EARLY_MODULES.map((name) => `early-modules/${name}.pyc`),
      'goru/__init__.py',
      'goru/__pycache__/__init__.cpython-312.pyc',
      'goru/__pycache__/kv.cpython-312.pyc',
      'goru/kv.py',
      'goru/py.typed',
    ]);
  });

  it('gives the same bytes when it is built again without the cache', async () => {
    const first = await buildPythonSide(options);
    const again = await buildPythonSide({ ...options, cacheFolder: join(folder, 'cache-2') });
    expect(again).toEqual(first);
  });

  it.each(['3.12', '3.13'] as const)(
    'knows of private code every line, and no column: %s',
    async (version) => {
      const interpreter = await pythonSideCompiler(version);
      const files = unpackBundle(await buildPythonSide({ ...options, interpreter }));
      const target = join(folder, `private-${version}`);
      await mkdir(target);
      await writeFile(join(target, 'lines.py'), FILES['_goru/lines.py']);
      const compiled =
        files.get(`_goru/__pycache__/lines.${interpreter.cacheTag}.pyc`) ?? new Uint8Array();
      await writeFile(join(target, 'lines.pyc'), compiled);
      const program = [
        'import marshal, types',
        'shipped = marshal.loads(open("/lib/goru/lines.pyc", "rb").read()[16:])',
        'compiled = compile(open("/lib/goru/lines.py").read(), "lines.py", "exec", optimize=2)',
        'def codes(code):',
        '    yield code',
        '    for it in code.co_consts:',
        '        if isinstance(it, types.CodeType): yield from codes(it)',
        'def lines(code): return [position[0] for position in code.co_positions()]',
        'pairs = list(zip(codes(shipped), codes(compiled), strict=True))',
        'print(len(pairs), all(lines(a) == lines(b) for a, b in pairs))',
        'print(None in lines(pairs[1][1]), {it[2:] for a, _ in pairs for it in a.co_positions()})',
        'namespace = {}',
        'exec(shipped, namespace)',
        'print(namespace["far"](3)[1])',
      ].join('\n');
      expect(await interpreter.run(program, [], { [PYTHON_SIDE_ROOT]: target })).toEqual({
        exitCode: 0,
        stdout: "3 True\nTrue {(None, None)}\n[Errno 44] No such file or directory: '/none'\n",
        stderr: '',
      });
    },
  );

  it('compiles files that the interpreter imports unchecked, with their runtime path', async () => {
    const target = join(folder, 'unpacked');
    for (const [path, content] of unpackBundle(await buildPythonSide(options))) {
      await mkdir(dirname(join(target, path)), { recursive: true });
      // A source that differs proves that the compiled file is what runs.
      await writeFile(join(target, path), path === 'goru/kv.py' ? 'raise SystemExit(9)' : content);
    }
    const program = [
      'import sys; sys.path.insert(0, "/lib/goru")',
      'import goru.kv',
      'print(goru.kv.__cached__, goru.kv.fail.__code__.co_filename)',
      'print(int.from_bytes(open(goru.kv.__cached__, "rb").read()[4:8], "little"))',
    ].join('\n');
    expect(await options.interpreter.run(program, [], { [PYTHON_SIDE_ROOT]: target })).toEqual({
      exitCode: 0,
      stdout: '/lib/goru/goru/__pycache__/kv.cpython-312.pyc /lib/goru/goru/kv.py\n1\n',
      stderr: '',
    });
  });

  it('ships what the interpreter imports before its first line, so that no start reads the zip', async () => {
    const target = join(folder, 'unpacked-early');
    for (const [path, content] of unpackBundle(await buildPythonSide(options))) {
      await mkdir(dirname(join(target, path)), { recursive: true });
      await writeFile(join(target, path), content);
    }
    const { bytes, minPages } = await provisionInterpreter('3.12');
    const outcome = await runInterpreter(await WebAssembly.compile(bytes as BufferSource), {
      args: ['-S', '-s', '-P', '-c', 'import sys; print(*sys.path_importer_cache)'],
      env: { PYTHONPATH: '/lib/goru/early-modules' },
      memory: new WebAssembly.Memory({ initial: minPages }),
      preopens: { '/lib/goru': target },
    });
    expect(outcome).toEqual({
      exitCode: 0,
      stdout: '/lib/goru/early-modules /lib/goru/early-modules/encodings\n',
      stderr: '',
    });
  });

  it('compiles for 3.13, too, with what lies in its own zip', async () => {
    const interpreter = await pythonSideCompiler('3.13');
    const files = unpackBundle(await buildPythonSide({ ...options, interpreter }));
    expect([...files.keys()].filter((path) => path.endsWith('.pyc'))).toEqual([
      '_goru/__pycache__/lines.cpython-313.pyc',
      '_goru/nested/__pycache__/__init__.cpython-313.pyc',
      'goru/__pycache__/__init__.cpython-313.pyc',
      'goru/__pycache__/kv.cpython-313.pyc',
    ]);
  });

  it('reports a syntax error with file and line', async () => {
    await writeFiles({ 'goru/broken.py': 'x = 1\ndef f(:\n' });
    try {
      await expect(buildPythonSide(options)).rejects.toThrow(
        /the Python side does not compile:[^]*\/lib\/goru\/goru\/broken\.py", line 2/,
      );
    } finally {
      await rm(join(folder, 'goru/broken.py'));
    }
  });

  it('says which package folder is missing', async () => {
    await expect(
      buildPythonSide({ ...options, sourceFolder: join(folder, 'goru') }),
    ).rejects.toThrow(`the Python package ${join(folder, 'goru', 'goru')} cannot be read`);
  });
});

async function writeFiles(files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
