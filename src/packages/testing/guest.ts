import { makeDamagedWheel } from '../../../e2e/support/make-damaged-wheel.mjs';
import { makeWheel } from '../../../e2e/support/make-wheel.mjs';
import type { PackageIndex } from '../../../e2e/support/python-index-server.mjs';
import { unpackBundle } from '../../contract/file-bundle';
import type { JsonValue } from '../../contract/json';
import { DEFAULT_LIMITS } from '../../contract/limits';
import { readHere } from '../answer-read';
import type { ChangePiece } from '../deliver-change';
import { type PackageOptions, Packages } from '../session-packages';

/** The guest's side: its files, and `install_pkg`. */
export interface Guest {
  packages: Packages;
  /** Paths below site-packages, `.dist-info` aside. */
  modules: () => string[];
  text: (path: string) => string;
  call: (method: 'install' | 'provide' | 'withdraw', params: JsonValue) => Promise<unknown>;
  install: (requirements: JsonValue, version?: string) => Promise<unknown>;
}

export const FREE = { allowedPackages: ['*'] };
const NO_HOSTS: PackageOptions['files'] = {
  allow: () => Promise.reject(new Error('no host is asked about')),
  get: () => Promise.reject(new Error('no host is reached')),
};
export const NEVER = new AbortController().signal;
let stores = 0;

/** What the index of these tests has. */
export function makeWheels() {
  const pure = (name: string, version: string, requiresDist: string[] = []) =>
    makeWheel({ name, version, requiresDist, files: { [`${name}.py`]: `V = '${version}'\n` } });
  return [
    pure('app', '1.0', [
      'lib>=1',
      'extra-lib; sys_platform == "wasi"',
      'other; sys_platform == "win32"',
    ]),
    pure('app', '2.0', ['lib>=2']),
    pure('lib', '1.5'),
    pure('lib', '2.1'),
    pure('extra-lib', '1.0'),
    pure('old', '1.0', ['lib<2']),
    makeWheel({
      name: 'fast',
      version: '1.0',
      tag: 'cp313-cp313-manylinux_2_17_x86_64',
      files: {
        '_fast.py': 'import fast._c',
        'fast/__init__.py': 'try:\n  from ._c import f\nexcept ImportError:\n  f = 1\n',
      },
      compiled: ['fast/_c'],
    }),
    makeWheel({
      name: 'onlyfast',
      version: '1.0',
      tag: 'cp313-cp313-manylinux_2_17_x86_64',
      compiled: ['onlyfast'],
    }),
    // As PyYAML has it: `_half` stands for the compiled part, and fails without it.
    makeWheel({
      name: 'half',
      version: '1.0',
      tag: 'cp313-cp313-manylinux_2_17_x86_64',
      files: { 'half.py': '', '_half/__init__.py': 'raise ModuleNotFoundError("_half")\n' },
      compiled: ['_half/_c'],
    }),
    makeWheel({ name: 'file', version: '1.0', files: { taken: 'a file', 'file.py': '' } }),
    makeWheel({ name: 'folder', version: '1.0', files: { 'taken/__init__.py': '' } }),
    makeDamagedWheel('path-escape'),
    // It was Python once, then it had compiled parts beside that, and now it is compiled.
    pure('speedy', '1.0'),
    withCompiledParts('speedy', '2.0.0'),
    withCompiledParts('speedy', '2.0.1'),
    makeWheel({
      name: 'speedy',
      version: '3.0',
      tag: 'cp313-cp313-manylinux_2_17_x86_64',
      compiled: ['speedy'],
    }),
    withCompiledParts('fussy', '1.0'),
    pure('user', '1.0'),
    pure('user', '2.0', ['fussy']),
  ];
}

function withCompiledParts(name: string, version: string) {
  return makeWheel({
    name,
    version,
    tag: 'cp313-cp313-manylinux_2_17_x86_64',
    files: { [`${name}/__init__.py`]: `from ${name}._c import f\n` },
    compiled: [`${name}/_c`],
  });
}

/** A session's packages, with an interpreter that does nothing but take their files. */
export async function openGuest(
  index: PackageIndex,
  options: Partial<PackageOptions> = FREE,
  storeName = `store ${String((stores += 1))}`,
): Promise<Guest> {
  const files = new Map<string, Uint8Array>();
  const packages = await Packages.open({
    python: '3.13',
    fullPython: '3.13.15',
    indexUrl: index.url,
    storeName,
    limits: DEFAULT_LIMITS.packages,
    bundled: null,
    reader: readHere,
    fetchIndex: (url, init) => fetch(url, init),
    files: NO_HOSTS,
    onWaiting: () => undefined,
    onDefect: (error) => {
      throw error;
    },
    ...options,
  });
  await packages.attach(({ removed, content }: ChangePiece) => {
    for (const path of removed) files.delete(path);
    if (content !== undefined)
      for (const [path, bytes] of unpackBundle(content)) files.set(path, bytes);
  });
  const call: Guest['call'] = async (method, params) => {
    const serve = packages.methods[`packages/${method}`];
    const reply = await serve?.({ params, payload: new Uint8Array(), signal: NEVER });
    return reply?.value;
  };
  return {
    packages,
    modules: () =>
      [...files.keys()]
        .filter((path) => !path.includes('.dist-info/'))
        .map((path) => path.replace('site-packages/', ''))
        .sort(),
    text: (path) => new TextDecoder().decode(files.get(`site-packages/${path}`)),
    call,
    install: (requirements, version) =>
      call('install', { requirements, version: version ?? null, line: 3 }),
  };
}
