/** Files of the site that are fetched when the guest needs them. */

export async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw refusal(url, response.status);
  return new Uint8Array(await response.arrayBuffer());
}

/** The same for a thread that cannot wait for promises. */
export function fetchBytesBlocking(url: string): Uint8Array {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', url, false);
  xhr.responseType = 'arraybuffer';
  xhr.send();
  if (xhr.status !== 200 || !(xhr.response instanceof ArrayBuffer)) throw refusal(url, xhr.status);
  return new Uint8Array(xhr.response);
}

function refusal(url: string, status: number): Error {
  return new Error(`could not load ${url}: the server answered ${String(status)}`);
}
