const encoder = new TextEncoder();

/**
 * The text with blanks for all that lies outside of a part, so that lines and columns are the whole text's: Python
 * counts columns in bytes of UTF-8.
 */
export function blankAround(text: string, { from, to }: { from: number; to: number }): string {
  // After the part nothing is counted.
  return blank(text.slice(0, from)) + text.slice(from, to);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => ' '.repeat(encoder.encode(line).length));
}
