// @ts-check
/** Where each browser engine comes from on this machine: a Debian package, or Playwright's own download. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @typedef {'chromium' | 'firefox' | 'webkit'} Engine */

/**
 * Chromium as root needs `--no-sandbox`; the others keep a test from waiting for a GPU or the network.
 * @type {readonly string[]}
 */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns {string | undefined} The engine alone; a whole browser's own pages take a third of the processor. */
export function chromiumShellPath() {
  return findCommand('chromium-headless-shell');
}

/** @returns {string | undefined} Undefined means: use Playwright's own Chromium. */
export function chromiumPath() {
  return chromiumShellPath() ?? findCommand('chromium');
}

/** @returns {string | undefined} Undefined means: use Playwright's own Firefox. */
export function firefoxPath() {
  return findCommand('firefox-esr');
}

/**
 * Real WebKitGTK, the stand-in for Safari 26: Playwright's WebKit build has JSPI and so proves nothing about the
 * fallback.
 *
 * @returns {{ driver: string, browser: string, display: string } | undefined} Undefined means: not on this machine.
 */
export function webKitGtk() {
  const driver = findCommand('WebKitWebDriver');
  const display = findCommand('xvfb-run');
  const browser = findMiniBrowser();
  return driver && display && browser ? { driver, browser, display } : undefined;
}

/** Only on Debian itself: Ubuntu's packages of the same names are empty shells around snaps. */
export function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false; // not Linux
  }
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
export function findCommand(name) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** Debian puts MiniBrowser into a folder named after the architecture and the API version. */
function findMiniBrowser() {
  const root = '/usr/lib';
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .filter((name) => name.endsWith('-linux-gnu'))
    .flatMap((arch) => ['webkit2gtk-4.1', 'webkitgtk-6.0'].map((api) => join(root, arch, api)))
    .map((folder) => join(folder, 'MiniBrowser'))
    .find((path) => existsSync(path));
}
