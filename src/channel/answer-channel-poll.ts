import { CHANNEL_PATH, type ChannelPoll } from '../contract/fallback-wire';

/** How much longer than asked for a page may take before the worker is told to ask again. */
const GRACE_MS = 5_000;

/** A page of this service worker's, as far as the channel needs it. */
interface PageClient {
  postMessage(message: ChannelPoll, transfer: Transferable[]): void;
}

/** True for requests of a blocked interpreter; everything else is none of the channel's business. */
export function isChannelRequest(url: URL, scope: string): boolean {
  return (
    url.origin === new URL(scope).origin && url.pathname === new URL(CHANNEL_PATH, scope).pathname
  );
}

/**
 * The service worker's side of the fallback channel. Which page owns the worker is not known here
 * (a page outside the scope may, too), so all are asked and the owner answers.
 */
export async function answerChannelPoll(
  url: URL,
  pages: () => Promise<readonly PageClient[]>,
): Promise<Response> {
  const query = url.searchParams;
  const poll: ChannelPoll = {
    type: 'goru-channel-poll',
    worker: query.get('worker') ?? '',
    after: Number(query.get('after')),
    waitMs: Number(query.get('wait')),
    inbox: query.get('inbox') === '1',
  };
  const clients = await pages();
  const body = await new Promise<ArrayBuffer | undefined>((resolve) => {
    setTimeout(() => {
      resolve(undefined);
    }, poll.waitMs + GRACE_MS);
    for (const client of clients) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event: MessageEvent<ArrayBuffer>) => {
        resolve(event.data);
      };
      client.postMessage(poll, [port2]);
    }
  });
  const headers = { 'Cache-Control': 'no-store' };
  return body === undefined
    ? new Response('no page answered', { status: 504, headers })
    : new Response(body, { headers });
}
