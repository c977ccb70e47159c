import { GoruError } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';

/** The guest is untrusted: parameters are checked once, where they enter a service. */
export type Params = Readonly<Record<string, JsonValue>>;

export function objectParams(params: JsonValue): Params {
  if (isObject(params)) return params;
  throw new GoruError('protocol', 'malformed host call: the parameters are no object');
}

export function stringParam(params: Params, name: string): string {
  const value = params[name];
  if (typeof value === 'string') return value;
  throw new GoruError('protocol', `malformed host call: ${name} is no string`);
}

export function objectParam(params: Params, name: string): Params {
  const value = params[name];
  if (value !== undefined && isObject(value)) return value;
  throw new GoruError('protocol', `malformed host call: ${name} is no object`);
}

function isObject(value: JsonValue): value is Params {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
