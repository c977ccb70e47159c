/** A command line as a shell takes it apart, or what is wrong with it. */
export type Words = { words: readonly string[] } | { problem: 'open-quote' };

const WORD_PIECE = /\s+|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)|(['"\\])/g;

/** Words between blanks; quotes keep blanks together, a backslash takes the next character as it is. */
export function splitWords(line: string): Words {
  const words: string[] = [];
  let word: string | null = null;
  for (const [piece, single, double, escaped, plain, open] of line.matchAll(WORD_PIECE)) {
    if (open !== undefined) return { problem: 'open-quote' };
    const text: string | undefined =
      single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain;
    if (text !== undefined) word = (word ?? '') + text;
    else if (piece.trim() === '' && word !== null) {
      words.push(word);
      word = null;
    }
  }
  if (word !== null) words.push(word);
  return { words };
}
