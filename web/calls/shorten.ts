import { words } from '../words/calls';
import type { JsonValue } from '../../src/index';

const MAX_CHARACTERS = 2_000;
const MAX_KEY_CHARACTERS = 200;
const MAX_ITEMS = 50;
const MAX_DEPTH = 6;
/** Of one value altogether: fifty of fifty of fifty long texts are hundreds of megabytes. */
const MAX_SIZE = 10_000;
/** What a value costs beside its text. */
const ITEM_SIZE = 10;

/** A value small enough to keep many of, saying what it left out. */
export function shorten(value: JsonValue): JsonValue {
  return shortenInto({ left: MAX_SIZE }, value, 0);
}

function shortenInto(room: { left: number }, value: JsonValue, depth: number): JsonValue {
  room.left -= ITEM_SIZE;
  if (typeof value === 'string') {
    const short = shortenText(value, Math.max(0, Math.min(MAX_CHARACTERS, room.left)));
    room.left -= short.length;
    return short;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return '…';
  if (Array.isArray(value)) {
    const items: JsonValue[] = [];
    for (const item of (value as readonly JsonValue[]).slice(0, MAX_ITEMS)) {
      if (room.left <= 0) break;
      items.push(shortenInto(room, item, depth + 1));
    }
    const rest = value.length - items.length;
    return rest === 0 ? items : [...items, `… ${words().more(rest)}`];
  }
  const entries = Object.entries(value);
  const short: (readonly [string, JsonValue])[] = [];
  for (const [key, item] of entries.slice(0, MAX_ITEMS)) {
    if (room.left <= 0) break;
    const name = shortenText(key, MAX_KEY_CHARACTERS);
    room.left -= name.length;
    short.push([name, shortenInto(room, item, depth + 1)]);
  }
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
  // A new text: engines keep the whole of one for as long as there is a slice of it.
  return `${Array.from(text.slice(0, max)).join('')}… (${words().moreCharacters(text.length - max)})`;
}
