/**
 * The wire of the fallback channel: a synchronous XHR of the blocked worker, answered by the
 * service worker with what the page has for that worker. A request names the last message it
 * got (`after`), so an answer that was lost is simply asked for again.
 *
 * Answer: any number of `u32le seq · u8 kind · u32le length · bytes`.
 */
import { joinBytes } from './join-bytes';
import type { ControlMessage, InboundMessage } from './worker-messages';

/** Path segment under the site's base; nothing else may use it. */
export const CHANNEL_PATH = '__goru_channel__';

/** Longest time a request is left pending; engines end them after a minute or so. */
export const MAX_LONG_POLL_MS = 15_000;

/** What the service worker asks its pages; the one that owns `worker` answers over the port. */
export interface ChannelPoll {
  type: 'goru-channel-poll';
  worker: string;
  after: number;
  waitMs: number;
  /** Answer only when there is a message (false: just let `waitMs` pass). */
  inbox: boolean;
}

export function isChannelPoll(value: unknown): value is ChannelPoll {
  return (
    typeof value === 'object'
    && value !== null
    && 'type' in value
    && value.type === 'goru-channel-poll'
  );
}

const HEADER_BYTES = 9;
const KINDS = ['other', 'interrupt', 'output-ack', 'frame-ack', 'control', 'run'] as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface NumberedMessage {
  seq: number;
  message: InboundMessage;
}

/** What takes a page a few milliseconds to pack. */
const ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * The first of these messages, as many as make one answer: the next one brings more. All of them where there is an
 * interrupt, which must not wait.
 */
export function takeAnswer(messages: readonly NumberedMessage[]): readonly NumberedMessage[] {
  if (messages.some(({ message }) => isInterrupt(message))) return messages;
  let bytes = 0;
  const end = messages.findIndex(({ message }, at) => {
    bytes += sizeOf(message);
    return at > 0 && bytes > ANSWER_BYTES;
  });
  return end === -1 ? messages : messages.slice(0, end);
}

export function isInterrupt(message: InboundMessage): boolean {
  return message.type === 'frame' && message.kind === 'interrupt';
}

/** Of what may be large. */
function sizeOf(message: InboundMessage): number {
  if (message.type === 'frame') return message.bytes.length;
  return 'content' in message ? message.content.length : 0;
}

/** Packs messages into one answer. */
export function encodeInbound(messages: readonly NumberedMessage[]): Uint8Array<ArrayBuffer> {
  return joinBytes(messages.map(({ seq, message }) => encodeMessage(seq, message)));
}

function encodeMessage(seq: number, message: InboundMessage): Uint8Array<ArrayBuffer> {
  const { kind, body } = encodeBody(message);
  const bytes = new Uint8Array(HEADER_BYTES + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, seq, true);
  view.setUint8(4, KINDS.indexOf(kind));
  view.setUint32(5, body.length, true);
  bytes.set(body, HEADER_BYTES);
  return bytes;
}

function encodeBody(message: InboundMessage): {
  kind: (typeof KINDS)[number];
  body: Uint8Array<ArrayBuffer>;
} {
  if (message.type === 'frame') {
    return { kind: message.kind, body: message.bytes };
  }
  if (message.type === 'output-ack') {
    return { kind: message.type, body: encodeU32s(message.byteCount) };
  }
  return message.type === 'frame-ack'
    ? { kind: message.type, body: encodeU32s(message.frameCount, message.byteCount) }
    : { kind: 'control', body: encodeControl(message) };
}

/** `u32le jsonLength · JSON · content`. */
function encodeControl(message: ControlMessage): Uint8Array<ArrayBuffer> {
  const { content, ...rest } = { content: undefined, ...message };
  const json = encoder.encode(JSON.stringify(rest));
  const body = new Uint8Array(4 + json.length + (content?.length ?? 0));
  body.set(encodeU32s(json.length));
  body.set(json, 4);
  if (content !== undefined) body.set(content, 4 + json.length);
  return body;
}

function decodeBody(kind: (typeof KINDS)[number], body: Uint8Array<ArrayBuffer>): InboundMessage {
  const numberAt = (at: number): number => new DataView(body.buffer).getUint32(at, true);
  switch (kind) {
    case 'other':
    case 'run':
    case 'interrupt':
      return { type: 'frame', bytes: body, kind };
    case 'output-ack':
      return { type: kind, byteCount: numberAt(0) };
    case 'frame-ack':
      return { type: kind, frameCount: numberAt(0), byteCount: numberAt(4) };
    case 'control': {
      const contentAt = 4 + numberAt(0);
      const rest: unknown = JSON.parse(decoder.decode(body.subarray(4, contentAt)));
      const content = body.slice(contentAt);
      // The page is ours, and the type is what it encoded.
      return { ...(rest as ControlMessage), content } as ControlMessage;
    }
  }
}

/** Unpacks an answer; throws on anything malformed (the page is ours: that is a defect). */
export function decodeInbound(bytes: Uint8Array<ArrayBuffer>): NumberedMessage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: NumberedMessage[] = [];
  for (let at = 0; at < bytes.length;) {
    const kind = KINDS[view.getUint8(at + 4)];
    const start = at + HEADER_BYTES;
    const end = start + view.getUint32(at + 5, true);
    if (kind === undefined || end > bytes.length) throw new Error('malformed channel answer');
    const body = bytes.slice(start, end);
    const message = decodeBody(kind, body);
    messages.push({ seq: view.getUint32(at, true), message });
    at = end;
  }
  return messages;
}

function encodeU32s(...values: number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setUint32(4 * i, value, true);
  });
  return bytes;
}
