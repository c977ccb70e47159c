import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWheel } from '../../e2e/support/make-wheel.mjs';
import { createIndex, type PackageIndex } from '../../e2e/support/python-index-server.mjs';
import { DependencySet } from '../../runtime-assets/deps/dependency-set';

/** As pydantic-core is on an index: Python files beside one extension module. */
function coreOf(version: string) {
  return makeWheel({
    name: 'pydantic_core',
    version,
    tag: 'cp313-cp313-manylinux_2_17_x86_64',
    files: {
      'pydantic_core/__init__.py': 'from ._pydantic_core import __version__\n',
      'pydantic_core/core_schema.py': 'REAL = True\n',
    },
    compiled: ['pydantic_core/_pydantic_core'],
  });
}

const decoder = new TextDecoder();
let index: PackageIndex;

beforeEach(async () => {
  const other = makeWheel({
    name: 'other',
    version: '1.0',
    tag: 'cp313-cp313-manylinux_2_17_x86_64',
    files: { 'other/__init__.py': '' },
    compiled: ['other/_pydantic_core'],
  });
  index = await createIndex([coreOf('2.46.5'), coreOf('2.99.0'), other]);
});

afterEach(() => index.close());

async function install(requirement: string) {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const unproven: string[] = [];
  const set = new DependencySet({
    python: '3.13',
    indexUrl: index.url,
    wheels: {
      get: (hash) => Promise.resolve(kept.get(hash)),
      put: (hash, bytes) => {
        kept.set(hash, bytes);
        return Promise.resolve(true);
      },
    },
    prove: (_files, packages) => {
      unproven.push(...packages.map(({ name }) => name));
      return Promise.resolve(null);
    },
  });
  const output = await set.install([requirement]);
  const text = (path: string) => {
    const bytes = set.files.get(`site-packages/${path}`);
    return bytes === undefined ? undefined : decoder.decode(bytes);
  };
  return { output, text, unproven };
}

describe('the core of pydantic', () => {
  it('gets Python code in the place of its compiled part, and keeps its own files', async () => {
    const { text, unproven } = await install('pydantic-core==2.46.5');
    expect(text('pydantic_core/core_schema.py')).toBe('REAL = True\n');
    expect(text('pydantic_core/_pydantic_core/__init__.py')).toContain('SchemaValidator');
    expect(text('pydantic_core/_pydantic_core/_version.py')).toBe("__version__ = '2.46.5'\n");
    expect(unproven).toEqual([]);
    const record = text('pydantic_core-2.46.5.dist-info/RECORD');
    expect(record).toMatch(/^pydantic_core\/_pydantic_core\/scalars\.py,sha256=/m);
    expect(record).not.toContain('.so');
  });

  it('says nothing about a version that was compared with the original, and warns about another', async () => {
    expect((await install('pydantic-core==2.46.5')).output).toBe('Installed pydantic_core 2.46.5');
    const { output, text, unproven } = await install('pydantic-core');
    expect(output).toContain('pydantic-core 2.99.0: its compiled part is replaced by Python code');
    expect(text('pydantic_core/_pydantic_core/_version.py')).toBe("__version__ = '2.99.0'\n");
    expect(unproven).toEqual(['pydantic-core']);
  });

  it('is no matter of other packages', async () => {
    const { text, unproven } = await install('other');
    expect(text('other/_pydantic_core/__init__.py')).toBeUndefined();
    expect(unproven).toEqual(['other']);
  });
});
