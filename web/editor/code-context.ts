/** What stands at a place in Python code whose strings and comments are blanked. */

/** A dotted name of at most two parts, as far as it is typed: `kv.ge` → `['kv', 'ge']`. */
export function nameBefore(code: string): { owner: string | null; typed: string } | null {
  const match = /(?:^|[^\w.)\]}])(?:(\w+)\s*\.\s*)?(\w*)$/.exec(code);
  if (match === null) return null;
  return { owner: match[1] ?? null, typed: match[2] ?? '' };
}

export interface OpenCall {
  owner: string | null;
  name: string;
  /** Arguments before the one that is being written. */
  argumentIndex: number;
  /** Its name, when it is written `name=`. */
  keyword: string | null;
}

/** The call whose arguments are being written at the end of the code. */
export function openCall(code: string): OpenCall | null {
  let depth = 0;
  let argumentIndex = 0;
  let argumentStart = code.length;
  for (let at = code.length - 1; at >= 0; at -= 1) {
    const character = code.charAt(at);
    if (')]}'.includes(character)) depth += 1;
    else if (depth > 0 && '([{'.includes(character)) depth -= 1;
    else if (depth === 0 && character === ',') {
      if (argumentIndex === 0) argumentStart = at + 1;
      argumentIndex += 1;
    } else if (depth === 0 && '[{'.includes(character)) return null;
    else if (depth === 0 && character === '(') {
      const callee = nameBefore(code.slice(0, at));
      if (callee === null || callee.typed === '') return null;
      if (argumentIndex === 0) argumentStart = at + 1;
      const keyword = /^\s*(\w+)\s*=(?!=)/.exec(code.slice(argumentStart))?.[1] ?? null;
      return { owner: callee.owner, name: callee.typed, argumentIndex, keyword };
    }
  }
  return null;
}
