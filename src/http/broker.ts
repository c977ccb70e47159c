import type { ConnectPolicy } from './connect-policy';

/** A request that was checked and may be sent. */
export interface BrokerRequest {
  policy: ConnectPolicy;
  method: string;
  url: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: Uint8Array<ArrayBuffer> | null;
  /** A longer response body is a failure, never cut. */
  maxResponseBytes: number;
  /** The browser may answer what it has asked before. Programs see no stale answers, so theirs never are. */
  isCacheable?: true;
}

export interface BrokerResponse {
  type: 'response';
  status: number;
  reason: string;
  headers: readonly (readonly [name: string, value: string])[];
  /** After redirects. */
  url: string;
  body: Uint8Array<ArrayBuffer>;
}

/** Why there is no response, as far as the browser lets a page know. */
export type FailureReason =
  /** The policy held it back: the server redirected to a host that is not granted. */
  | 'redirect-blocked'
  /** It redirected, and nothing could have kept the redirect from going anywhere. */
  | 'redirect-unfollowed'
  /** The server can be reached, but does not allow this page to read the answer. */
  | 'cors'
  | 'unreachable'
  /** One of the two: finding out would follow redirects. */
  | 'cors-or-unreachable'
  | 'offline'
  /** A page over https may not ask over http. */
  | 'mixed-content'
  /** The connection ended before the body did. */
  | 'cut-off'
  | 'too-large'
  /** The page that sends requests did not start. */
  | 'no-broker';

export interface BrokerFailure {
  type: 'failure';
  reason: FailureReason;
  receivedBytes: number;
}

export type BrokerOutcome = BrokerResponse | BrokerFailure;

export interface BrokerProgress {
  receivedBytes: number;
  /** Null when the server does not say. */
  totalBytes: number | null;
}

/** Sends requests so that neither they nor their redirects reach a host outside their policy. */
export interface Broker {
  /** Rejects with the signal's reason when that aborts; every other failure is an outcome. */
  send(
    request: BrokerRequest,
    context: { signal: AbortSignal; onProgress: (progress: BrokerProgress) => void },
  ): Promise<BrokerOutcome>;
  close(): void;
}
