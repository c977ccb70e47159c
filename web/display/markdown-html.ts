import { marked } from 'marked';

/** Every row of a table has as many cells as its head: six kilobytes are ten megabytes of HTML. */
const HTML_MAX_LENGTH = 1_000_000;

/** What a text means; null for what is nested too deeply, or grows to more than anybody reads. */
export function markdownToHtml(text: string): string | null {
  try {
    const html = marked.parse(text, { async: false });
    return html.length > HTML_MAX_LENGTH ? null : html;
  } catch (error) {
    if (!isTooDeep(error)) throw error;
    return null;
  }
}

/** Nested deeper than any text that somebody reads; in Firefox it is an `InternalError`. */
function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'InternalError');
}
