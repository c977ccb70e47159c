import { GoruError } from '../contract/goru-error';
import type { Broker, BrokerProgress, BrokerRequest, BrokerResponse } from './broker';
import { connectPolicy, isIpv6Grant } from './connect-policy';
import { explainFailure } from './explain-failure';
import type { HostConsent } from './host-consent';
import type { HostGrants } from './host-grants';

/** What decides about a host, and sends to it. */
export interface Granting {
  grants: HostGrants;
  consent: HostConsent;
  broker: Broker;
  /** False: the page gave neither hosts nor somebody to ask. */
  isEnabled: () => boolean;
}

interface Sending {
  signal: AbortSignal;
  /** Of one request, redirects and body included; Infinity for none. */
  timeoutMs: number;
  onProgress: (progress: BrokerProgress) => void;
}

/** `setTimeout` takes a signed 32-bit number of milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Throws where the host is not granted and nobody can be asked about it. */
export function refuseUngrantable(granting: Granting, url: URL): void {
  if (!granting.isEnabled()) throw new GoruError('permission', 'http not enabled');
  if (!isGranted(granting, url) && !granting.consent.mayAsk(url)) throw notAllowed(url);
}

/** Asks about the host unless it is granted; throws `host not allowed: H` where the answer is no. */
export async function requireGrant(
  granting: Granting,
  asking: Parameters<HostConsent['isAllowed']>[0],
): Promise<void> {
  const { url } = asking;
  refuseUngrantable(granting, url);
  if (isGranted(granting, url)) return;
  const isAllowed = await granting.consent.isAllowed(asking);
  // The answer may have been to a request that differs in its port.
  if (!isAllowed || !isGranted(granting, url)) throw notAllowed(url);
}

/** Sends a request to a granted host; neither it nor a redirect reaches any other. */
export async function sendGranted(
  { grants, consent, broker }: Granting,
  request: Omit<BrokerRequest, 'policy' | 'url'> & { url: URL },
  { signal, timeoutMs, onProgress }: Sending,
): Promise<BrokerResponse> {
  const { url } = request;
  const allGrants = [...grants.all, ...consent.granted.all];
  const checked = { ...request, policy: connectPolicy(allGrants, url), url: url.href };
  const limit = limitTime(signal, timeoutMs);
  try {
    const outcome = await broker.send(checked, { signal: limit.signal, onProgress });
    if (outcome.type === 'response') return outcome;
    throw explainFailure(outcome, { url, grantsIpv6: allGrants.some(isIpv6Grant) });
  } finally {
    limit.stop();
  }
}

/** True when no question is needed. */
export function isGranted({ grants, consent }: Granting, url: URL): boolean {
  return grants.covers(url) || consent.granted.covers(url);
}

/** Aborts with `signal`, and after `limitMs` with the error that a program is to see. */
function limitTime(
  signal: AbortSignal,
  limitMs: number,
): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const cancel = (): void => {
    controller.abort(signal.reason);
  };
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  const timer = setTimeout(
    () => {
      const seconds = String(limitMs / 1000);
      controller.abort(new GoruError('timeout', `request failed: timeout after ${seconds}s`));
    },
    Math.min(limitMs, MAX_TIMER_MS),
  );
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    },
  };
}

function notAllowed({ hostname }: URL): GoruError {
  return new GoruError('permission', `host not allowed: ${hostname}`);
}
