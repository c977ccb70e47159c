import { words } from '../words/storage';

/** The third argument of a reviver; not in TypeScript's library yet. */
type Reviver = (key: string, value: unknown, context?: { source?: string }) => unknown;
interface ExactJson {
  parse: (text: string, reviver: Reviver) => unknown;
  rawJSON?: (text: string) => unknown;
}

/**
 * Parses JSON so that `JSON.stringify` writes every number as it was: Python's `2**60` and `1.0`
 * do not survive as JavaScript numbers. Throws a `SyntaxError` in words for people.
 */
export function parseJson(text: string): unknown {
  const { parse, rawJSON }: ExactJson = JSON;
  try {
    return parse(text, (_, value, context) =>
      typeof value === 'number' && rawJSON && context?.source !== undefined
        ? rawJSON(context.source)
        : value,
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SyntaxError(
      words().notJson(reason.replace(/^JSON\.parse: |^JSON Parse error: /, '')),
      {
        cause: error,
      },
    );
  }
}

/** Each level indents all that is in it: a few kilobytes of brackets are a hundred megabytes of spaces. */
const PRETTY_DEPTH_MAX = 100;

/** JSON for people to read and edit. */
export function prettyJson(json: string): string {
  // Nobody reads that in any form.
  if (depthOf(json) > PRETTY_DEPTH_MAX) return json;
  try {
    return JSON.stringify(parseJson(json), null, 2);
  } catch {
    // Not ours to judge: it is shown as it is stored.
    return json;
  }
}

function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, (depth += 1));
    else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
}
