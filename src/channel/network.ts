/** What an interpreter's thread may ask for over the network: files of its own site, and its page through them. */
export interface Network {
  fetch(url: string): Promise<Response>;
  createRequest(url: string): XMLHttpRequest;
}

/** Taken hold of before the rest of the network is taken away from the thread (src/worker/seal-realm.ts). */
export function holdNetwork(): Network {
  const { fetch, XMLHttpRequest } = globalThis;
  const { origin } = globalThis.location;
  const own = (url: string): string => {
    if (new URL(url).origin !== origin) throw new Error(`not a file of this site: ${url}`);
    return url;
  };
  return {
    fetch: async (url) => fetch(own(url)),
    createRequest: (url) => {
      const request = new XMLHttpRequest();
      request.open('GET', own(url), false);
      request.responseType = 'arraybuffer';
      return request;
    },
  };
}
