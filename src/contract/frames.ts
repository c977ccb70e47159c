/**
 * The guest protocol: what Python and the host say to each other over the channel device.
 *
 * A frame is `u32le jsonLength · u32le payloadLength · JSON (UTF-8) · payload bytes`. The guest
 * writes exactly one frame per `write`, the host hands out at most one frame per `read` (a frame
 * larger than the read buffer continues in the next read). `golden-frames.json` beside this file
 * is read by the TypeScript and by the Python tests, so neither side can drift alone.
 */
import type { ErrorData } from './goru-error';
import type { JsonValue } from './json';

export const PROTOCOL_VERSION = 1;
export const FRAME_HEADER_BYTES = 8;

/** Where the guest opens the channel (a character device in a preopen). */
export const CHANNEL_DIRECTORY = '/host';
export const CHANNEL_FILE = 'channel';

/** Python booted and waits for its first `run`. */
export interface ReadyFrame {
  type: 'ready';
  protocol: number;
  python: string;
}

/** A host call; `id` is chosen by the guest and unique while the interpreter lives. */
export interface CallFrame {
  type: 'call';
  id: number;
  method: string;
  params: JsonValue;
}

/** The guest lost interest in call `id` (cancelled task, `KeyboardInterrupt`). No reply is due. */
export interface CancelFrame {
  type: 'cancel';
  id: number;
}

/** One rich value for the page: a MIME bundle, as `_repr_mimebundle_` makes it. */
export interface DisplayFrame {
  type: 'display';
  data: Record<string, string>;
}

/**
 * Python took notice of an interrupt: `KeyboardInterrupt` is on its way to the program. Sent again
 * when that program is over and only its report is still to come.
 */
export interface InterruptedFrame {
  type: 'interrupted';
  run: number;
}

/** A run has ended, one way or another. */
export type ResultFrame = { type: 'result'; run: number } & GuestRunResult;

export type GuestRunResult =
  | OkReport
  | { status: 'exit'; code: number }
  | { status: 'interrupted'; traceback: string }
  | ({ status: 'error' } & GuestErrorReport);

interface OkReport {
  status: 'ok';
  value: string | null;
  /** The value as a MIME bundle, if it has more to show than its `repr`. */
  display?: Record<string, string>;
}

/** An uncaught Python exception, as the program's author wants to read it. */
export interface GuestErrorReport {
  /** Class name, qualified unless it is a builtin: `KeyError`, `json.decoder.JSONDecodeError`. */
  errorType: string;
  message: string;
  /** What CPython would print, user frames only. */
  traceback: string;
  /** Innermost line of the run's own file, 1-based; null when no frame is in it. */
  line: number | null;
  /** 1-based column of that line, in UTF-16 code units as editors count; null when unknown. */
  column: number | null;
  endLine: number | null;
  endColumn: number | null;
}

export type GuestFrame =
  ReadyFrame | CallFrame | CancelFrame | DisplayFrame | InterruptedFrame | ResultFrame;

/** The answer to a call: exactly one of `value` and `error`. */
export type ReplyFrame =
  { type: 'reply'; id: number; value: JsonValue } | { type: 'reply'; id: number; error: ErrorData };

export interface RunFrame {
  type: 'run';
  run: number;
  source: string;
  filename: string;
  /**
   * Left out for a program. `console`: an entry of a console, after which what it started goes on;
   * `question`: `source` is JSON, and the value of the result is the answer's; `tests` and `checks`: those of the
   * program `source`, whose results come as `display` frames.
   */
  mode?: 'console' | 'question' | 'tests' | 'checks';
  /** What of `source` to run: the same text with blanks for everything else. */
  code?: string;
  /** What follows the program's name in `sys.argv`. */
  args?: readonly string[];
  /** What `random` begins with. */
  seed?: number;
  /** The wall clock stands still. */
  isClockFrozen?: boolean;
  /** For `checks`: what the program printed. */
  output?: string;
}

/** Raise `KeyboardInterrupt` in run `run`; ignored by the guest when that run is over. */
export interface InterruptFrame {
  type: 'interrupt';
  run: number;
}

export type HostFrame = ReplyFrame | RunFrame | InterruptFrame;

/** A frame with its payload, decoded. */
export interface FrameWithPayload<Frame> {
  frame: Frame;
  payload: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NO_PAYLOAD = new Uint8Array(0);

/** Encodes one frame to its wire form. */
export function encodeFrame(
  frame: GuestFrame | HostFrame,
  payload: Uint8Array = NO_PAYLOAD,
): Uint8Array<ArrayBuffer> {
  const json = encoder.encode(JSON.stringify(frame));
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + json.length + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, json.length, true);
  view.setUint32(4, payload.length, true);
  bytes.set(json, FRAME_HEADER_BYTES);
  bytes.set(payload, FRAME_HEADER_BYTES + json.length);
  return bytes;
}

/**
 * Decodes what the guest wrote. Returns null for anything that is not one whole, well-formed
 * frame: the guest is untrusted, so a forged frame is an answer (`EINVAL`), never an exception.
 */
export function decodeGuestFrame(bytes: Uint8Array): FrameWithPayload<GuestFrame> | null {
  const decoded = decodeFrame(bytes);
  return decoded !== null && isGuestFrame(decoded.frame)
    ? { frame: decoded.frame, payload: decoded.payload }
    : null;
}

/** The JSON part of what should be a frame; empty when its header promises more than there is. */
export function jsonOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length < FRAME_HEADER_BYTES) return NO_PAYLOAD;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const jsonEnd = FRAME_HEADER_BYTES + view.getUint32(0, true);
  return jsonEnd > bytes.length ? NO_PAYLOAD : bytes.subarray(FRAME_HEADER_BYTES, jsonEnd);
}

function decodeFrame(bytes: Uint8Array): FrameWithPayload<unknown> | null {
  if (bytes.length < FRAME_HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const jsonEnd = FRAME_HEADER_BYTES + view.getUint32(0, true);
  if (jsonEnd + view.getUint32(4, true) !== bytes.length) return null;
  try {
    const frame = parse(decoder.decode(bytes.subarray(FRAME_HEADER_BYTES, jsonEnd)));
    return { frame, payload: bytes.subarray(jsonEnd) };
  } catch {
    // Not UTF-8 or not JSON: malformed, which the caller answers with EINVAL.
    return null;
  }
}

/**
 * Without keys called `__proto__`: as an object's own they are harmless, but a page that copies the
 * object (`Object.assign`) would have a prototype of the guest's choice.
 */
function parse(text: string): unknown {
  // A reviver is called for every value, so only where the name can be.
  return /__proto__|\\u00[4-7]/.test(text)
    ? JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value))
    : JSON.parse(text);
}

type Fields = Record<string, unknown>;
const isId = (value: unknown): boolean => Number.isSafeInteger(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isLine = (value: unknown): boolean => value === null || isId(value);

const GUEST_FRAME_CHECKS = {
  ready: (f) => isId(f['protocol']) && isText(f['python']),
  call: (f) => isId(f['id']) && isText(f['method']) && f['params'] !== undefined,
  cancel: (f) => isId(f['id']),
  display: (f) => isBundle(f['data']),
  interrupted: (f) => isId(f['run']),
  result: (f) => isId(f['run']) && isRunResult(f),
} satisfies Record<GuestFrame['type'], (fields: Fields) => boolean>;

function isGuestFrame(value: unknown): value is GuestFrame {
  if (!isFields(value) || typeof value['type'] !== 'string') return false;
  if (!Object.hasOwn(GUEST_FRAME_CHECKS, value['type'])) return false;
  return GUEST_FRAME_CHECKS[value['type'] as GuestFrame['type']](value);
}

function isRunResult(f: Fields): boolean {
  switch (f['status']) {
    case 'ok':
      return (
        (f['value'] === null || isText(f['value']))
        && (f['display'] === undefined || isBundle(f['display']))
      );
    case 'exit':
      return isId(f['code']);
    case 'interrupted':
      return isText(f['traceback']);
    case 'error':
      return (
        [f['errorType'], f['message'], f['traceback']].every(isText)
        && [f['line'], f['column'], f['endLine'], f['endColumn']].every(isLine)
      );
    default:
      return false;
  }
}

function isBundle(value: unknown): boolean {
  return isFields(value) && Object.values(value).every(isText);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
