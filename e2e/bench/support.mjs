// @ts-check
/** What every bench needs: the built site beside its peers on one server, one engine, and medians. */
import { fileURLToPath } from 'node:url';
import { chromium, firefox } from '@playwright/test';
import { CHROMIUM_ARGS, chromiumPath, firefoxPath } from '../support/engines.mjs';
import { SITE_PATH, startSite } from '../support/site.mjs';

const PAGES_PATH = '/bench/';

/**
 * @typedef {object} Bench
 * @property {import('@playwright/test').Browser} browser
 * @property {string} appUrl The playground itself.
 * @property {string} pagesUrl `e2e/bench/pages/`, which import goru.js and Pyodide from the same origin.
 */

/**
 * Opens `--browser=chromium` (the default) or `--browser=firefox`, runs the bench, closes everything.
 *
 * @param {(bench: Bench) => Promise<void>} run
 */
export async function withBench(run) {
  const engine = option('browser', 'chromium');
  const folder = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
  const site = await startSite({
    mounts: [
      { prefix: PAGES_PATH, directory: folder('pages') },
      { prefix: '/pyodide/', directory: folder('../../node_modules/pyodide') },
    ],
  });
  const browser = await launch(engine);
  console.log(
    `${engine} ${browser.version()}, built site at ${SITE_PATH} on a plain static server`,
  );
  try {
    await run({ browser, appUrl: site.url, pagesUrl: `${site.origin}${PAGES_PATH}` });
  } finally {
    await browser.close();
    await site.close();
  }
}

/**
 * @param {string} engine
 * @param {string} [jsFlags] More flags for V8.
 */
export function launch(engine, jsFlags = '') {
  if (engine === 'firefox') {
    const executablePath = firefoxPath();
    return firefox.launch(executablePath ? { channel: 'moz-firefox', executablePath } : {});
  }
  const executablePath = chromiumPath();
  return chromium.launch({
    args: [...CHROMIUM_ARGS, '--enable-precise-memory-info', `--js-flags=--expose-gc ${jsFlags}`],
    ...(executablePath ? { executablePath } : {}),
  });
}

/**
 * `--name=value` of the command line.
 *
 * @param {string} name
 * @param {string} fallback
 */
export function option(name, fallback) {
  const prefix = `--${name}=`;
  const given = process.argv.find((argument) => argument.startsWith(prefix));
  return given === undefined ? fallback : given.slice(prefix.length);
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * A table row: label, then each figure right-aligned.
 *
 * @param {string} label
 * @param {readonly (string | number)[]} figures
 */
export function row(label, figures) {
  const cells = figures.map((figure) =>
    (typeof figure === 'number' ? figure.toFixed(figure < 10 ? 2 : 0) : figure).padStart(12),
  );
  return label.padEnd(34) + cells.join('');
}
