/** What went wrong, as a stable word a program may match on. */
export const ERROR_CODES = [
  'permission',
  'not-found',
  'limit',
  'invalid-argument',
  'network',
  'timeout',
  'unknown-function',
  'host-function',
  'not-json',
  'disk-full',
  'storage',
  'busy',
  'unsupported',
  'protocol',
  'session-closed',
  'interpreter',
  'cancelled',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

const BRAND = 'goru';
const NAME = 'GoruError';

/**
 * An error of the library itself. A Python exception is no `GoruError`: it is a `RunResult`.
 *
 * The brand travels with the object, so that `isGoruError` also holds for an error which crossed
 * a worker boundary or came from a second copy of this module.
 */
export class GoruError extends Error {
  readonly brand = BRAND;
  override readonly name: string;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: { cause?: unknown; name?: string; notes?: readonly string[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = options.name ?? NAME;
    this.notes = options.notes ?? [];
  }

  /** Advice that must not change the message itself; Python shows it through `add_note`. */
  readonly notes: readonly string[];
}

/** True for errors of this library, whichever realm or copy of the module made them. */
export function isGoruError(value: unknown): value is GoruError {
  // Not `instanceof Error`: each realm has an Error of its own.
  return (
    typeof value === 'object'
    && value !== null
    && 'brand' in value
    && value.brand === BRAND
    && 'code' in value
    && typeof value.code === 'string'
  );
}

/** The plain data of an error that crosses a thread or the guest boundary. */
export interface ErrorData {
  code: ErrorCode;
  message: string;
  /** The JavaScript error's name, when a function of the page threw. */
  name?: string;
  notes?: readonly string[];
}

/** Stands for an error that refuses to be read. */
const UNREADABLE = '(unreadable error)';

/**
 * Turns anything thrown into data that survives `postMessage` and JSON, and never throws itself. A
 * page's function may throw what it likes: `null`, objects without a `toString`, a `Proxy` whose
 * traps throw, something that only looks like an error of ours.
 */
export function toErrorData(error: unknown, fallback: ErrorCode = 'host-function'): ErrorData {
  try {
    if (isGoruError(error)) return fromBranded(error, fallback);
    if (error instanceof Error) {
      return { code: fallback, message: toText(error.message), name: toText(error.name) };
    }
    return { code: fallback, message: toText(error), name: 'Error' };
  } catch {
    // A getter or a trap of the page's threw; there is nothing to be told about the error.
    return { code: fallback, message: UNREADABLE };
  }
}

/** The brand is no proof of the rest: every part is read once, and taken for what it is. */
function fromBranded(
  error: { code: unknown; message?: unknown; name?: unknown; notes?: unknown },
  fallback: ErrorCode,
): ErrorData {
  const { code, message, name, notes } = error;
  const texts = Array.isArray(notes) ? Array.from(notes, toText) : [];
  return {
    code: ERROR_CODES.find((known) => known === code) ?? fallback,
    message: toText(message),
    ...(name === NAME || name === undefined ? {} : { name: toText(name) }),
    ...(texts.length === 0 ? {} : { notes: texts }),
  };
}

function toText(value: unknown): string {
  try {
    return String(value);
  } catch {
    // No text to be had (a null prototype, a `toString` that throws): say what it is.
    return `(a thrown ${typeof value})`;
  }
}

/** Revives an error on the far side of a boundary. */
export function fromErrorData(data: ErrorData): GoruError {
  return new GoruError(data.code, data.message, {
    ...(data.name === undefined ? {} : { name: data.name }),
    ...(data.notes === undefined ? {} : { notes: data.notes }),
  });
}
