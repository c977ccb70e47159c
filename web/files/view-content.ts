import Papa from 'papaparse';
import { isTooHeavy } from '../ui/svg-weight';
import { words } from '../words/files';

const MAX_TEXT_BYTES = 1_000_000;
const MAX_ROWS = 500;
/** A megabyte of commas is a million of them, and the page would stand still while it draws those. */
const MAX_COLUMNS = 100;

const IMAGE_TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  bmp: 'image/bmp',
  gif: 'image/gif',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};
/** Larger ones are not looked through. */
const MAX_SVG_BYTES = 10_000_000;
/** A drawing may say in which letters it is written. It is looked through as UTF-8, so nobody may read it as another. */
const XML_DECLARATION = /^\s*<\?xml\s[^>]*\?>/;

/** What a viewer shows of a file. */
export type ViewContent =
  | { kind: 'image'; source: Blob }
  | { kind: 'table'; header: readonly string[]; rows: readonly (readonly string[])[]; note: string }
  | { kind: 'text'; text: string; note: string }
  | { kind: 'binary' };

/** Decides by name and content how a file is shown; long ones are cut, and `note` says so. */
export function viewContent(name: string, bytes: Uint8Array<ArrayBuffer>): ViewContent {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const imageType = IMAGE_TYPES[ending];
  if (imageType !== undefined) {
    return { kind: 'image', source: new Blob([bytes], { type: imageType }) };
  }
  const drawing = ending === 'svg' ? readDrawing(bytes) : null;
  if (drawing !== null) return { kind: 'image', source: drawing };
  const text = decodeText(bytes);
  if (text === null) return { kind: 'binary' };
  const isCut = bytes.length > MAX_TEXT_BYTES;
  if (ending === 'svg') return { kind: 'text', text, note: words().drawingAsText };
  if (ending === 'csv' || ending === 'tsv') return parseTable(text, isCut);
  return { kind: 'text', text, note: isCut ? words().firstMegabyte : '' };
}

/** Null for one that would keep the page busy for ever: a browser draws in the page's own process. */
function readDrawing(bytes: Uint8Array<ArrayBuffer>): Blob | null {
  const text = bytes.length > MAX_SVG_BYTES ? null : decodeText(bytes, MAX_SVG_BYTES);
  if (text === null || isTooHeavy(text)) return null;
  return new Blob([text.replace(XML_DECLARATION, '')], { type: 'image/svg+xml' });
}

function parseTable(text: string, isCut: boolean): ViewContent {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const [header = [], ...rows] = data;
  const shown = rows.slice(0, MAX_ROWS).map(firstColumns);
  const count = isCut ? words().moreThan(rows.length) : String(rows.length);
  const note =
    shown.length < rows.length || isCut
      ? words().firstRows(shown.length, count)
      : words().rows(rows.length);
  return { kind: 'table', header: firstColumns(header), rows: shown, note };
}

function firstColumns(row: readonly string[]): readonly string[] {
  return row.length > MAX_COLUMNS ? [...row.slice(0, MAX_COLUMNS), '…'] : row;
}

/** Null for what is no text. Of a long one its beginning. */
function decodeText(bytes: Uint8Array<ArrayBuffer>, maxBytes = MAX_TEXT_BYTES): string | null {
  const isCut = bytes.length > maxBytes;
  const start = isCut ? bytes.subarray(0, maxBytes) : bytes;
  if (start.includes(0)) return null;
  try {
    // As a stream: the cut may go through a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: isCut });
  } catch {
    // Not UTF-8, so nothing that could be shown as text.
    return null;
  }
}
