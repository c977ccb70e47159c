import { GoruError } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';
import type { Limits } from '../contract/limits';
import type { HttpReport } from '../contract/options';
import type { ServiceCall, ServiceMethods, ServiceReply } from '../host/host';
import { objectParams, type Params, stringParam } from '../host/params';
import { shown } from '../host/shown-text';
import type { BrokerProgress, BrokerResponse } from './broker';
import { type Granting, isGranted, refuseUngrantable, requireGrant, sendGranted } from './granted';
import { reportedUrl, startReport } from './http-report';
import { checkHeaders, type HeaderPair } from './request-headers';
import { parseRequestUrl, refuseCredentials } from './request-url';

export interface HttpServiceOptions extends Granting {
  limits: Limits['http'];
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
  const { limits } = options;
  const url = parseRequestUrl(request.url);
  // What cannot be allowed is refused first; what cannot be sent is not worth a question.
  refuseUngrantable(options, url);
  const method = checkRequest(request, url, payload, limits);
  if (!isGranted(options, url)) {
    await requireGrant(options, { method, url, line: request.line, signal });
  }
  const checked = {
    method,
    url,
    headers: request.headers,
    body: request.hasBody && payload.length > 0 ? new Uint8Array(payload) : null,
    maxResponseBytes: limits.responseBytes,
  };
  return sendGranted(options, checked, {
    signal,
    timeoutMs: shorter(limits.timeoutMs, request.timeoutMs),
    onProgress: (progress) => {
      options.onProgress({ url: reportedUrl(request.url), ...progress });
    },
  });
}

/** Checks everything but the host; answers the method as it is sent. */
function checkRequest(
  { method, headers, hasBody, timeoutMs }: GuestRequest,
  url: URL,
  payload: Uint8Array,
  limits: Limits['http'],
): string {
  const upperCase = method.toUpperCase();
  if (!METHODS.includes(upperCase)) throw invalid(`unsupported method: ${shown(method)}`);
  refuseCredentials(url);
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

function toReply({ status, reason, headers, url, body }: BrokerResponse): ServiceReply {
  return { value: { status, reason, headers, url }, payload: body };
}

function invalid(message: string): GoruError {
  return new GoruError('invalid-argument', message);
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
