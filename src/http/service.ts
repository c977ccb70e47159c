import { GoruError, isGoruError, toErrorData } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';
import type { Limits } from '../contract/limits';
import type { HttpReport } from '../contract/options';
import type { ServiceCall, ServiceMethods, ServiceReply } from '../host/host';
import { objectParams, type Params, stringParam } from '../host/params';
import type { Broker, BrokerProgress, BrokerRequest, BrokerResponse } from './broker';
import { connectPolicy, isIpv6Grant } from './connect-policy';
import { explainFailure } from './explain-failure';
import type { HostConsent } from './host-consent';
import type { HostGrants } from './host-grants';
import { checkHeaders, type HeaderPair } from './request-headers';
import { MAX_URL_LENGTH, parseRequestUrl } from './request-url';

export interface HttpServiceOptions {
  grants: HostGrants;
  consent: HostConsent;
  broker: Broker;
  limits: Limits['http'];
  /** False: the page gave neither hosts nor somebody to ask. */
  isEnabled: () => boolean;
  /** Told about every request once it has ended. */
  onReport: (report: HttpReport) => void;
  onProgress: (progress: { url: string } & BrokerProgress) => void;
}

/** What the guest asks for, before anything was checked but its form. */
interface GuestRequest {
  method: string;
  url: string;
  headers: readonly HeaderPair[];
  timeoutMs: number | null;
  hasBody: boolean;
  line: number | null;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];
/** `setTimeout` takes a signed 32-bit number of milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** `http.request(…)`: checks, grants, consent, limits, one report. The broker does the sending. */
export function httpMethods(options: HttpServiceOptions): ServiceMethods {
  return {
    'http/request': async (call) => {
      const request = parseParams(objectParams(call.params));
      const report = startReport(request, call.signal, options.onReport);
      try {
        const response = await answer(options, request, call);
        report({ outcome: 'answered', status: response.status, bytes: response.body.length });
        return toReply(response);
      } catch (error) {
        report({ error });
        throw error;
      }
    },
  };
}

async function answer(
  options: HttpServiceOptions,
  request: GuestRequest,
  { payload, signal }: ServiceCall,
): Promise<BrokerResponse> {
  const { consent, limits, broker } = options;
  const url = parseRequestUrl(request.url);
  if (!options.isEnabled()) throw new GoruError('permission', 'http not enabled');
  const isGranted = (): boolean => options.grants.covers(url) || consent.granted.covers(url);
  // What cannot be allowed is refused first; what cannot be sent is not worth a question.
  if (!isGranted() && !consent.mayAsk(url)) throw notAllowed(url);
  const method = checkRequest(request, url, payload, limits);
  if (!isGranted()) {
    const isAllowed = await consent.isAllowed({ method, url, line: request.line, signal });
    // The answer may have been to a request that differs in its port.
    if (!isAllowed || !isGranted()) throw notAllowed(url);
  }
  const allGrants = [...options.grants.all, ...consent.granted.all];
  const checked: BrokerRequest = {
    policy: connectPolicy(allGrants, url),
    method,
    url: url.href,
    headers: request.headers,
    body: request.hasBody && payload.length > 0 ? new Uint8Array(payload) : null,
    maxResponseBytes: limits.responseBytes,
  };
  const limit = limitTime(signal, shorter(limits.timeoutMs, request.timeoutMs));
  try {
    const outcome = await broker.send(checked, {
      signal: limit.signal,
      onProgress: (progress) => {
        options.onProgress({ url: request.url, ...progress });
      },
    });
    if (outcome.type === 'failure') {
      throw explainFailure(outcome, { url, grantsIpv6: allGrants.some(isIpv6Grant) });
    }
    return outcome;
  } finally {
    limit.stop();
  }
}

/** Checks everything but the host; answers the method as it is sent. */
function checkRequest(
  { method, headers, hasBody, timeoutMs }: GuestRequest,
  url: URL,
  payload: Uint8Array,
  limits: Limits['http'],
): string {
  const upperCase = method.toUpperCase();
  if (!METHODS.includes(upperCase)) throw invalid(`unsupported method: ${method}`);
  if (url.username !== '' || url.password !== '') {
    throw invalid('invalid url', [
      'It carries a user name or a password. Send them in a header: Authorization.',
    ]);
  }
  checkHeaders(headers);
  if (hasBody && payload.length > 0 && (upperCase === 'GET' || upperCase === 'HEAD')) {
    throw invalid(`a ${upperCase} request cannot have a body`);
  }
  if (payload.length > limits.requestBytes) {
    throw new GoruError('limit', 'request body exceeds max size', {
      notes: [`The limit is ${String(limits.requestBytes)} bytes (limits.http.requestBytes).`],
    });
  }
  if (timeoutMs !== null && !(timeoutMs > 0)) {
    throw invalid('timeout must be a number of seconds above 0');
  }
  return upperCase;
}

/** A limit of 0 is none; what the program asks for may only be shorter. */
function shorter(limitMs: number, wantedMs: number | null): number {
  return Math.min(limitMs === 0 ? Infinity : limitMs, wantedMs ?? Infinity);
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

type Ending = { outcome: 'answered'; status: number; bytes: number } | { error: unknown };

function startReport(
  { method, url }: GuestRequest,
  signal: AbortSignal,
  onReport: HttpServiceOptions['onReport'],
): (ending: Ending) => void {
  const startedAt = Date.now();
  const startMs = performance.now();
  return (ending) => {
    const isAnswered = 'outcome' in ending;
    onReport({
      method: method.toUpperCase(),
      url: url.slice(0, MAX_URL_LENGTH),
      startedAt,
      durationMs: performance.now() - startMs,
      outcome: isAnswered ? 'answered' : failureOutcome(ending.error, signal),
      status: isAnswered ? ending.status : null,
      responseBytes: isAnswered ? ending.bytes : 0,
      message: isAnswered ? null : toErrorData(ending.error).message,
    });
  };
}

function failureOutcome(error: unknown, signal: AbortSignal): HttpReport['outcome'] {
  if (signal.aborted) return 'cancelled';
  return isGoruError(error) && error.code === 'permission' ? 'denied' : 'failed';
}

function toReply({ status, reason, headers, url, body }: BrokerResponse): ServiceReply {
  return { value: { status, reason, headers, url }, payload: body };
}

function notAllowed({ hostname }: URL): GoruError {
  return new GoruError('permission', `host not allowed: ${hostname}`);
}

function invalid(message: string, notes: readonly string[] = []): GoruError {
  return new GoruError('invalid-argument', message, { notes });
}

function parseParams(params: Params): GuestRequest {
  const { headers, timeoutMs, hasBody, line = null } = params;
  const isWellFormed =
    Array.isArray(headers)
    && headers.every(isPair)
    && (timeoutMs === null || typeof timeoutMs === 'number')
    && typeof hasBody === 'boolean'
    && (line === null || (Number.isSafeInteger(line) && Number(line) > 0));
  if (!isWellFormed) throw new GoruError('protocol', 'malformed host call: http/request');
  return {
    method: stringParam(params, 'method'),
    url: stringParam(params, 'url'),
    headers: headers,
    timeoutMs,
    hasBody,
    line: line as number | null,
  };
}

function isPair(value: JsonValue): boolean {
  return (
    Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
  );
}
