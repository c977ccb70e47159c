import { GoruError } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';
import type { HostFunction, HostFunctions } from '../contract/options';
import { objectParam, objectParams, stringParam } from '../host/params';
import type { ServiceMethods } from '../host/host';
import { shown } from '../host/shown-text';

/** Functions of the page that the guest may call by name. */
export class FunctionRegistry {
  readonly #functions: Map<string, HostFunction>;

  constructor(functions: HostFunctions = {}) {
    this.#functions = new Map(Object.entries(functions));
  }

  /** Registering a name again replaces it. */
  register(name: string, fn: HostFunction): void {
    this.#functions.set(name, fn);
  }

  get(name: string): HostFunction {
    const fn = this.#functions.get(name);
    if (fn === undefined) {
      throw new GoruError('unknown-function', `unknown function: ${shown(name)}`);
    }
    return fn;
  }
}

/** `call(name, **kwargs)`. */
export function callMethods(registry: FunctionRegistry): ServiceMethods {
  return {
    'call/invoke': async ({ params, signal }) => {
      const request = objectParams(params);
      const name = stringParam(request, 'name');
      const result: unknown = await registry.get(name)(objectParam(request, 'args'), { signal });
      return { value: toJson(name, result) };
    },
  };
}

/**
 * What JSON would make of a result; `undefined` is `None`. Functions, cycles and what JSON would
 * silently turn into null are errors.
 */
function toJson(name: string, result: unknown): JsonValue {
  if (result === undefined) return null;
  // The declared type forgets that JSON.stringify answers undefined for functions and symbols.
  let text: unknown;
  try {
    text = JSON.stringify(result, refuseNonFinite);
  } catch (cause) {
    throw new GoruError('not-json', `the result of ${name}() is not JSON: ${String(cause)}`, {
      cause,
    });
  }
  if (typeof text !== 'string') {
    throw new GoruError('not-json', `the result of ${name}() is not JSON: ${typeof result}`);
  }
  return JSON.parse(text) as JsonValue;
}

function refuseNonFinite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`JSON has no ${String(value)}`);
  }
  return value;
}
