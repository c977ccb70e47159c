/**
 * The part of the JS Promise Integration API that this project uses; TypeScript's own libs do not
 * have it yet. https://webassembly.github.io/js-promise-integration/js-api/
 */
export interface JspiApi {
  Suspending: new (fn: (...args: never[]) => unknown) => WebAssembly.ImportValue & object;
  promising: (fn: (...args: number[]) => unknown) => (...args: number[]) => Promise<unknown>;
}

/** The API, or undefined where the engine has not got it. */
export function jspiApi(): JspiApi | undefined {
  const candidate = WebAssembly as unknown as Partial<JspiApi>;
  const { Suspending, promising } = candidate;
  return typeof Suspending === 'function' && typeof promising === 'function'
    ? { Suspending, promising }
    : undefined;
}

/** (module (import "a" "b" (func)) (func (export "c") call 0)) */
const PROBE_MODULE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x02, 0x07,
  0x01, 0x01, 0x61, 0x01, 0x62, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00, 0x07, 0x05, 0x01, 0x01, 0x63,
  0x00, 0x01, 0x0a, 0x06, 0x01, 0x04, 0x00, 0x10, 0x00, 0x0b,
]);

/**
 * True when a guest really can be suspended here. The names alone do not prove it: engines have
 * shipped them before the working feature.
 */
export async function canSuspend(): Promise<boolean> {
  const api = jspiApi();
  if (api === undefined) return false;
  try {
    const suspending = new api.Suspending(() => Promise.resolve());
    const { instance } = await WebAssembly.instantiate(PROBE_MODULE, { a: { b: suspending } });
    await api.promising(instance.exports['c'] as () => unknown)();
    return true;
  } catch {
    // Names without a working feature: the fallback is the answer, there is nothing to report.
    return false;
  }
}
