// @ts-check
/**
 * A plain static host: correct MIME types, ETag, Last-Modified and 304, and nothing else.
 *
 * It deliberately sends no COOP/COEP, no CSP, no Cache-Control and no compression, because the product promises to
 * work on the simplest host there is. What needs a special header here would be broken for users.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Mount
 * @property {string} prefix URL path which starts and ends with a slash, for example `/some/sub-path/`.
 * @property {string | (() => string)} directory Folder whose files appear under the prefix; a function is asked anew for
 *   each request.
 */

/**
 * @typedef {object} StaticServer
 * @property {string} origin For example `http://127.0.0.1:41234`, without a slash at the end.
 * @property {() => Promise<void>} close Ends open connections too, so that a test can pull the cable.
 */

const HOST = '127.0.0.1';
const DEFAULT_PORT = 8000;
const PORTS_TO_TRY = 20;

/** Unknown types get the byte stream type of a cautious host, never a guess. */
const MIME_TYPES = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.gz', 'application/gzip'],
  ['.html', 'text/html; charset=utf-8'],
  ['.ico', 'image/x-icon'],
  ['.jpg', 'image/jpeg'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.map', 'application/json'],
  ['.md', 'text/markdown; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.png', 'image/png'],
  ['.py', 'text/x-python; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.ttf', 'font/ttf'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.wasm', 'application/wasm'],
  ['.webmanifest', 'application/manifest+json'],
  ['.webp', 'image/webp'],
  ['.whl', 'application/octet-stream'],
  ['.woff2', 'font/woff2'],
  ['.zip', 'application/zip'],
]);

/**
 * @param {{ mounts: Mount[], port?: number }} options Port 0 takes any free port, so that runs side by side never clash.
 * @returns {Promise<StaticServer>}
 */
export async function startStaticServer({ mounts, port = 0 }) {
  for (const { prefix } of mounts) {
    if (!/^\/(.*\/)?$/.test(prefix)) {
      throw new Error(`mount prefix must start and end with a slash: "${prefix}"`);
    }
  }
  const byLongestPrefix = [...mounts].sort((a, b) => b.prefix.length - a.prefix.length);
  const server = createServer((request, response) => {
    respond(byLongestPrefix, request, response).catch((/** @type {unknown} */ error) => {
      console.error(`static server: ${request.url ?? ''}:`, error);
      response.destroy();
    });
  });
  await new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, HOST, () => {
      server.off('error', fail);
      done(undefined);
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the static server has no port');
  }
  return {
    origin: `http://${HOST}:${String(address.port)}`,
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {Mount[]} mounts
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function respond(mounts, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    end(response, 405, { allow: 'GET, HEAD' });
    return;
  }
  const url = new URL(request.url ?? '/', `http://${HOST}`);
  const path = decodePath(url.pathname);
  const mount = path === undefined ? undefined : mounts.find((m) => path.startsWith(m.prefix));
  const withSlash = path === undefined ? undefined : `${path}/`;
  if (path === undefined || mount === undefined) {
    const isMountWithoutSlash = mounts.some((m) => m.prefix === withSlash);
    if (isMountWithoutSlash) redirectToFolder(response, url);
    else end(response, 404);
    return;
  }
  const { directory } = mount;
  const root = resolve(typeof directory === 'string' ? directory : directory());
  let file = join(root, path.slice(mount.prefix.length));
  if (file !== root && !file.startsWith(root + sep)) {
    end(response, 404);
    return;
  }
  let info = await statOrUndefined(file);
  if (info?.isDirectory()) {
    if (!path.endsWith('/')) {
      redirectToFolder(response, url);
      return;
    }
    file = join(file, 'index.html');
    info = await statOrUndefined(file);
  }
  if (!info?.isFile()) {
    end(response, 404);
    return;
  }
  sendFile({ request, response, file, info });
}

/**
 * @param {{
 *   request: import('node:http').IncomingMessage,
 *   response: import('node:http').ServerResponse,
 *   file: string,
 *   info: import('node:fs').Stats,
 * }} options
 */
function sendFile({ request, response, file, info }) {
  const modified = new Date(Math.floor(info.mtimeMs / 1000) * 1000);
  const etag = `"${Math.floor(info.mtimeMs).toString(16)}-${info.size.toString(16)}"`;
  const headers = { etag, 'last-modified': modified.toUTCString() };
  if (isUnchanged(request.headers, { etag, modified })) {
    end(response, 304, headers);
    return;
  }
  response.writeHead(200, {
    ...headers,
    'content-type': MIME_TYPES.get(extname(file).toLowerCase()) ?? 'application/octet-stream',
    'content-length': info.size,
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const stream = createReadStream(file);
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}

/**
 * If-None-Match wins over If-Modified-Since, as RFC 9110 §13.2.2 orders.
 *
 * @param {import('node:http').IncomingHttpHeaders} requested
 * @param {{ etag: string, modified: Date }} current
 */
function isUnchanged(requested, { etag, modified }) {
  const tags = requested['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  }
  const since = requested['if-modified-since'];
  return since !== undefined && modified.getTime() <= Date.parse(since);
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {Record<string, string>} [headers]
 */
function end(response, status, headers = {}) {
  response.writeHead(status, status === 304 ? headers : { ...headers, 'content-length': 0 });
  response.end();
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {URL} url
 */
function redirectToFolder(response, url) {
  end(response, 301, { location: `${url.pathname}/${url.search}` });
}

/** @param {string} path */
function decodePath(path) {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined; // a broken percent sequence names no file
  }
}

/** @param {string} file */
async function statOrUndefined(file) {
  try {
    return await stat(file);
  } catch {
    return undefined; // missing or unreadable: both are "not found" to a visitor
  }
}

/** @param {Mount[]} mounts */
async function startOnNextFreePort(mounts) {
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + PORTS_TO_TRY; port += 1) {
    try {
      return await startStaticServer({ mounts, port });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
  return startStaticServer({ mounts });
}

/** @param {string} text For example `/some/sub-path/=dist`. */
function parseMount(text) {
  const cut = text.indexOf('=');
  if (cut < 1) throw new Error(`--mount wants /prefix/=directory, got "${text}"`);
  return { prefix: text.slice(0, cut), directory: text.slice(cut + 1) };
}

async function main() {
  const { values } = parseArgs({
    options: {
      mount: { type: 'string', multiple: true, default: ['/=dist'] },
      port: { type: 'string' },
      'open-path': { type: 'string' },
    },
  });
  const mounts = values.mount.map(parseMount);
  for (const { directory } of mounts) {
    if (!(await statOrUndefined(directory))?.isDirectory()) {
      throw new Error(`there is no folder "${directory}": run "npm run build" first`);
    }
  }
  const server =
    values.port === undefined
      ? await startOnNextFreePort(mounts)
      : await startStaticServer({ mounts, port: Number(values.port) });
  const path = values['open-path'] ?? mounts[0]?.prefix ?? '/';
  console.log(`\n  Goru Playground: ${server.origin.replace(HOST, 'localhost')}${path}\n`);
  console.log('  Press Ctrl+C to stop.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((/** @type {unknown} */ error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
