import { GoruError } from '../contract/goru-error';
import { shown } from '../host/shown-text';

export type HeaderPair = readonly [name: string, value: string];

/**
 * Headers that belong to the browser (https://fetch.spec.whatwg.org/#forbidden-request-header).
 * `fetch` drops them without a word; a program is told instead. `User-Agent` left that list, but
 * Chromium drops it all the same.
 */
const FORBIDDEN = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'access-control-request-private-network',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
]);
const METHOD_OVERRIDES = ['x-http-method', 'x-http-method-override', 'x-method-override'];

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i;
/** A header's value is bytes: no control characters, nothing beyond Latin-1. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Refuses headers that cannot be sent, instead of losing them silently. */
export function checkHeaders(headers: readonly HeaderPair[]): void {
  for (const [name, value] of headers) {
    if (!TOKEN.test(name) || !VALUE.test(value)) {
      throw new GoruError('invalid-argument', `invalid header: ${shown(name)}`, {
        notes: [
          'Names are ASCII letters, digits and dashes; values are one line of Latin-1 text. Encode anything else, for example with urllib.parse.quote.',
        ],
      });
    }
    if (isForbidden(name.toLowerCase(), value)) {
      throw new GoruError('invalid-argument', `header not allowed: ${shown(name)}`, {
        notes: ['The browser sets this header itself and lets nobody else do it. Leave it out.'],
      });
    }
  }
}

function isForbidden(name: string, value: string): boolean {
  if (FORBIDDEN.has(name) || name.startsWith('proxy-') || name.startsWith('sec-')) return true;
  return METHOD_OVERRIDES.includes(name) && /^\s*(connect|trace|track)\s*$/i.test(value);
}
