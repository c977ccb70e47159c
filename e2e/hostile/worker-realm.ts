/** Looks into Python's thread as whoever had broken out of WebAssembly would, through the browser's debug protocol. */
import assert from 'node:assert/strict';
import type { Page } from '@playwright/test';

export interface RealmReport {
  /** What the global object and its prototypes still have, by name. */
  readonly names: readonly string[];
  /** What each way out ended in. */
  readonly attempts: Readonly<Record<string, string>>;
}

/** What is left could bring somebody out of the thread only by the port to its page. */
export function assertNothingIsLeft({ attempts, names }: RealmReport): void {
  const ways = Object.keys(attempts);
  assert.deepEqual(attempts, Object.fromEntries(ways.map((name) => [name, 'refused'])));
  assert(ways.length > 20);
  const isKept = (name: string): boolean =>
    KEPT_NAMES.includes(name) || /^(?:\w*(?:Array|Error|Event|Stack)|[A-Z_]+)$/.test(name);
  assert.deepEqual(
    names.filter((name) => /^[A-Z]/.test(name) && !isKept(name)),
    [],
  );
  assert.deepEqual(
    names.filter((name) => /^[a-z]/.test(name)),
    KEPT_FUNCTIONS,
  );
}

/** What the thread keeps, besides the language's arrays, errors and the like. */
const KEPT_NAMES: readonly string[] = [
  'AbortController',
  'AbortSignal',
  'ArrayBuffer',
  'Atomics',
  'BigInt',
  'Boolean',
  'DOMException',
  'DataView',
  'Date',
  'EventTarget',
  'FinalizationRegistry',
  'Infinity',
  'Intl',
  'Iterator',
  'JSON',
  'Map',
  'Math',
  'MessageChannel',
  'MessagePort',
  'NaN',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'Temporal',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  'WeakMap',
  'WeakRef',
  'WeakSet',
  'WebAssembly',
];

const KEPT_FUNCTIONS: readonly string[] = [
  'clearTimeout',
  'close',
  'console',
  'crypto',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'escape',
  'globalThis',
  'isFinite',
  'isNaN',
  'onerror',
  'onmessage',
  'onmessageerror',
  'parseFloat',
  'parseInt',
  'performance',
  'postMessage',
  'queueMicrotask',
  'reportError',
  'self',
  'setTimeout',
  'structuredClone',
  'undefined',
  'unescape',
];

/** The text of a program for the thread; its value is a `RealmReport`. */
export const REALM_PROBE = `(() => {
  const foreign = '@FOREIGN@/leak';
  const names = new Set();
  for (let holder = globalThis; holder !== null && holder !== EventTarget.prototype; holder = Object.getPrototypeOf(holder)) {
    for (const name of Object.getOwnPropertyNames(holder)) names.add(name);
  }
  const g = globalThis;
  const chain = [];
  for (let holder = g; holder !== null; holder = Object.getPrototypeOf(holder)) chain.push(holder);
  const byChain = (name) => chain.map((holder) => Object.getOwnPropertyDescriptor(holder, name)).find((one) => one !== undefined);
  const need = (value) => { if (value === undefined || value === null) throw new Error('gone'); return value; };
  const ways = {
    'fetch': () => need(g.fetch)(foreign),
    'fetch of a prototype': () => need(byChain('fetch')).value.call(g, foreign),
    'XMLHttpRequest': () => new (need(g.XMLHttpRequest))(),
    'WebSocket': () => new (need(g.WebSocket))(foreign.replace('http', 'ws')),
    'WebSocketStream': () => new (need(g.WebSocketStream))(foreign.replace('http', 'ws')),
    'EventSource': () => new (need(g.EventSource))(foreign),
    'WebTransport': () => new (need(g.WebTransport))(foreign.replace('http', 'https')),
    'importScripts': () => need(g.importScripts)(foreign),
    'importScripts of a prototype': () => need(byChain('importScripts')).value.call(g, foreign),
    'Worker': () => new (need(g.Worker))(foreign),
    'SharedWorker': () => new (need(g.SharedWorker))(foreign),
    'BroadcastChannel': () => new (need(g.BroadcastChannel))('x'),
    'indexedDB': () => need(g.indexedDB).open('x'),
    'indexedDB of a prototype': () => need(need(byChain('indexedDB')).get.call(g)).open('x'),
    'caches': () => need(g.caches).open('x'),
    'cookieStore': () => need(g.cookieStore).getAll(),
    'navigator': () => need(g.navigator).storage,
    'navigator of a prototype': () => need(need(byChain('navigator')).get.call(g)).storage,
    'locks': () => need(g.navigator).locks.query(),
    'service worker': () => need(g.navigator).serviceWorker.getRegistrations(),
    'a font': () => new (need(g.FontFace))('x', 'url(' + foreign + ')').load(),
    'fonts': () => need(g.fonts).load('1px x'),
    'a canvas': () => new (need(g.OffscreenCanvas))(1, 1),
    'a notification': () => new (need(g.Notification))('x'),
    'a request to a file system': () => need(g.webkitRequestFileSystemSync)(0, 1),
    'location': () => need(g.location).href,
    'self of a prototype': () => need(need(byChain('self')).get.call(g).fetch),
    'Function': () => need(g.Function)('return 1')(),
    'eval': () => need(g.eval)('1'),
    'the maker of functions': () => (() => 0).constructor('return fetch')(),
    'the maker of async functions': () => (async () => 0).constructor('return import("' + foreign + '")')(),
    'the maker of generators': () => (function* () {}).constructor('yield 1')(),
    'the maker of async generators': () => (async function* () {}).constructor('yield 1')(),
    'the maker of a builtin': () => Array.prototype.map.constructor('return 1')(),
    'the maker of a class': () => (class {}).constructor('return 1')(),
    'the maker by its prototype': () => Object.getPrototypeOf(Math.max).constructor('return 1')(),
    'a timer with a text': () => setTimeout('fetch("' + foreign + '")', 0),
    'an interval with a text': () => need(g.setInterval)('fetch("' + foreign + '")', 1),
    'another timer': () => need(need(byChain('setTimeout')).value)('1', 0),
  };
  const attempts = {};
  for (const [name, way] of Object.entries(ways)) {
    try { const value = way(); attempts[name] = 'done: ' + String(value); } catch { attempts[name] = 'refused'; }
  }
  return { names: [...names].sort(), attempts };
})()`;

interface Attached {
  sessionId: string;
  targetInfo: { type: string; title: string; url: string };
}

/** The value of an expression in a worker. Playwright's own way needs the thread's `eval`, which is gone. */
export async function evaluateInWorker<T>(
  page: Page,
  name: string,
  expression: string,
): Promise<T> {
  const client = await page.context().newCDPSession(page);
  const found: Attached[] = [];
  client.on('Target.attachedToTarget', (event) => found.push(event));
  await client.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const worker = found.find(
    ({ targetInfo }) => targetInfo.type === 'worker' && targetInfo.title.includes(name),
  );
  if (worker === undefined) {
    throw new Error(
      `no worker ${name} among ${JSON.stringify(found.map(({ targetInfo }) => targetInfo))}`,
    );
  }
  const answer = new Promise<T>((resolve, reject) => {
    client.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      if (sessionId !== worker.sessionId) return;
      const { id, result } = JSON.parse(message) as {
        id?: number;
        result?: { result: { value: T }; exceptionDetails?: unknown };
      };
      if (id !== 1) return;
      if (result === undefined || result.exceptionDetails !== undefined) reject(new Error(message));
      else resolve(result.result.value);
    });
  });
  await client.send('Target.sendMessageToTarget', {
    sessionId: worker.sessionId,
    message: JSON.stringify({
      id: 1,
      method: 'Runtime.evaluate',
      params: { expression, returnByValue: true, awaitPromise: true },
    }),
  });
  try {
    return await answer;
  } finally {
    await client.detach();
  }
}
