// @ts-check
/**
 * A package index on this machine, as PyPI is one: project pages in JSON (PEP 691, API version 1.1 of PEP 700), wheels,
 * and the metadata of each beside it (PEP 658 and 714). It is another origin than the page under test and sends the CORS
 * headers that PyPI sends, not more. Tests break it on purpose with `breakWith`, and read in `log` what was asked for.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * @typedef {object} IndexedWheel
 * @property {string} filename
 * @property {Uint8Array} bytes
 * @property {string} [metadata] Text of METADATA. Without it the index has no metadata file, as for old uploads.
 * @property {string} [requiresPython] Replaces what METADATA says.
 * @property {boolean | string} [yanked] Whether, or why, the file was withdrawn (PEP 592).
 * @property {number} [size] In bytes; replaces the true one.
 * @property {Readonly<Record<string, string>>} [hashes] Replaces the true SHA-256; `{}` for an index without hashes.
 */

/**
 * What a request is for. `index` is the list of all projects, `other` what no index has.
 * @typedef {'index' | 'project' | 'metadata' | 'wheel' | 'other'} RequestKind
 */

/**
 * @typedef {object} LoggedRequest
 * @property {string} method
 * @property {RequestKind} kind
 * @property {string} path With its query.
 * @property {import('node:http').IncomingHttpHeaders} headers
 */

/**
 * What an answer is like instead of the right one.
 * - `html`: a page for people, as the login of a public network gives it, with status 200.
 * - `json`: the value, in the right type.
 * - `status`: 404, 429, 500 …
 * - `half`: announces everything, sends half and breaks the connection.
 * - `redirect`: to the same path of another origin.
 * - `wrong-hash`: one byte is another one; size and announced hash stay.
 * - `slow`: the right answer, later.
 * - `no-cors`: the right answer, but a browser does not hand it to a page of another origin.
 *
 * @typedef {{ kind: 'html' } | { kind: 'json', value: unknown }
 *   | { kind: 'status', status: number, headers?: Record<string, string> } | { kind: 'half' }
 *   | { kind: 'redirect', to: string, status?: number } | { kind: 'wrong-hash' }
 *   | { kind: 'slow', delayMs: number } | { kind: 'no-cors' }} Fault
 */

/**
 * Which requests a fault hits.
 * @typedef {object} FaultTarget
 * @property {RequestKind} [on] Every kind when absent.
 * @property {string} [project] Normalised name; every project when absent.
 * @property {number} [times] How many requests, from now on; all when absent.
 */

/**
 * @typedef {object} PackageIndex
 * @property {string} origin
 * @property {string} url Base URL of the index, with a slash at the end: `http://127.0.0.1:41234/simple/`.
 * @property {LoggedRequest[]} log In the order of arrival, without CORS preflights.
 * @property {(kind?: RequestKind) => number} requestCount
 * @property {() => void} forgetRequests Empties the log.
 * @property {() => number} mostAtOnce How many requests were under way at the same time, at most.
 * @property {(wheels: readonly IndexedWheel[]) => void} add A file name that is there already is replaced.
 * @property {(fault: Fault, target?: FaultTarget) => void} breakWith The latest fault that fits a request counts.
 * @property {() => void} repair Ends all faults.
 * @property {() => Promise<void>} close Ends open connections too.
 */

const HOST = '127.0.0.1';
const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const LOGIN_PAGE = '<!DOCTYPE html>\n<title>Sign in</title>\n<p>Sign in to use this network.</p>\n';

/**
 * As PyPI sends them for project pages; a request with another header is one that PyPI would refuse to a browser.
 * https://github.com/pypi/warehouse, `_CORS_HEADERS`
 */
const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since',
  'access-control-allow-methods': 'GET',
  'access-control-max-age': '86400',
  'access-control-expose-headers': 'X-PyPI-Last-Serial',
};

/**
 * PyPI lets browsers keep its answers; here each one is asked for again, or a test would take the browser's cache for
 * what the product keeps by itself.
 */
const NOT_KEPT = { 'cache-control': 'no-store' };

/** The shape of a wheel's file name: name, version, perhaps a build number, three tags. */
const WHEEL_FILENAME = /^(?<name>[^-]+)-(?<version>[^-]+)(-\d[^-]*)?(-[^-]+){3}\.whl$/;

/**
 * Starts the index on a free port.
 *
 * @param {readonly IndexedWheel[]} [wheels]
 * @param {object} [options]
 * @param {boolean} [options.hasRelativeUrls] PEP 691 allows them; PyPI gives absolute ones.
 * @returns {Promise<PackageIndex>}
 * @throws When a file name is not that of a wheel.
 */
export async function createIndex(wheels = [], { hasRelativeUrls = false } = {}) {
  /** @type {Map<string, IndexedWheel>} */
  const byFilename = new Map();
  const add = (/** @type {readonly IndexedWheel[]} */ more) => {
    for (const wheel of more) {
      nameAndVersion(wheel.filename); // throws for what is no wheel
      byFilename.set(wheel.filename, wheel);
    }
  };
  add(wheels);

  /** @type {LoggedRequest[]} */
  const log = [];
  /** @type {{ fault: Fault, on?: RequestKind, project?: string, left: number }[]} */
  let faults = [];
  let underWay = 0;
  let most = 0;
  let origin = '';

  const takeFault = (/** @type {Route} */ route) => {
    const found = faults.findLast(
      ({ on, project, left }) =>
        left > 0
        && (on === undefined || on === route.kind)
        && (project === undefined || project === route.project),
    );
    if (found !== undefined) found.left -= 1;
    return found?.fault;
  };

  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      response.writeHead(200, CORS_HEADERS).end();
      return;
    }
    const path = request.url ?? '/';
    const route = routeOf(path);
    const { method = '', headers } = request;
    log.push({ method, kind: route.kind, path, headers });
    underWay += 1;
    most = Math.max(most, underWay);
    response.on('close', () => (underWay -= 1));
    const urlPrefix = hasRelativeUrls ? '../../files/' : `${origin}/files/`;
    const answer = answerTo(route, { wheels: [...byFilename.values()], request, urlPrefix });
    send(response, { answer, fault: takeFault(route), request }).catch(
      (/** @type {unknown} */ error) => {
        console.error(`package index: ${path}:`, error);
        response.destroy();
      },
    );
  });
  await new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, HOST, () => {
      done(undefined);
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the index has no port');
  origin = `http://${HOST}:${String(address.port)}`;

  return {
    origin,
    url: `${origin}/simple/`,
    log,
    requestCount: (kind) =>
      log.filter((request) => kind === undefined || request.kind === kind).length,
    forgetRequests: () => {
      log.length = 0;
    },
    mostAtOnce: () => most,
    add,
    breakWith: (fault, { times = Infinity, ...target } = {}) => {
      faults.push({ fault, left: times, ...target });
    },
    repair: () => {
      faults = [];
    },
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}

/** The normalised form of a project's name, PEP 503. @param {string} name */
export function normalizedName(name) {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** @typedef {{ kind: RequestKind, project?: string, filename?: string, canonicalPath?: string }} Route */

/** @param {string} url @returns {Route} */
function routeOf(url) {
  const path = decodedPath(url);
  if (/^\/simple\/?$/.test(path)) return { kind: 'index', canonicalPath: '/simple/' };
  const project = /^\/simple\/([^/]+)\/?$/.exec(path)?.[1];
  if (project !== undefined) {
    const name = normalizedName(project);
    return { kind: 'project', project: name, canonicalPath: `/simple/${name}/` };
  }
  const filename = /^\/files\/([^/]+\.whl)(\.metadata)?$/.exec(path)?.[1];
  if (filename === undefined || !WHEEL_FILENAME.test(filename)) return { kind: 'other' };
  const kind = path.endsWith('.metadata') ? 'metadata' : 'wheel';
  return { kind, filename, project: nameAndVersion(filename).project };
}

/** @param {string} url */
function decodedPath(url) {
  const { pathname } = new URL(url, 'http://any.test');
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname; // a broken percent sequence names nothing here
  }
}

/** @typedef {{ status: number, headers: Record<string, string>, body: Uint8Array }} Answer */

/**
 * @param {Route} route
 * @param {{ wheels: IndexedWheel[], request: import('node:http').IncomingMessage, urlPrefix: string }} context
 * @returns {Answer}
 */
function answerTo(route, { wheels, request, urlPrefix }) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return answerOf(405, 'text/plain', '');
  const path = new URL(request.url ?? '/', 'http://any.test').pathname;
  if (route.canonicalPath !== undefined && route.canonicalPath !== path) {
    // PEP 503: other spellings of a name lead to the normalised one.
    const answer = answerOf(301, 'text/plain', '');
    return { ...answer, headers: { ...answer.headers, location: route.canonicalPath } };
  }
  if (route.kind === 'metadata' || route.kind === 'wheel') {
    const wheel = wheels.find(({ filename }) => filename === route.filename);
    const body = route.kind === 'wheel' ? wheel?.bytes : wheel?.metadata;
    return body === undefined ? notFound() : answerOf(200, 'application/octet-stream', body);
  }
  if (route.kind === 'other') return notFound();

  const names = [...new Set(wheels.map(({ filename }) => nameAndVersion(filename).project))].sort();
  const files = wheels.filter(({ filename }) => nameAndVersion(filename).project === route.project);
  if (route.kind === 'project' && files.length === 0) return notFound();
  if (!acceptsJson(request)) {
    // PyPI's own default, so that a client which forgets the Accept header is found out.
    const anchors =
      route.kind === 'index'
        ? names.map((name) => `<a href="${name}/">${name}</a>\n`)
        : files.map((file) => `<a href="${toFileUrl(file)}">${file.filename}</a>\n`);
    return answerOf(200, 'text/html', `<!DOCTYPE html>\n<title>Links</title>\n${anchors.join('')}`);
  }
  const meta = { 'api-version': '1.1' };
  return answerOf(
    200,
    JSON_TYPE,
    JSON.stringify(
      route.kind === 'index'
        ? { meta, projects: names.map((name) => ({ name })) }
        : {
            meta,
            name: route.project,
            versions: [...new Set(files.map(({ filename }) => nameAndVersion(filename).version))],
            files: files.map((file) => fileEntry(file, toFileUrl(file))),
          },
    ),
  );

  /** @param {IndexedWheel} wheel */
  function toFileUrl({ filename }) {
    return `${urlPrefix}${encodeURIComponent(filename)}`;
  }
}

/**
 * One file of a project page: PEP 691, `size` and `upload-time` of PEP 700, `core-metadata` of PEP 714.
 *
 * @param {IndexedWheel} wheel
 * @param {string} url
 */
function fileEntry(wheel, url) {
  const { filename, bytes, metadata } = wheel;
  const requiresPython =
    wheel.requiresPython ?? /^Requires-Python: *(.+)$/m.exec(metadata ?? '')?.[1];
  const coreMetadata = metadata === undefined ? false : { sha256: sha256(metadata) };
  return {
    filename,
    url,
    hashes: wheel.hashes ?? { sha256: sha256(bytes) },
    ...(requiresPython === undefined ? {} : { 'requires-python': requiresPython }),
    size: wheel.size ?? bytes.length,
    'upload-time': '2024-01-01T00:00:00.000000Z',
    yanked: wheel.yanked ?? false,
    'core-metadata': coreMetadata,
    // The same under the name with which PyPI began; PEP 714 keeps it for old clients.
    'data-dist-info-metadata': coreMetadata,
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {{ answer: Answer, fault: Fault | undefined, request: import('node:http').IncomingMessage }} context
 */
async function send(response, { answer, fault, request }) {
  if (fault?.kind === 'slow') await delay(fault.delayMs);
  const { status, headers, body } = fault === undefined ? answer : faulty(answer, fault, request);
  const allHeaders = {
    ...(fault?.kind === 'no-cors' ? {} : CORS_HEADERS),
    ...NOT_KEPT,
    ...headers,
  };
  response.writeHead(status, { ...allHeaders, 'content-length': body.length });
  if (request.method === 'HEAD') response.end();
  else if (fault?.kind === 'half') {
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  } else response.end(body);
}

/**
 * @param {Answer} answer
 * @param {Fault} fault
 * @param {import('node:http').IncomingMessage} request
 * @returns {Answer}
 */
function faulty(answer, fault, request) {
  switch (fault.kind) {
    case 'html':
      return answerOf(200, 'text/html', LOGIN_PAGE);
    case 'json':
      return answerOf(200, JSON_TYPE, JSON.stringify(fault.value));
    case 'status': {
      const { status, headers = {} } = fault;
      const plain = answerOf(status, 'text/plain', `status ${String(status)}\n`);
      return { ...plain, headers: { ...plain.headers, ...headers } };
    }
    case 'redirect': {
      const location = new URL(request.url ?? '/', fault.to).href;
      const plain = answerOf(fault.status ?? 302, 'text/plain', '');
      return { ...plain, headers: { ...plain.headers, location } };
    }
    case 'wrong-hash': {
      const body = Uint8Array.from(answer.body);
      const middle = body.length >> 1;
      body[middle] = (body[middle] ?? 0) ^ 1;
      return { ...answer, body };
    }
    case 'half':
    case 'slow':
    case 'no-cors':
      return answer; // the answer is right; how it is sent is not
  }
}

/**
 * @param {number} status
 * @param {string} type
 * @param {string | Uint8Array} body
 * @returns {Answer}
 */
function answerOf(status, type, body) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { status, headers: { 'content-type': type }, body: bytes };
}

function notFound() {
  return answerOf(404, 'text/plain', '404 Not Found\n');
}

/** @param {import('node:http').IncomingMessage} request */
function acceptsJson(request) {
  const types = (request.headers.accept ?? '').split(',').map((part) => part.split(';')[0]?.trim());
  return types.some(
    (type) => type === JSON_TYPE || type === 'application/vnd.pypi.simple.latest+json',
  );
}

/** @param {string} filename */
function nameAndVersion(filename) {
  const { name, version } = WHEEL_FILENAME.exec(filename)?.groups ?? {};
  if (name === undefined || version === undefined) {
    throw new Error(
      `"${filename}" is not the name of a wheel: name-version-python-abi-platform.whl is`,
    );
  }
  return { project: normalizedName(name), version };
}

/** @param {string | Uint8Array} contents */
function sha256(contents) {
  return createHash('sha256').update(contents).digest('hex');
}
