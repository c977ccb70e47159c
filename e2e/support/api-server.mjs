// @ts-check
/** A server of somebody else's, as programs meet them on the web: with and without CORS, slow, broken, redirecting. */
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

/**
 * One request as it arrived.
 * @typedef {object} LoggedRequest
 * @property {string} method
 * @property {string} path With its query.
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} body
 * @property {boolean} isAborted Whether the client went away before the answer was complete.
 */

/**
 * @typedef {object} ApiServer
 * @property {string} origin
 * @property {string} host With its port.
 * @property {LoggedRequest[]} log In the order of arrival, CORS preflights included.
 * @property {() => number} mostAtOnce How many requests were under way at the same time, at most.
 * @property {() => Promise<void>} close
 */

/** @typedef {(request: LoggedRequest, response: import('node:http').ServerResponse, query: URLSearchParams) => void} Route */

/** @type {Readonly<Record<string, Route>>} */
const ROUTES = {
  '/echo': (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-from-server', 'yes');
    response.end(JSON.stringify({ ...request, isAborted: undefined }));
  },
  '/status': (_request, response, query) => {
    response.writeHead(Number(query.get('code')), query.get('reason') ?? undefined);
    response.end(query.get('body') ?? undefined);
  },
  '/redirect': (_request, response, query) => {
    response.writeHead(Number(query.get('code') ?? '302'), { location: query.get('to') ?? '/' });
    response.end();
  },
  '/slow': (_request, response, query) => {
    setTimeout(() => response.end('slow'), Number(query.get('ms')));
  },
  '/never': () => {
    // Waits for the client to give up.
  },
  '/bytes': (_request, response, query) => {
    response.end(Buffer.alloc(Number(query.get('count')), 120));
  },
  '/drip': (_request, response) => {
    response.setHeader('content-length', 5);
    /** @param {number} left */
    const drip = (left) => {
      if (left === 1) response.end('x');
      else {
        response.write('x');
        setTimeout(() => drip(left - 1), 150);
      }
    };
    drip(5);
  },
  '/truncated': (_request, response) => {
    response.setHeader('content-length', 1000);
    response.write('x'.repeat(100));
    setTimeout(() => response.destroy(), 50);
  },
  '/too-long': (_request, response) => {
    // Beside Node's own writer, which would refuse to send more than it announced.
    response.socket?.end(
      'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 5\r\n\r\nhello world',
    );
  },
  '/not-utf8': (_request, response) => {
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.end(Buffer.from([0x61, 0xff, 0xfe, 0x62]));
  },
  '/latin-1': (_request, response) => {
    response.setHeader('content-type', 'text/plain; charset=iso-8859-1');
    response.end(Buffer.from([0xe4]));
  },
  '/gzip': (_request, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.setHeader('content-type', 'application/json');
    response.end(gzipSync(JSON.stringify({ text: 'zip'.repeat(1000) })));
  },
  '/not-gzip': (_request, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end('this was never compressed');
  },
};

/**
 * @param {string} [address] An address of this machine: `127.0.0.1`, `::1` …
 * @param {string} [name] The host in the server's origin.
 * @returns {Promise<ApiServer>}
 */
export async function startApiServer(address = '127.0.0.1', name = address) {
  /** @type {LoggedRequest[]} */
  const log = [];
  let underWay = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://any.test');
    /** @type {LoggedRequest} */
    const entry = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: '',
      isAborted: false,
    };
    log.push(entry);
    underWay += 1;
    most = Math.max(most, underWay);
    response.on('close', () => {
      underWay -= 1;
      entry.isAborted = !response.writableFinished;
    });
    request.on('data', (/** @type {Buffer} */ chunk) => (entry.body += chunk.toString('latin1')));
    request.on('end', () => {
      if (!url.pathname.startsWith('/no-cors')) allowEverything(request, response);
      if (isPreflight(request)) {
        response.writeHead(204).end();
        return;
      }
      const route = ROUTES[url.pathname.replace(/^\/no-cors/, '')];
      if (route === undefined) response.writeHead(404).end('nothing here');
      else route(entry, response, url.searchParams);
    });
  });
  await new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, address, () => done(undefined));
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
  const host = `${name.includes(':') ? `[${name}]` : name}:${String(bound.port)}`;
  return {
    origin: `http://${host}`,
    host,
    log,
    mostAtOnce: () => most,
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}

/** @param {import('node:http').IncomingMessage} request */
function isPreflight(request) {
  return (
    request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
  );
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
function allowEverything(request, response) {
  const allowed = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': '*',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    'access-control-expose-headers': '*',
  };
  for (const [name, value] of Object.entries(allowed)) response.setHeader(name, value);
}
