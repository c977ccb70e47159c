/**
 * Takes from a thread what its guest has no business with: the network, storage, other threads, and making code of text.
 *
 * The guest is WebAssembly and has no way to JavaScript at all; this is the second wall, for the day on which an engine's
 * bug or one of ours gives it one. It names what stays and not what goes, so that an API which a browser gets tomorrow is
 * gone as well. `import()` is syntax and cannot be taken away: that is why no text becomes code here. A host that sends
 * headers closes it, too (SECURITY.md).
 */

/** The language's own, without `eval` and `Function`. */
const LANGUAGE = `
  Infinity NaN undefined globalThis isFinite isNaN parseFloat parseInt
  decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape
  Object Boolean Symbol Number BigInt Math Date Temporal String RegExp JSON Intl Reflect Proxy Promise
  Array Map Set WeakMap WeakSet WeakRef FinalizationRegistry Iterator
  Error AggregateError EvalError RangeError ReferenceError SuppressedError SyntaxError TypeError URIError InternalError
  ArrayBuffer SharedArrayBuffer Atomics DataView
  Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
  BigInt64Array BigUint64Array Float16Array Float32Array Float64Array
  DisposableStack AsyncDisposableStack WebAssembly
`;

/** Of the browser: time, chance, texts, and talking to the page that started this thread. */
const PLATFORM = `
  self console crypto performance clearTimeout queueMicrotask structuredClone reportError
  TextEncoder TextDecoder URL URLSearchParams AbortController AbortSignal DOMException QuotaExceededError
  Event EventTarget MessageEvent MessageChannel MessagePort postMessage
  addEventListener removeEventListener dispatchEvent onmessage onmessageerror onerror close
`;

const KEPT: ReadonlySet<string> = new Set(
  `${LANGUAGE} ${PLATFORM}`.split(/\s+/).filter((name) => name !== ''),
);

type Callback = () => void;

/** Cannot be undone. Whoever still needs something of what goes has to hold it by then. */
export function sealRealm(realm: typeof globalThis): void {
  const { setTimeout } = realm;
  // What belongs to every object, and what every target of events has, is nobody's way out.
  const ends: ReadonlySet<unknown> = new Set([Object.prototype, realm.EventTarget.prototype]);
  let holder: unknown = realm;
  while (isObject(holder) && !ends.has(holder)) {
    for (const name of Reflect.ownKeys(holder)) {
      if (typeof name === 'string' && !KEPT.has(name)) Reflect.deleteProperty(holder, name);
    }
    holder = Object.getPrototypeOf(holder);
  }
  // The browser's own makes code of a text.
  const later = (callback: Callback, delayMs?: number): number =>
    typeof callback === 'function' ? setTimeout(callback, delayMs) : refuseText();
  Object.defineProperty(realm, 'setTimeout', { value: later });
  // Every function leads to the maker of its kind.
  for (const kind of KINDS_OF_FUNCTIONS) {
    const prototype = Object.getPrototypeOf(kind) as object;
    Object.defineProperty(prototype, 'constructor', { value: refuseText });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function refuseText(): never {
  throw new TypeError('no code is made of text in this thread');
}

const KINDS_OF_FUNCTIONS = [
  () => undefined,
  async () => Promise.resolve(),
  function* () {
    yield;
  },
  async function* () {
    yield Promise.resolve();
  },
] as const;
