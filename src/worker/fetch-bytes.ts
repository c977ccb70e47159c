/** Files of the site that are fetched when the guest needs them. */
import type { Network } from '../channel/network';

export async function fetchBytes(network: Network, url: string): Promise<Uint8Array> {
  const response = await network.fetch(url);
  if (!response.ok) throw refusal(url, response.status);
  return new Uint8Array(await response.arrayBuffer());
}

/** The same for a thread that cannot wait for promises. */
export function fetchBytesBlocking(network: Network, url: string): Uint8Array {
  const xhr = network.createRequest(url);
  xhr.send();
  if (xhr.status !== 200 || !(xhr.response instanceof ArrayBuffer)) throw refusal(url, xhr.status);
  return new Uint8Array(xhr.response);
}

function refusal(url: string, status: number): Error {
  return new Error(`could not load ${url}: the server answered ${String(status)}`);
}
