// @ts-check
/** The built site as every end-to-end test sees it: on a plain host, under a sub-path, beside other pages. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startStaticServer } from './static-server.mjs';

/** A sub-path two levels deep finds every absolute URL that slipped into the build. */
export const SITE_PATH = '/some/sub-path/';

/** Pages of the same origin that are not part of the site and lie outside the scope of its service worker. */
export const ELSEWHERE_PATH = '/elsewhere/';

const projectRoot = new URL('../../', import.meta.url);

/**
 * @typedef {object} Site
 * @property {string} origin
 * @property {string} url Address of the app, with a slash at the end.
 * @property {() => Promise<void>} close
 */

/**
 * @param {object} [options]
 * @param {import('./static-server.mjs').Mount[]} [options.mounts] More folders, for example Pyodide for a bench.
 * @param {'dist' | 'dist-3.12'} [options.folder] Which build; the second one has Python 3.12 for its default.
 * @param {import('./static-server.mjs').Mount['directory']} [options.directory] A build somewhere else, instead.
 * @param {number} [options.port] To come back where a server has been before.
 * @returns {Promise<Site>}
 */
export async function startSite({ mounts = [], folder = 'dist', directory, port } = {}) {
  const dist = directory ?? builtSite(folder);
  const { origin, close } = await startStaticServer({
    ...(port === undefined ? {} : { port }),
    mounts: [
      { prefix: SITE_PATH, directory: dist },
      { prefix: ELSEWHERE_PATH, directory: fileURLToPath(new URL('e2e/elsewhere', projectRoot)) },
      ...mounts,
    ],
  });
  return { origin, url: `${origin}${SITE_PATH}`, close };
}

/**
 * @param {'dist' | 'dist-3.12'} folder
 */
function builtSite(folder) {
  const dist = fileURLToPath(new URL(folder, projectRoot));
  if (!existsSync(`${dist}/index.html`)) {
    const script = folder === 'dist' ? 'build' : 'build:3.12';
    throw new Error(`${folder}/index.html is missing: run "npm run ${script}" first`);
  }
  return dist;
}
