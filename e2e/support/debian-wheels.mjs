// @ts-check
/**
 * Real packages for the tests of installing: wheels made from Debian 12's Python packages, which are unpacked and not
 * installed.
 *
 * What a test must not rely on:
 * - Upper bounds of requirements: Debian drops them when it turns requirements into dependencies of its packages. It
 *   requires a little more, too: requests needs chardet (and warns without it), urllib3 needs six, rfc3986 needs idna.
 * - `certifi.where()`, which names a file of the machine, `/etc/ssl/certs/ca-certificates.crt`, though the wheel has its
 *   own `cacert.pem`.
 * - Importing typing-extensions 4.4, and pydantic 1.10 with it, in Python 3.12 and newer: it derives from a class that
 *   cannot be derived from any more.
 * - Importing pygal 2.4, whose every import needs setuptools' pkg_resources.
 * - Importing httpx 0.23, httpcore and anyio where there is no `ssl`, and `rich.progress` where there is no `mmap`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackEachPackage } from './debian-packages.mjs';
import { isDebian } from './engines.mjs';
import { distInfoFolder, makeWheel } from './make-wheel.mjs';
import { normalizedName } from './python-index-answers.mjs';

/** @typedef {import('./make-wheel.mjs').Wheel} Wheel */

/** Project, in its normalised name → Debian's name for it. */
const PACKAGES = /** @type {const} */ ({
  anyio: 'python3-anyio',
  attrs: 'python3-attr',
  beautifulsoup4: 'python3-bs4',
  certifi: 'python3-certifi',
  chardet: 'python3-chardet',
  'charset-normalizer': 'python3-charset-normalizer',
  click: 'python3-click',
  colorama: 'python3-colorama',
  h11: 'python3-h11',
  html5lib: 'python3-html5lib',
  httpcore: 'python3-httpcore',
  httpx: 'python3-httpx',
  idna: 'python3-idna',
  'importlib-metadata': 'python3-importlib-metadata',
  jinja2: 'python3-jinja2',
  lxml: 'python3-lxml',
  'markdown-it-py': 'python3-markdown-it',
  markupsafe: 'python3-markupsafe',
  mdurl: 'python3-mdurl',
  'more-itertools': 'python3-more-itertools',
  mpmath: 'python3-mpmath',
  msgpack: 'python3-msgpack',
  packaging: 'python3-packaging',
  pydantic: 'python3-pydantic',
  pygal: 'python3-pygal',
  pygments: 'python3-pygments',
  'python-dateutil': 'python3-dateutil',
  pyyaml: 'python3-yaml',
  requests: 'python3-requests',
  rfc3986: 'python3-rfc3986',
  rich: 'python3-rich',
  six: 'python3-six',
  sniffio: 'python3-sniffio',
  soupsieve: 'python3-soupsieve',
  sympy: 'python3-sympy',
  toml: 'python3-toml',
  tqdm: 'python3-tqdm',
  'typing-extensions': 'python3-typing-extensions',
  urllib3: 'python3-urllib3',
  webencodings: 'python3-webencodings',
  wrapt: 'python3-wrapt',
  zipp: 'python3-zipp',
});

/** @typedef {keyof typeof PACKAGES} DebianProject */

export const DEBIAN_PROJECTS = /** @type {readonly DebianProject[]} */ (Object.keys(PACKAGES));

/** Debian names what only a package's command line needs, too; the packages themselves do without. */
const NOT_REQUIRED = new Set(['python3-pkg-resources']);

/**
 * What only a later release has in the versions that the product is for: urllib3 2, httpx without `ssl`, and pygal 3,
 * which does without pkg_resources. Debian 12's other packages fit to them.
 */
const LATER = {
  release: 'trixie',
  /** @type {ReadonlySet<string>} */
  packageNames: new Set([
    PACKAGES.anyio,
    PACKAGES.certifi,
    PACKAGES.h11,
    PACKAGES.httpcore,
    PACKAGES.httpx,
    PACKAGES.idna,
    PACKAGES['importlib-metadata'],
    PACKAGES.pygal,
    PACKAGES.requests,
    PACKAGES.rich,
    PACKAGES.sniffio,
    PACKAGES['typing-extensions'],
    PACKAGES.urllib3,
    PACKAGES.zipp,
  ]),
};

const MODULES = 'usr/lib/python3/dist-packages';

const CACHE_FOLDER = fileURLToPath(new URL('../../.cache/debian-python', import.meta.url));
const LATER_FOLDER = `${CACHE_FOLDER}-${LATER.release}`;

/** The machine cannot unpack Debian packages; the message is a reason to skip a test. */
export class NoDebianPackagesError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'NoDebianPackagesError';
  }
}

/**
 * Fetches and unpacks what is not there yet; the wheels are made from it without network.
 *
 * @param {string} [folder]
 * @param {readonly string[]} [packageNames]
 * @param {string} [release] Another one than the machine's own.
 * @throws {NoDebianPackagesError} Without apt, or without the rights to use it.
 * @throws {Error} With apt's own words when a package cannot be downloaded.
 */
export function ensureDebianPythonPackages(
  folder = CACHE_FOLDER,
  packageNames = Object.values(PACKAGES),
  release,
) {
  if (packageNames.every((name) => existsSync(join(folder, name)))) return;
  for (const command of ['apt-get', 'dpkg-deb']) {
    try {
      execFileSync(command, ['--version'], { stdio: 'ignore' });
    } catch {
      throw new NoDebianPackagesError(
        `wheels are made from Debian packages, and this machine has no ${command}`,
      );
    }
  }
  if (process.getuid?.() !== 0) {
    throw new NoDebianPackagesError(
      'wheels are made from Debian packages, and only root may update the lists of apt',
    );
  }
  unpackEachPackage({ packageNames, folder, release });
}

/**
 * @param {readonly DebianProject[]} [projects] These and all that they need; everything when absent.
 * @param {object} [options]
 * @param {string} [options.compiledTag]
 *   Tag for the wheels with compiled parts instead of the true one, `cp311-cp311-linux_x86_64`: an installer for
 *   another Python would not look at them.
 * @param {boolean} [options.isLater] Those of the later release where the versions matter: requests 2.32, urllib3 2.
 * @returns {Wheel[]}
 * @throws {NoDebianPackagesError} Without apt, or without the rights to use it; a later release, on no Debian.
 */
export function debianWheels(projects = DEBIAN_PROJECTS, { compiledTag, isLater = false } = {}) {
  ensureDebianPythonPackages();
  if (isLater) ensureLaterDebianPythonPackages();
  /** @type {Map<string, Wheel>} */
  const made = new Map();
  /** @param {DebianProject} project */
  const add = (project) => {
    if (made.has(project)) return;
    const folder = folderOf(project, isLater);
    const { wheel, dependencies } = wheelOfPackage(project, { folder, compiledTag });
    made.set(project, wheel);
    for (const { name, isForOldPython } of dependencies) if (!isForOldPython) add(name);
  };
  for (const project of projects) add(project);
  return [...made.values()];
}

/**
 * Fetches and unpacks the packages of a later release than the machine's own, which stays as it is.
 *
 * @throws {NoDebianPackagesError} Where `ensureDebianPythonPackages` does, and on a system that is no Debian.
 * @throws {Error} With apt's own words when a package cannot be downloaded.
 */
export function ensureLaterDebianPythonPackages() {
  if (!isDebian()) {
    throw new NoDebianPackagesError(
      `packages of Debian's "${LATER.release}" can be had on a Debian only`,
    );
  }
  ensureDebianPythonPackages(LATER_FOLDER, [...LATER.packageNames], LATER.release);
}

/**
 * Lays all packages into one folder, as an installer does, without their compiled parts.
 *
 * @param {string} target
 * @param {object} [options]
 * @param {boolean} [options.isLater] With those of the later release where the versions matter.
 * @throws {NoDebianPackagesError} As the functions do that fetch them.
 */
export function installDebianModules(target, { isLater = false } = {}) {
  ensureDebianPythonPackages();
  if (isLater) ensureLaterDebianPythonPackages();
  const filter = (/** @type {string} */ path) => !path.endsWith('.so');
  for (const project of DEBIAN_PROJECTS) {
    cpSync(join(folderOf(project, isLater), MODULES), target, { recursive: true, filter });
  }
}

/**
 * Where a package lies unpacked.
 *
 * @param {DebianProject} project
 * @param {boolean} isLater
 */
function folderOf(project, isLater) {
  const name = PACKAGES[project];
  return join(isLater && LATER.packageNames.has(name) ? LATER_FOLDER : CACHE_FOLDER, name);
}

/**
 * @param {DebianProject} project
 * @param {{ folder: string, compiledTag: string | undefined }} options
 */
function wheelOfPackage(project, { folder, compiledTag }) {
  const control = readFileSync(join(folder, 'DEBIAN/control'), 'utf8');
  const dependencies = dependenciesOf(control);
  const root = join(folder, MODULES);
  const info = readdirSync(root).find((name) => /\.(dist|egg)-info$/.test(name));
  if (info === undefined) throw new Error(`${PACKAGES[project]} has no metadata in ${root}`);

  const metadata = info.endsWith('.dist-info')
    ? readFileSync(join(root, info, 'METADATA'), 'utf8')
    : metadataOfEgg({ info: join(root, info), dependencies, version: upstreamVersion(control) });
  const name = headerOf(metadata, 'Name');
  const version = headerOf(metadata, 'Version');
  if (normalizedName(name) !== project) {
    throw new Error(`${PACKAGES[project]} holds ${name}, not ${project}`);
  }

  const files = filesOf(root, (path) => path !== info && !path.startsWith(`${info}/`));
  const distInfo = distInfoFolder({ name, version });
  for (const file of ['entry_points.txt', 'top_level.txt']) {
    const path = join(root, info, file);
    if (existsSync(path)) files[`${distInfo}/${file}`] = readFileSync(path);
  }
  const library = Object.keys(files).find((path) => path.endsWith('.so'));
  const tag = library === undefined ? 'py3-none-any' : (compiledTag ?? tagOfLibrary(library));
  return { wheel: makeWheel({ name, version, files, tag, metadata }), dependencies };
}

/** @typedef {{ name: DebianProject, requirement: string, isForOldPython: boolean }} Dependency */

/**
 * The line `Depends` as requirements. `python3-x (>= 2) | python3 (>> 3.8)` is Debian's way of saying that only older
 * Pythons need x; where x is not in the list here, nobody will miss it.
 *
 * @param {string} control
 * @returns {Dependency[]}
 */
export function dependenciesOf(control) {
  const groups = headerOf(control, 'Depends')
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group.startsWith('python3-'));
  return groups.flatMap((group) => {
    const match =
      /^(?<name>\S+)(?: \((?<sign>>=|=) (?<least>[^)]+)\))?(?: \| python3 \(>> (?<python>[\d.]+)\))?$/.exec(
        group,
      );
    const { name: debianName = group, sign, least, python } = match?.groups ?? {};
    if (NOT_REQUIRED.has(debianName)) return [];
    const name = DEBIAN_PROJECTS.find((project) => PACKAGES[project] === debianName);
    const isForOldPython = python !== undefined;
    if (name === undefined && isForOldPython) return [];
    if (match === null || name === undefined) {
      throw new Error(`"${group}" is a dependency on a package which is not in the list here`);
    }
    const bound = least === undefined ? '' : `${sign === '=' ? '==' : '>='}${least}`;
    const marker = !isForOldPython ? '' : `; python_version < "${python}"`;
    return [{ name, requirement: `${name}${bound}${marker}`, isForOldPython }];
  });
}

/**
 * METADATA from setuptools' older form: a folder with PKG-INFO, and the requirements in a file of their own, out of which
 * Debian has taken those that became dependencies of its package. distutils wrote PKG-INFO only, as a file.
 *
 * @param {{ info: string, dependencies: readonly Dependency[], version: string }} egg
 */
function metadataOfEgg({ info, dependencies, version }) {
  const pkgInfo = readFileSync(statSync(info).isFile() ? info : join(info, 'PKG-INFO'), 'utf8');
  const requiresFile = join(info, 'requires.txt');
  const { extras, requirements } = requirementsOfEgg(
    existsSync(requiresFile) ? readFileSync(requiresFile, 'utf8') : '',
  );
  // Where both name a project, requires.txt knows the marker.
  const namedThere = new Set(
    requirements.filter((text) => !text.includes('extra ==')).map(nameOfRequirement),
  );
  const more = dependencies.filter(({ name }) => !namedThere.has(name));
  const lines = [
    ...extras.map((extra) => `Provides-Extra: ${extra}`),
    ...[...more.map(({ requirement }) => requirement), ...requirements].map(
      (requirement) => `Requires-Dist: ${requirement}`,
    ),
  ];
  const [header = '', ...body] = pkgInfo.replaceAll('\r\n', '\n').split('\n\n');
  const kept = header
    .replace(/^Metadata-Version: .*/m, 'Metadata-Version: 2.1')
    // Debian builds mpmath where it does not find out its own version.
    .replace(/^Version: 0\.0\.0$/m, `Version: ${version}`)
    .split('\n')
    .filter((line) => line !== '' && !/^(Provides-Extra|Requires-Dist):/.test(line));
  return [[...kept, ...lines].join('\n'), ...body].join('\n\n').trimEnd() + '\n\n';
}

/**
 * `requires.txt`: requirements, then sections `[extra]`, `[:marker]` and `[extra:marker]`.
 *
 * @param {string} text
 */
export function requirementsOfEgg(text) {
  /** @type {Set<string>} */
  const extras = new Set();
  /** @type {string[]} */
  const requirements = [];
  let marker = '';
  for (const line of text.split('\n').map((untrimmed) => untrimmed.trim())) {
    if (line === '') continue;
    const section = /^\[(?<extra>[^:\]]*)(?::(?<condition>.*))?\]$/.exec(line)?.groups;
    if (section === undefined) {
      requirements.push(line + marker);
      continue;
    }
    const { extra = '', condition } = section;
    if (extra !== '') extras.add(extra);
    const isExtra = `extra == "${extra}"`;
    if (condition === undefined) marker = `; ${isExtra}`;
    else marker = extra === '' ? `; ${condition}` : `; (${condition}) and ${isExtra}`;
  }
  return { extras: [...extras], requirements };
}

/** @param {string} requirement */
function nameOfRequirement(requirement) {
  return normalizedName(/^[\w.-]+/.exec(requirement)?.[0] ?? requirement);
}

/**
 * @param {string} root
 * @param {(path: string) => boolean} isWanted
 */
export function filesOf(root, isWanted) {
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(root, file);
    if (entry.isDirectory() || !isWanted(path)) continue;
    if (!entry.isFile())
      throw new Error(`${file} is no ordinary file; a wheel has no place for it`);
    files[path] = readFileSync(file);
  }
  // The order of a folder differs between file systems.
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `x.cpython-311-x86_64-linux-gnu.so` is for `cp311-cp311-linux_x86_64`. @param {string} path */
function tagOfLibrary(path) {
  const { version, machine } =
    /\.cpython-(?<version>\d+)-(?<machine>\w+)-linux-gnu\.so$/.exec(path)?.groups ?? {};
  if (version === undefined || machine === undefined) {
    throw new Error(`the name of "${path}" does not say for which Python it is`);
  }
  return `cp${version}-cp${version}-linux_${machine}`;
}

/** Without what Debian appends: `1.2.1-2`, `2.28.1+dfsg-1`. @param {string} control */
function upstreamVersion(control) {
  return headerOf(control, 'Version')
    .replace(/-[^-]+$/, '')
    .replace(/[+~].*/, '');
}

/**
 * @param {string} text
 * @param {string} field
 */
function headerOf(text, field) {
  const value = new RegExp(`^${field}: *(.*)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`there is no field ${field} in:\n${text.slice(0, 500)}`);
  return value;
}
