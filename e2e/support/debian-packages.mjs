// @ts-check
/** Installs or unpacks Debian packages; every function says what it does and does nothing when there is nothing to do. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

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
  updateLists();
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(join(dirname(folder), 'unpack-'));
  try {
    // As root, apt would like to drop to its own user, which may not write here.
    execFileSync('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', ...packageNames], {
      cwd: work,
      stdio: 'inherit',
    });
    const archives = readdirSync(work).filter((name) => name.endsWith('.deb'));
    if (archives.length !== packageNames.length) {
      throw new Error(`apt-get downloaded ${archives.join(' ')} for ${packageNames.join(' ')}`);
    }
    const contents = join(work, 'contents');
    for (const archive of archives) {
      execFileSync('dpkg', ['-x', join(work, archive), contents], { stdio: 'inherit' });
    }
    renameSync(contents, resolve(folder)); // complete or absent, never half unpacked
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
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
