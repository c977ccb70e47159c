/** `String.fromCharCode` takes its bytes as arguments, and an engine only so many. */
const AT_ONCE_BYTES = 8192;

/** Bytes in the characters that an address needs not escape (RFC 4648 §5), without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += AT_ONCE_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(start, start + AT_ONCE_BYTES));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Null for anything that `toBase64Url` does not write. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    // One character too many: cut off, say.
    return null;
  }
}
