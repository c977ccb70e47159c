// @ts-check
/** Installs or unpacks Debian packages; every function says what it does and does nothing when there is nothing to do. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Of the package debian-archive-keyring, which every Debian has. */
const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The lists are old or absent on a fresh machine, but one update per run is enough. */
let hasUpdatedLists = false;

/** @param {readonly string[]} packages */
export function installPackages(packages) {
  console.log(`Installing Debian packages: ${packages.join(' ')}`);
  updateLists();
  apt(['install', '--yes', '--no-install-recommends', ...packages]);
}

/** @param {string} packageName */
export function isInstalled(packageName) {
  try {
    const status = execFileSync('dpkg-query', ['-W', '-f=${db:Status-Status}', packageName], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return status === 'installed';
  } catch {
    return false; // dpkg-query fails for a package it has never heard of
  }
}

/**
 * Unpacks packages into one folder without installing them, for files which are data to us.
 *
 * @param {{ packageNames: readonly string[], folder: string }} options
 */
export function unpackPackages({ packageNames, folder }) {
  if (existsSync(folder)) return;
  console.log(`Unpacking the Debian packages ${packageNames.join(' ')} into ${folder}`);
  withDownloads({ packageNames, parent: dirname(folder) }, (archives, work) => {
    const contents = join(work, 'contents');
    for (const archive of archives) {
      execFileSync('dpkg', ['-x', archive, contents], { stdio: 'inherit' });
    }
    renameSync(contents, resolve(folder)); // complete or absent, never half unpacked
  });
}

/**
 * Unpacks each package which is not there yet into a folder of its own below `folder`, with what the package says about
 * itself in `DEBIAN/control`.
 *
 * @param {object} options
 * @param {readonly string[]} options.packageNames
 * @param {string} options.folder
 * @param {string | undefined} [options.release] Another release of Debian than the machine's own, by its name: `trixie`.
 */
export function unpackEachPackage({ packageNames, folder, release }) {
  const missing = packageNames.filter((name) => !existsSync(join(folder, name)));
  if (missing.length === 0) return;
  console.log(`Unpacking the Debian packages ${missing.join(' ')} below ${folder}`);
  withDownloads({ packageNames: missing, parent: folder, release }, (archives, work) => {
    for (const archive of archives) {
      const contents = join(work, 'contents');
      execFileSync('dpkg-deb', ['--raw-extract', archive, contents], { stdio: 'inherit' });
      const target = join(folder, basename(archive).split('_')[0] ?? '');
      // Another test process may have been faster.
      if (existsSync(target)) rmSync(contents, { recursive: true });
      else renameSync(contents, target);
    }
  });
}

/**
 * @param {{ packageNames: readonly string[], parent: string, release?: string | undefined }} options
 * @param {(archives: string[], work: string) => void} use
 *   Gets the downloaded files and their folder, which lies in `parent` and does not outlive the call.
 */
function withDownloads({ packageNames, parent, release }, use) {
  updateLists();
  mkdirSync(parent, { recursive: true });
  const work = mkdtempSync(join(parent, 'unpack-'));
  try {
    const configuration = release === undefined ? [] : configureApt(join(work, 'apt'), release);
    // As root, apt would like to drop to its own user, which may not write here. What it says about a package that
    // does not exist goes into the error.
    execFileSync(
      'apt-get',
      ['-qq', ...configuration, '-o', 'APT::Sandbox::User=root', 'download', ...packageNames],
      { cwd: work, stdio: ['ignore', 'inherit', 'pipe'] },
    );
    const archives = readdirSync(work).filter((name) => name.endsWith('.deb'));
    if (archives.length !== packageNames.length) {
      throw new Error(`apt-get downloaded ${archives.join(' ')} for ${packageNames.join(' ')}`);
    }
    use(
      archives.map((name) => join(work, name)),
      work,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * A configuration of apt that sees one other release and lies in a folder of its own: the machine's own lists, and what
 * it would install or upgrade, stay as they are.
 *
 * @param {string} folder
 * @param {string} release
 * @returns {string[]} Options with which apt uses it.
 */
function configureApt(folder, release) {
  for (const path of ['etc/sources.list.d', 'etc/preferences.d', 'state/lists/partial', 'cache']) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  writeFileSync(join(folder, 'etc/sources.list.d/release.sources'), sourceOfRelease(release));
  const options = {
    'APT::Sandbox::User': 'root',
    'Dir::Etc': resolve(folder, 'etc'),
    'Dir::State': resolve(folder, 'state'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': resolve(folder, 'cache'),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  apt([...flags, 'update']);
  return flags;
}

/**
 * The archive is the one from which the machine itself comes.
 *
 * @param {string} release
 */
function sourceOfRelease(release) {
  const own = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const format = '$(REPO_URI) $(CODENAME)';
  const uri = execFileSync(
    'apt-get',
    ['indextargets', '--format', format, 'Created-By: Packages', `Codename: ${own}`],
    { encoding: 'utf8' },
  ).split(' ')[0];
  if (!uri) throw new Error(`apt has no archive of "${own}", from which to get "${release}"`);
  return `Types: deb
URIs: ${uri}
Suites: ${release}
Components: main
Signed-By: ${DEBIAN_KEYRING}
`;
}

function updateLists() {
  if (hasUpdatedLists) return;
  apt(['update']);
  hasUpdatedLists = true;
}

/** @param {string[]} args */
function apt(args) {
  execFileSync('apt-get', ['--quiet', ...args], {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
