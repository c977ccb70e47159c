import type { GuestFrame } from '../contract/frames';
import { isTooComplex } from '../contract/json-weight';

/** Tables, and news of tests, checks and the debugger: what a page of ours parses. */
const OWN_JSON = /^application\/vnd\.goru\.[\w.-]+\+json$/;
const encoder = new TextEncoder();

/**
 * True when a rich value has JSON in it that is not worth parsing (see json-weight.ts). In its frame that was one text,
 * which weighs nothing.
 */
export function hidesJson(frame: GuestFrame): boolean {
  return Object.entries(bundleOf(frame)).some(
    ([type, text]) => OWN_JSON.test(type) && isTooComplex(encoder.encode(text)),
  );
}

function bundleOf(frame: GuestFrame): Record<string, string> {
  if (frame.type === 'display') return frame.data;
  return frame.type === 'result' && frame.status === 'ok' ? (frame.display ?? {}) : {};
}
