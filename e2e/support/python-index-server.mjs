// @ts-check
/**
 * A package index on this machine, as PyPI is one: project pages in JSON (PEP 691, API version 1.1 of PEP 700), wheels,
 * and the metadata of each beside it (PEP 658 and 714). It is another origin than the page under test and sends the CORS
 * headers that PyPI sends, not more. Tests break it on purpose with `breakWith`, and read in `log` what was asked for.
 */
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answerOf, answerTo, JSON_TYPE, nameAndVersion, routeOf } from './python-index-answers.mjs';

/** @typedef {import('./python-index-answers.mjs').IndexedWheel} IndexedWheel */
/** @typedef {import('./python-index-answers.mjs').RequestKind} RequestKind */
/** @typedef {import('./python-index-answers.mjs').Route} Route */
/** @typedef {import('./python-index-answers.mjs').Answer} Answer */

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
/** What PyPI says of files, which never change. */
const KEPT = { 'cache-control': 'max-age=365000000, immutable, public' };

/**
 * Starts the index on a free port.
 *
 * @param {readonly IndexedWheel[]} [wheels]
 * @param {object} [options]
 * @param {boolean} [options.hasRelativeUrls] PEP 691 allows them; PyPI gives absolute ones.
 * @param {boolean} [options.letsKeepFiles] Browsers may keep wheels and metadata, as with PyPI.
 * @returns {Promise<PackageIndex>}
 * @throws When a file name is not that of a wheel.
 */
export async function createIndex(
  wheels = [],
  { hasRelativeUrls = false, letsKeepFiles = false } = {},
) {
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
    const plain = answerTo(route, { wheels: [...byFilename.values()], request, urlPrefix });
    const isFile = route.kind === 'wheel' || route.kind === 'metadata';
    const keeping = letsKeepFiles && isFile ? KEPT : NOT_KEPT;
    const answer = { ...plain, headers: { ...keeping, ...plain.headers } };
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

/**
 * @param {import('node:http').ServerResponse} response
 * @param {{ answer: Answer, fault: Fault | undefined, request: import('node:http').IncomingMessage }} context
 */
async function send(response, { answer, fault, request }) {
  if (fault?.kind === 'slow') await delay(fault.delayMs);
  const { status, headers, body } = fault === undefined ? answer : faulty(answer, fault, request);
  const allHeaders = {
    ...(fault?.kind === 'no-cors' ? {} : CORS_HEADERS),
    ...(fault === undefined ? {} : NOT_KEPT),
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
