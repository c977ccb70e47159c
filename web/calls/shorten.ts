import { words } from '../words/calls';
import type { JsonValue } from '../../src/index';

const MAX_CHARACTERS = 2_000;
const MAX_ITEMS = 50;
const MAX_DEPTH = 6;

/** A value small enough to keep many of, saying what it left out. */
export function shorten(value: JsonValue, depth = 0): JsonValue {
  if (typeof value === 'string') return shortenText(value, MAX_CHARACTERS);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return '…';
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[])
      .slice(0, MAX_ITEMS)
      .map((item) => shorten(item, depth + 1));
    const rest = value.length - items.length;
    return rest === 0 ? items : [...items, `… ${words().more(rest)}`];
  }
  const entries = Object.entries(value);
  const short = entries
    .slice(0, MAX_ITEMS)
    .map(([key, item]) => [key, shorten(item, depth + 1)] as const);
  const rest = entries.length - short.length;
  return Object.fromEntries(rest === 0 ? short : [...short, ['…', words().more(rest)]]);
}

/** The arguments in one line: `key="x", value=[1,2]`. */
export function describeParams(params: JsonValue, maxCharacters = 120): string {
  const isRecord = typeof params === 'object' && params !== null && !Array.isArray(params);
  const text = isRecord
    ? Object.entries(params)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join(', ')
    : JSON.stringify(params);
  return shortenText(text, maxCharacters);
}

function shortenText(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max)}… (${words().moreCharacters(text.length - max)})`;
}
