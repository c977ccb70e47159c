import { GoruError } from '../contract/goru-error';
import type { Broker, BrokerFailure } from '../http/broker';
import { connectPolicy } from '../http/connect-policy';
import { explainFailure } from '../http/explain-failure';
import { HostGrants } from '../http/host-grants';
import type { IndexFetch } from '../packages/index-client';

/**
 * Asks a package index from a frame that can connect to the host of that one address and to no other: the page's own
 * policy lets it reach its site alone, and the browser holds back a redirect before it is sent. So no list of hosts has
 * to be known when the site is built, and an index that turns bad cannot make this page ask a third party.
 */
export function indexFetch(broker: Broker): IndexFetch {
  return async (address, { headers, maxBytes, onReceived, signal }) => {
    const url = new URL(address);
    const host = new HostGrants();
    host.addExactly(url);
    const refusal = new AbortController();
    const outcome = await broker.send(
      {
        policy: connectPolicy(host.all, url),
        method: 'GET',
        url: address,
        headers: Object.entries(headers),
        body: null,
        maxResponseBytes: maxBytes,
        isCacheable: true,
      },
      {
        signal: AbortSignal.any([refusal.signal, ...(signal === undefined ? [] : [signal])]),
        onProgress: ({ receivedBytes }) => {
          try {
            onReceived?.(receivedBytes);
          } catch (error) {
            refusal.abort(error);
          }
        },
      },
    );
    if (outcome.type === 'failure') throw explain(outcome, url, maxBytes);
    return {
      status: outcome.status,
      url: outcome.url,
      headers: new Headers(outcome.headers.map(([name, value]): [string, string] => [name, value])),
      body: streamOf(outcome.body),
    };
  };
}

function explain(failure: BrokerFailure, url: URL, maxBytes: number): GoruError {
  const { href, hostname } = url;
  if (failure.reason === 'too-large') {
    return new GoruError('limit', `${href} is too large: more than ${String(maxBytes)} bytes`);
  }
  if (failure.reason === 'redirect-blocked') {
    return new GoruError('network', `request failed: redirect of ${hostname} refused`, {
      notes: [`${href} redirects to another host; the browser stopped that before it was sent`],
    });
  }
  const { message, notes } = explainFailure(failure, { url, grantsIpv6: false });
  return new GoruError('network', message, { notes: [...notes, `It was asked for ${href}`] });
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
