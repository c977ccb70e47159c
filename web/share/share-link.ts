import { fromBase64Url } from './base64url';
import { checkPayload, PayloadError } from './check-payload';
import { SHARE_LIMITS } from './shared-program';
import { payloadOf, writePayload } from './write-link';
import { decompress } from './zlib';
import { words } from '../words/share';
import type { SharedProgram } from './shared-program';

/**
 * The format of links, which has to be read for ever:
 *
 *     #g1=<base64url of zlib of UTF-8 of JSON>
 *
 * The JSON is an object: `files` is a list of `[path, text]`, the program first; `packages` and `hosts` are lists of
 * texts, `mounts` a list of `[path, mode]`, `python` a text, `kv` a boolean; all but `files` may be missing, and there is
 * nothing else. What has more or other parts is another version: `g2`.
 */
const ANY_VERSION = /^#?(?:.*&)?g(\d+)=([^&]*)/s;

export type LinkContent =
  | { kind: 'program'; program: SharedProgram }
  /** In words for people. */
  | { kind: 'problem'; problem: string };

/** Whether an address's fragment carries a program, in whichever version. */
export function isShareFragment(fragment: string): boolean {
  return ANY_VERSION.test(fragment);
}

/** The fragment of a link to this program; throws a `PayloadError` when it is more than a link carries. */
export async function writeShareFragment(program: SharedProgram): Promise<string> {
  const payload = payloadOf(program);
  // What this page would not open must not leave it.
  checkPayload(payload);
  const fragment = await writePayload(payload);
  if (fragment === null) throw new PayloadError(words().tooLargeForLink);
  return fragment;
}

/** What a fragment of an address carries. Whoever made it may mean harm. */
export async function readShareFragment(fragment: string): Promise<LinkContent> {
  const [, version, raw = ''] = ANY_VERSION.exec(fragment) ?? [];
  if (version !== '1')
    return problem(version === undefined ? words().damaged : words().newerVersion);
  const encoded = withoutSurroundings(raw);
  if (encoded.length > SHARE_LIMITS.encodedLength)
    return problem(words().tooLarge(SHARE_LIMITS.payloadBytes / 1_000_000));
  const bytes = fromBase64Url(encoded);
  if (bytes === null) return problem(words().damaged);
  const json = await decompress(bytes, SHARE_LIMITS.payloadBytes);
  if (json === 'too-large') return problem(words().tooLarge(SHARE_LIMITS.payloadBytes / 1_000_000));
  if (json === 'damaged') return problem(words().damaged);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(json);
    return { kind: 'program', program: checkPayload(JSON.parse(text)) };
  } catch (error) {
    if (!(error instanceof PayloadError)) return problem(words().damaged);
    if (error.isNewer) return problem(words().newerVersion);
    return problem(words().notCarried(error.message));
  }
}

/** What mail and chat programs put into and behind links: line ends, the full stop of a sentence, a bracket. */
function withoutSurroundings(encoded: string): string {
  const text = encoded.replace(/%20|%0[ad]|\s/gi, '');
  let end = text.length;
  for (;;) {
    if (/^%[\da-f]{2}$/i.test(text.slice(end - 3, end))) end -= 3;
    else if (/^[^\w-]$/.test(text.slice(end - 1, end))) end -= 1;
    else return text.slice(0, end);
  }
}

function problem(text: string): LinkContent {
  return { kind: 'problem', problem: text };
}
