import { GoruError } from '../contract/goru-error';
import type { BrokerFailure, FailureReason } from './broker';

interface Explanation {
  what: string;
  notes: readonly string[];
}

interface Circumstances {
  url: URL;
  receivedBytes: number;
  /** An IPv6 address is granted, and was perhaps where a redirect led. */
  grantsIpv6: boolean;
}

/** A failure of the browser's in words that a learner understands; advice goes into the notes. */
export function explainFailure(
  { reason, receivedBytes }: BrokerFailure,
  { url, grantsIpv6 }: Omit<Circumstances, 'receivedBytes'>,
): GoruError {
  if (reason === 'too-large') {
    return new GoruError('limit', 'response body exceeds max size', {
      notes: [
        'Ask for less: a page, a range, fewer fields. The limit is limits.http.responseBytes.',
      ],
    });
  }
  const { what, notes } = EXPLANATIONS[reason]({ url, receivedBytes, grantsIpv6 });
  return new GoruError('network', `request failed: ${what}`, { notes });
}

function corsNotes(beginning: string): readonly string[] {
  return [
    `${beginning} its answer lacks an Access-Control-Allow-Origin header for this page, so the browser keeps it back. Programs outside of a browser do not meet this. Use an API that allows web pages, or ask the owner of the server to add the header.`,
    'PUT, PATCH, DELETE, JSON bodies and headers such as Authorization need more permission of the server than a plain GET: Access-Control-Allow-Methods and Access-Control-Allow-Headers.',
  ];
}

const EXPLANATIONS: Record<
  Exclude<FailureReason, 'too-large'>,
  (circumstances: Circumstances) => Explanation
> = {
  'redirect-blocked': ({ url: { hostname }, grantsIpv6 }) => ({
    what: `${hostname} redirected to a host that is not allowed${grantsIpv6 ? ', or to an IPv6 address' : ''}`,
    notes: [
      'The browser stopped the redirect before it was sent, and does not tell where it led. Open the address in a browser tab to see its final host, then allow that one.',
      ...(grantsIpv6
        ? [
            'A redirect to an IPv6 address is never followed, not even to one that is allowed: the browser has no way to allow it. Request that address itself.',
          ]
        : []),
    ],
  }),
  'redirect-unfollowed': ({ url: { hostname } }) => ({
    what: `${hostname} redirected, and redirects of an IPv6 address are not followed`,
    notes: [
      'The browser has no way to limit where a redirect of an IPv6 address leads. Request the final address itself, or write the name of the server in place of its address (localhost for [::1]) and allow that.',
    ],
  }),
  cors: ({ url: { hostname } }) => ({
    what: `${hostname} does not let web pages read its answers (CORS)`,
    notes: corsNotes('The server is there, but'),
  }),
  unreachable: ({ url }) => ({
    what: `${url.hostname} could not be reached`,
    notes: [unreachableNote(url)],
  }),
  'cors-or-unreachable': ({ url }) => ({
    what: `${url.hostname} could not be reached, or does not let web pages read its answers (CORS)`,
    notes: [unreachableNote(url), ...corsNotes('If the server is there,')],
  }),
  offline: () => ({
    what: 'this device is offline',
    notes: ['Connect to the network and run the program again.'],
  }),
  'mixed-content': ({ url: { host, pathname, search } }) => ({
    what: 'a page over https may not send a request over http (mixed content)',
    notes: [`Try https://${host}${pathname}${search}`],
  }),
  'cut-off': ({ url: { hostname }, receivedBytes }) => ({
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

function unreachableNote({ host }: URL): string {
  return `The name may be misspelt, nothing may listen at ${host}, its certificate may be invalid, or the network is down.`;
}
