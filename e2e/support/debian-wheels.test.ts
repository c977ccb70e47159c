import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, onTestFinished, describe, expect, test, vi } from 'vitest';
import {
  DEBIAN_PROJECTS,
  debianWheels,
  dependenciesOf,
  ensureDebianPythonPackages,
  NoDebianPackagesError,
  requirementsOfEgg,
} from './debian-wheels.mjs';
import { createIndex } from './python-index-server.mjs';

const run = promisify(execFile);

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'debian-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

test("reads requirements and their markers from a Debian package's dependencies", () => {
  const control = `Package: python3-demo
Depends: python3-idna, python3-h11 (>= 0.11), python3-attr (= 22.2.0), python3-typing-extensions | python3 (>> 3.8), python3-importlib-metadata | python3 (>> 3.8), python3:any, tzdata, python3-pkg-resources
Section: python
`;
  const old = 'typing-extensions; python_version < "3.8"';
  expect(dependenciesOf(control)).toEqual([
    { name: 'idna', requirement: 'idna', isForOldPython: false },
    { name: 'h11', requirement: 'h11>=0.11', isForOldPython: false },
    { name: 'attrs', requirement: 'attrs==22.2.0', isForOldPython: false },
    { name: 'typing-extensions', requirement: old, isForOldPython: true },
    {
      name: 'importlib-metadata',
      requirement: 'importlib-metadata; python_version < "3.8"',
      isForOldPython: true,
    },
  ]);
});

test('names a dependency that has no wheel here', () => {
  expect(() => dependenciesOf('Depends: python3-numpy (>= 1)\n')).toThrow(
    '"python3-numpy (>= 1)" is a dependency on a package which is not in the list here',
  );
});

test("turns the sections of an egg's requires.txt into extras and markers", () => {
  const text = `six>=1.5

[:platform_system == "Windows"]
colorama

[i18n]
Babel>=2.7

[empty]

[test:python_version < "3.8" and os_name != "nt"]
mock[more]>=4
`;
  expect(requirementsOfEgg(text)).toEqual({
    extras: ['i18n', 'empty', 'test'],
    requirements: [
      'six>=1.5',
      'colorama; platform_system == "Windows"',
      'Babel>=2.7; extra == "i18n"',
      'mock[more]>=4; (python_version < "3.8" and os_name != "nt") and extra == "test"',
    ],
  });
});

test('gives the reason why there are no wheels on a machine without apt', () => {
  vi.stubEnv('PATH', '/nowhere');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const ensure = (): void => {
    ensureDebianPythonPackages(temporaryFolder(), ['python3-six']);
  };
  expect(ensure).toThrow(NoDebianPackagesError);
  expect(ensure).toThrow('wheels are made from Debian packages, and this machine has no apt-get');
});

describe('on a machine with apt', () => {
  let reason = '';
  beforeAll(() => {
    try {
      ensureDebianPythonPackages();
    } catch (error) {
      if (!(error instanceof NoDebianPackagesError)) throw error;
      reason = error.message;
    }
  });

  test('makes a wheel of every project', (context) => {
    context.skip(reason !== '', reason);
    const wheels = debianWheels();
    expect(wheels).toHaveLength(DEBIAN_PROJECTS.length);
    expect(wheels.filter(({ metadata }) => /^Version: 0\.0/m.test(metadata))).toEqual([]);
  });

  test('takes along what a project needs, once', (context) => {
    context.skip(reason !== '', reason);
    const names = debianWheels(['anyio', 'idna', 'click']).map(({ filename }) => filename);
    expect(names.map((name) => name.split('-')[0])).toEqual([
      'anyio', // needs the next two, and typing-extensions for older Pythons only
      'idna',
      'sniffio',
      'click',
      'colorama',
    ]);
  });

  test('keeps compiled parts, in a wheel for their Python or for the one that is asked for', (context) => {
    context.skip(reason !== '', reason);
    const [real] = debianWheels(['markupsafe']);
    expect(real?.filename).toMatch(/^markupsafe-[\d.]+-cp3\d+-cp3\d+-linux_\w+\.whl$/);
    expect(Buffer.from(real?.bytes ?? []).includes('markupsafe/_speedups.cpython-3')).toBe(true);
    const compiledTag = 'cp313-cp313-manylinux_2_17_x86_64';
    const [asked] = debianWheels(['markupsafe'], { compiledTag });
    expect(asked?.filename).toContain(compiledTag);
  });

  test('names the package that Debian does not have', (context) => {
    context.skip(reason !== '', reason);
    const packageNames = ['python3-six', 'python3-no-such-thing'];
    expect(() => {
      ensureDebianPythonPackages(temporaryFolder(), packageNames);
    }).toThrow('Unable to locate package python3-no-such-thing');
  });

  test('pip resolves and installs them, and Python imports what it installed', async (context) => {
    context.skip(reason !== '', reason);
    const pip = await run('python3', ['-m', 'pip', '--version']).catch(() => undefined);
    const wheels = debianWheels();
    const minor = /-cp3(\d+)-/.exec(wheels.map(({ filename }) => filename).join(' '))?.[1] ?? '';
    const fits = pip?.stdout.includes(`(python 3.${minor})`) ?? false;
    context.skip(!fits, `needs pip of Python 3.${minor}, for which the compiled parts are`);
    const index = await createIndex(wheels);
    onTestFinished(index.close);
    const target = temporaryFolder();
    const projects = ['requests', 'httpx', 'pyyaml', 'jinja2', 'pydantic', 'python-dateutil'];
    const flags = ['--isolated', '--disable-pip-version-check', '--no-cache-dir', '--no-compile'];
    const where = ['--target', target, '--index-url', index.url];
    await run('python3', ['-m', 'pip', 'install', ...flags, ...where, ...projects]);
    const program = `
import sys; sys.path.insert(0, ${JSON.stringify(target)})
import dateutil, httpx, jinja2, pydantic, requests, yaml
print(jinja2.Template('{{ x }}').render(x=yaml.safe_load('[1, 2]')))`;
    const { stdout } = await run('python3', ['-I', '-S', '-W', 'error', '-c', program]);
    expect(stdout).toBe('[1, 2]\n');
  });
});
