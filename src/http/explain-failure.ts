import { GoruError } from '../contract/goru-error';
import type { BrokerFailure, FailureReason } from './broker';

interface Explanation {
  what: string;
  notes: readonly string[];
}

/** A failure of the browser's in words that a learner understands; advice goes into the notes. */
export function explainFailure({ reason, receivedBytes }: BrokerFailure, url: URL): GoruError {
  if (reason === 'too-large') {
    return new GoruError('limit', 'response body exceeds max size', {
      notes: [
        'Ask for less: a page, a range, fewer fields. The limit is limits.http.responseBytes.',
      ],
    });
  }
  const { what, notes } = EXPLANATIONS[reason](url, receivedBytes);
  return new GoruError('network', `request failed: ${what}`, { notes });
}

const EXPLANATIONS: Record<
  Exclude<FailureReason, 'too-large'>,
  (url: URL, receivedBytes: number) => Explanation
> = {
  'redirect-blocked': ({ hostname }) => ({
    what: `${hostname} redirected to a host that is not allowed`,
    notes: [
      'The browser stopped the redirect before it was sent, and does not tell where it led. Open the address in a browser tab to see its final host, then allow that one.',
    ],
  }),
  cors: ({ hostname }) => ({
    what: `${hostname} does not let web pages read its answers (CORS)`,
    notes: [
      'The server is there, but its answer lacks an Access-Control-Allow-Origin header for this page, so the browser keeps it back. Programs outside of a browser do not meet this. Use an API that allows web pages, or ask the owner of the server to add the header.',
      'PUT, PATCH, DELETE, JSON bodies and headers such as Authorization need more permission of the server than a plain GET: Access-Control-Allow-Methods and Access-Control-Allow-Headers.',
    ],
  }),
  unreachable: ({ hostname, host }) => ({
    what: `${hostname} could not be reached`,
    notes: [
      `The name may be misspelt, nothing may listen at ${host}, its certificate may be invalid, or the network is down.`,
    ],
  }),
  offline: () => ({
    what: 'this device is offline',
    notes: ['Connect to the network and run the program again.'],
  }),
  'mixed-content': ({ host, pathname, search }) => ({
    what: 'a page over https may not send a request over http (mixed content)',
    notes: [`Try https://${host}${pathname}${search}`],
  }),
  'cut-off': ({ hostname }, receivedBytes) => ({
    what: `${hostname} broke off its answer after ${String(receivedBytes)} bytes`,
    notes: ['The body ended before its announced length, or its compression is broken.'],
  }),
  'no-broker': () => ({
    what: 'the page that sends requests (broker.html) did not start',
    notes: [
      'It lies beside goru.js; the server must deliver it, and let it be framed by this site.',
    ],
  }),
};
