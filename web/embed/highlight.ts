/** How a piece of a program looks; null for what has no colour. */
export type TokenKind = 'comment' | 'string' | 'number' | 'keyword' | 'function' | null;

export interface Token {
  kind: TokenKind;
  text: string;
}

const KEYWORDS = new Set(
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda match case nonlocal not or pass raise return try while with yield True False None'.split(
    ' ',
  ),
);

const TOKEN =
  /(#.*)|((?:[bB][rR]?|[rR][bBfF]?|[fF][rR]?|[uU])?(?:'''(?:\\[^]|[^\\])*?(?:'''|$)|"""(?:\\[^]|[^\\])*?(?:"""|$)|'(?:\\[^]|[^'\\\n])*'?|"(?:\\[^]|[^"\\\n])*"?))|((?<![\w.])(?:0[xXoObB][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?[jJ]?))|([\p{L}_][\p{L}\p{N}_]*)(\s*\()?/gu;

/**
 * Colours for a short program: a page of documentation has no need of the editor's whole grammar. Joined, the tokens are
 * the program.
 */
export function highlightPython(code: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  const add = (kind: TokenKind, text: string): void => {
    const last = tokens.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== '') tokens.push({ kind, text });
  };
  for (const match of code.matchAll(TOKEN)) {
    const [whole, comment, string, number, name = '', call] = match;
    add(null, code.slice(end, match.index));
    end = match.index + whole.length;
    if (comment !== undefined) add('comment', whole);
    else if (string !== undefined) add('string', whole);
    else if (number !== undefined) add('number', whole);
    else {
      add(KEYWORDS.has(name) ? 'keyword' : call === undefined ? null : 'function', name);
      add(null, call ?? '');
    }
  }
  add(null, code.slice(end));
  return tokens;
}
