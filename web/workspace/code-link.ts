const PARAMETER = 'code';

/** The fragment that carries `code`: `#code=` and base64url of its UTF-8. */
export function encodeCodeFragment(code: string): string {
  const bytes = new TextEncoder().encode(code);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const base64 = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `#${PARAMETER}=${base64}`;
}

/** The code in a fragment; null when there is none or it is damaged. */
export function decodeCodeFragment(fragment: string): string | null {
  const encoded = new URLSearchParams(fragment.replace(/^#/, '')).get(PARAMETER);
  if (encoded === null) return null;
  try {
    // URLSearchParams turned a plus (plain base64) into a space.
    const base64 = encoded.replaceAll('-', '+').replaceAll('_', '/').replaceAll(' ', '+');
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Cut off in an e-mail, or not ours.
    return null;
  }
}
