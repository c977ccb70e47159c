/**
 * What a page with snippets and the site's frame say to each other. Neither trusts the other: each side checks what
 * arrives, and the frame grants programs nothing, whatever the page asks for.
 */
export const PROTOCOL_VERSION = 1;

export const PROTOCOL_LIMITS = {
  codeLength: 1_000_000,
  /** Of a session's or a file's name. */
  nameLength: 100,
  inputLength: 100_000,
  /** Runs that one page may have waiting. */
  runs: 100,
} as const;

/** The first message, to the frame's window; its port is the connection. */
export interface Connect {
  type: 'goru-connect';
  version: number;
}

export type Command =
  /** Somebody is about to run something. */
  | { type: 'warm' }
  | {
      type: 'run';
      id: number;
      code: string;
      /** Snippets that name the same one share variables; null: a fresh interpreter. */
      session: string | null;
      filename: string;
    }
  | { type: 'stop'; id: number }
  /** Answers `ask`; null is end of file. */
  | { type: 'input'; id: number; text: string | null };

export const RUN_STATUSES = ['ok', 'error', 'exit', 'interrupted', 'timeout', 'crashed'] as const;

/** How a run of a snippet ended. */
export interface SnippetResult {
  status: (typeof RUN_STATUSES)[number];
  stdout: string;
  stderr: string;
  /** `repr` of a trailing expression. */
  value: string | null;
  /** What went wrong, in one line. */
  message: string | null;
  durationMs: number;
}

/** Pictures that a snippet shows; what else programs show is text. */
export const IMAGE_TYPES = [
  'image/svg+xml',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
] as const;

/** A picture, as a program's `display` has it: SVG is text, everything else base64. */
export interface SnippetImage {
  mime: (typeof IMAGE_TYPES)[number];
  data: string;
  /** What stands for it where it cannot be seen. */
  text: string;
}

const CHECK_STATUSES = ['waiting', 'passed', 'failed', 'error', 'timeout'] as const;

/** What one check of an exercise has found. */
export interface SnippetCheck {
  title: string;
  status: (typeof CHECK_STATUSES)[number];
  /** The teacher's words. */
  note: string | null;
  /** What was looked at, and what it was compared with. */
  expression: string | null;
  operator: string | null;
  expected: string | null;
  actual: string | null;
  /** The error that ended it. */
  message: string | null;
}

export type Report =
  | { type: 'connected'; version: number }
  /** Python loads; `share` is how much of it is there, from 0 to 1. */
  | { type: 'loading'; share: number }
  /** The run has got its turn. */
  | { type: 'started'; id: number }
  | { type: 'output'; id: number; stream: 'stdout' | 'stderr'; text: string }
  | { type: 'image'; id: number; image: SnippetImage }
  | { type: 'checks'; id: number; checks: readonly SnippetCheck[] }
  /** `input()` waits for a line. */
  | { type: 'ask'; id: number }
  /** It no longer does. */
  | { type: 'unask'; id: number }
  | { type: 'ended'; id: number; result: SnippetResult }
  /** There is no Python, or not for this run. */
  | { type: 'failed'; id: number; message: string };

export function isConnect(data: unknown): data is Connect {
  const message = fieldsOf(data);
  return message['type'] === 'goru-connect' && typeof message['version'] === 'number';
}

/** What the frame takes from a page; null for anything else. */
export function parseCommand(data: unknown): Command | null {
  const { type, id, code, session, filename, text } = fieldsOf(data);
  if (type === 'warm') return { type };
  if (!isId(id)) return null;
  if (type === 'stop') return { type, id };
  if (type === 'input') {
    const isText = text === null || isTextUpTo(PROTOCOL_LIMITS.inputLength, text);
    return isText ? { type, id, text } : null;
  }
  if (type !== 'run') return null;
  const isWhole =
    isTextUpTo(PROTOCOL_LIMITS.codeLength, code)
    && (session === null || isTextUpTo(PROTOCOL_LIMITS.nameLength, session))
    && isTextUpTo(PROTOCOL_LIMITS.nameLength, filename);
  return isWhole ? { type, id, code, session, filename } : null;
}

/** What a page takes from the frame; null for anything else. */
export function parseReport(data: unknown): Report | null {
  const fields = fieldsOf(data);
  const { type, version, share, id, stream, text, message, result } = fields;
  if (type === 'connected') return typeof version === 'number' ? { type, version } : null;
  if (type === 'loading') return typeof share === 'number' ? { type, share } : null;
  if (!isId(id)) return null;
  if (type === 'started' || type === 'ask' || type === 'unask') return { type, id };
  if (type === 'failed') return typeof message === 'string' ? { type, id, message } : null;
  if (type === 'output') {
    const isWhole = (stream === 'stdout' || stream === 'stderr') && typeof text === 'string';
    return isWhole ? { type, id, stream, text } : null;
  }
  if (type === 'image') {
    const image = parseImage(fields['image']);
    return image === null ? null : { type, id, image };
  }
  if (type === 'checks') {
    const { checks } = fields;
    return Array.isArray(checks) ? { type, id, checks: checks.flatMap(parseCheck) } : null;
  }
  const checked = type === 'ended' ? parseResult(result) : null;
  return checked === null ? null : { type: 'ended', id, result: checked };
}

function parseResult(data: unknown): SnippetResult | null {
  const { status, stdout, stderr, value, message, durationMs } = fieldsOf(data);
  const known = RUN_STATUSES.find((one) => one === status);
  if (known === undefined || typeof stdout !== 'string' || typeof stderr !== 'string') return null;
  if (!isTextOrNull(value) || !isTextOrNull(message) || typeof durationMs !== 'number') return null;
  return { status: known, stdout, stderr, value, message, durationMs };
}

const BASE64 = /^[\w+/=\s-]*$/;

function parseImage(value: unknown): SnippetImage | null {
  const { mime, data, text } = fieldsOf(value);
  const known = IMAGE_TYPES.find((one) => one === mime);
  if (known === undefined || typeof data !== 'string' || typeof text !== 'string') return null;
  return known === 'image/svg+xml' || BASE64.test(data) ? { mime: known, data, text } : null;
}

/** One, or none when it is no check. */
function parseCheck(value: unknown): SnippetCheck[] {
  const { title, status, note, expression, operator, expected, actual, message } = fieldsOf(value);
  const known = CHECK_STATUSES.find((one) => one === status);
  if (known === undefined || typeof title !== 'string') return [];
  if (!isTextOrNull(note) || !isTextOrNull(expression) || !isTextOrNull(operator)) return [];
  if (!isTextOrNull(expected) || !isTextOrNull(actual) || !isTextOrNull(message)) return [];
  return [{ title, status: known, note, expression, operator, expected, actual, message }];
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function isTextUpTo(length: number, value: unknown): value is string {
  return typeof value === 'string' && value.length <= length;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
