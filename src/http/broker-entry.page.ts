/**
 * The script of broker.html: a frame that can connect to the granted hosts and to nothing else.
 *
 * `fetch` hides where a redirect goes, so a check in code comes too late. The frame therefore puts
 * a Content Security Policy on itself before it sends anything, and the browser refuses a redirect
 * to any other host before it is sent. A policy can only be added, never be taken back: other
 * grants need another frame.
 */
import type { BrokerOutcome, BrokerProgress, FailureReason } from './broker';
import type { BrokerAnswer, BrokerCommand, BrokerStart } from './broker-messages';

type SendCommand = Extract<BrokerCommand, { type: 'send' }>;

/** Shorter requests tell no progress, longer ones this often. */
const PROGRESS_INTERVAL_MS = 200;
/** How long the report of a violation may take after the request has failed. */
const VIOLATION_DELAY_MS = 100;
/** Nothing of the browser's own goes along, and no stale answer comes. */
const PRIVATE: RequestInit = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
};

const underWay = new Map<number, AbortController>();

addEventListener('message', function start(event: MessageEvent<BrokerStart>) {
  const [port] = event.ports;
  if (event.source !== parent || event.origin !== location.origin || port === undefined) return;
  removeEventListener('message', start);
  raiseWall(event.data.sources);
  port.onmessage = (message: MessageEvent<BrokerCommand>) => {
    receive(message.data, port);
  };
  answer(port, { type: 'started' });
});

function raiseWall(sources: string): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `default-src 'none'; connect-src ${sources}`;
  document.head.append(policy);
}

function receive(command: BrokerCommand, port: MessagePort): void {
  if (command.type === 'abort') {
    underWay.get(command.id)?.abort();
    underWay.delete(command.id);
    return;
  }
  const controller = new AbortController();
  underWay.set(command.id, controller);
  void send(command, controller.signal, port).then((outcome) => {
    // After an abort nobody waits for an outcome.
    if (!underWay.delete(command.id)) return;
    const transfer = outcome.type === 'response' ? [outcome.body.buffer] : [];
    answer(port, { type: 'outcome', id: command.id, outcome }, transfer);
  });
}

async function send(
  { id, request }: SendCommand,
  signal: AbortSignal,
  port: MessagePort,
): Promise<BrokerOutcome> {
  const violations = watchViolations(new URL(request.url).origin);
  let response: Response;
  try {
    const { method, headers, body, redirect, isCacheable } = request;
    response = await fetch(request.url, {
      ...PRIVATE,
      ...(isCacheable === true ? { cache: 'default' } : {}),
      mode: 'cors',
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      body,
      redirect,
      signal,
    });
  } catch {
    // `fetch` says "failed" and no more, by design; find out what can be found out.
    return failure(await explain(request, violations, signal));
  } finally {
    violations.stop();
  }
  if (response.type === 'opaqueredirect') return failure('redirect-unfollowed');
  let receivedBytes = 0;
  try {
    const body = await readBody(response, request.maxResponseBytes, (progress) => {
      receivedBytes = progress.receivedBytes;
      if (progress.isDue) answer(port, { type: 'progress', id, progress: progress.told });
    });
    if (body === null) return failure('too-large', receivedBytes);
    const { status, statusText: reason, headers, url } = response;
    return { type: 'response', status, reason, headers: [...headers], url, body };
  } catch {
    // The only way for a body to fail: the connection ended, or the encoding is broken.
    return failure('cut-off', receivedBytes);
  }
}

interface BodyProgress {
  receivedBytes: number;
  isDue: boolean;
  told: BrokerProgress;
}

/** The whole body, or null when it is longer than allowed. */
async function readBody(
  response: Response,
  maxBytes: number,
  onProgress: (progress: BodyProgress) => void,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null) return new Uint8Array(0);
  const length = response.headers.get('content-length');
  const totalBytes = length === null ? null : Number(length);
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let receivedBytes = 0;
  let lastToldMs = performance.now();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return join(chunks, receivedBytes);
    chunks.push(value);
    receivedBytes += value.length;
    const isDue = performance.now() - lastToldMs >= PROGRESS_INTERVAL_MS;
    if (isDue) lastToldMs = performance.now();
    onProgress({ receivedBytes, isDue, told: { receivedBytes, totalBytes } });
    if (receivedBytes > maxBytes) {
      await reader.cancel();
      return null;
    }
  }
}

function join(chunks: readonly Uint8Array[], byteCount: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteCount);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

interface Violations {
  /** Resolves as soon as there is one, else with false after a moment. */
  seen(): Promise<boolean>;
  stop(): void;
}

/** A report names the URL that was asked for, or its origin; never where the redirect went. */
function watchViolations(origin: string): Violations {
  let wasSeen = false;
  let wake = (): void => undefined;
  const listener = ({ blockedURI }: SecurityPolicyViolationEvent): void => {
    if (!blockedURI.startsWith(origin)) return;
    wasSeen = true;
    wake();
  };
  document.addEventListener('securitypolicyviolation', listener);
  return {
    seen: () =>
      new Promise((resolve) => {
        wake = () => {
          resolve(wasSeen);
        };
        if (wasSeen) wake();
        else setTimeout(wake, VIOLATION_DELAY_MS);
      }),
    stop: () => {
      document.removeEventListener('securitypolicyviolation', listener);
    },
  };
}

async function explain(
  { url, redirect }: SendCommand['request'],
  violations: Violations,
  signal: AbortSignal,
): Promise<FailureReason> {
  if (await violations.seen()) return 'redirect-blocked';
  if (!navigator.onLine) return 'offline';
  if (location.protocol === 'https:' && url.startsWith('http:')) return 'mixed-content';
  // No policy holds here, and a request without CORS always follows redirects.
  if (redirect === 'manual') return 'cors-or-unreachable';
  return (await isReachable(url, signal)) ? 'cors' : 'unreachable';
}

/**
 * Whether the server answers at all, which `no-cors` tells without letting anything be read. Asks
 * for the headers of the front page only: the request itself may have effects.
 */
async function isReachable(url: string, signal: AbortSignal): Promise<boolean> {
  const frontPage = new URL('/', url);
  const violations = watchViolations(frontPage.origin);
  try {
    await fetch(frontPage, { ...PRIVATE, mode: 'no-cors', method: 'HEAD', signal });
    return true;
  } catch {
    // Its front page may redirect elsewhere; then it is there.
    return await violations.seen();
  } finally {
    violations.stop();
  }
}

function failure(reason: FailureReason, receivedBytes = 0): BrokerOutcome {
  return { type: 'failure', reason, receivedBytes };
}

function answer(port: MessagePort, message: BrokerAnswer, transfer: Transferable[] = []): void {
  port.postMessage(message, transfer);
}
