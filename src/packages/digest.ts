import { GoruError } from '../contract/goru-error';

/** What the specification of RECORD admits and browsers compute. */
export const RECORD_ALGORITHMS = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

export type RecordAlgorithm = keyof typeof RECORD_ALGORITHMS;

/** SHA-256 in lower-case hex, as indexes write it. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await subtle().digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A digest as RECORD writes it: `sha256=` and URL-safe base64 without padding. */
export async function recordHash(
  algorithm: RecordAlgorithm,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const digest = await subtle().digest(RECORD_ALGORITHMS[algorithm], bytes);
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  const text = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${algorithm}=${text}`;
}

/** Browsers hide it from pages that come over plain http from anywhere but this machine. */
function subtle(): SubtleCrypto {
  const found = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  if (found === undefined) {
    throw new GoruError(
      'unsupported',
      'cannot verify packages: the browser offers no crypto here',
      {
        notes: ['Open the page over https, or from localhost.'],
      },
    );
  }
  return found;
}
