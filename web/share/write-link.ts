import { toBase64Url } from './base64url';
import { SHARE_LIMITS } from './shared-program';
import { compress } from './zlib';
import type { SharedProgram } from './shared-program';

/** Of the format that share-link.ts describes. */
const PREFIX = 'g1';

/** What a link's JSON has in it. */
export function payloadOf({ files, mounts, ...rest }: SharedProgram): object {
  return {
    files: files.map(({ path, text }) => [path, text]),
    ...rest,
    ...(mounts === undefined ? {} : { mounts: mounts.map(({ path, mode }) => [path, mode]) }),
  };
}

/** Null when it is more than a link carries. The payload is not checked: `writeShareFragment` does that. */
export async function writePayload(payload: object): Promise<string | null> {
  const bytes = new TextEncoder().encode(JSON.stringify(payload));
  const encoded = toBase64Url(await compress(bytes));
  const isTooLarge =
    bytes.length > SHARE_LIMITS.payloadBytes || encoded.length > SHARE_LIMITS.encodedLength;
  return isTooLarge ? null : `#${PREFIX}=${encoded}`;
}

/**
 * The address at a site that opens one program, for snippets: there is nothing to check about it, and what checks is as
 * large as a fifth of all that a page with snippets loads. Null when it is too large.
 */
export async function addressOfProgram(site: URL, code: string): Promise<string | null> {
  // Half a character would make the link one that nobody opens.
  const files = [{ path: 'main.py', text: code.toWellFormed() }];
  const fragment = await writePayload(payloadOf({ files }));
  return fragment === null ? null : site.href + fragment;
}
