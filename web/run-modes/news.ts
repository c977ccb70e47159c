import type { MimeBundle, Variable } from '../../src/index';

/** What Python tells about tests, checks and the debugger: `display` values that are no output. */
export const TESTS_TYPE = 'application/vnd.goru.tests+json';
export const CHECKS_TYPE = 'application/vnd.goru.checks+json';
export const DEBUGGER_TYPE = 'application/vnd.goru.debugger+json';

export type TestStatus = 'waiting' | 'passed' | 'failed' | 'error' | 'skipped' | 'stopped';

export interface TestItem {
  id: number;
  /** Module and class. */
  group: string;
  name: string;
  status: TestStatus;
  /** Where it failed, else where it is. */
  file: string | null;
  line: number | null;
  durationMs: number;
  output: string;
  message: string;
  traceback: string;
}

export type CheckStatus = 'waiting' | 'passed' | 'failed' | 'error' | 'timeout';

export interface CheckItem {
  title: string;
  status: CheckStatus;
  file: string | null;
  line: number | null;
  /** The teacher's words. */
  note: string | null;
  /** What was looked at, as written. */
  expression: string | null;
  actual: string | null;
  operator: string | null;
  expected: string | null;
  /** The error that ended it. */
  message: string | null;
}

export interface DebuggerPlace {
  file: string;
  line: number;
  /** Null at the top of a file. */
  function: string | null;
  names: readonly Variable[];
}

type Fields = Record<string, unknown>;

/**
 * A program can tell anything in the place of what Python tells: how many and how long are the page's to say, or one line
 * of code makes millions of rows.
 */
export const NEWS_LIMITS = { tests: 2_000, checks: 500, names: 200, textLength: 20_000 } as const;

/** One more piece of news about tests, worked into what is known. */
export function takeTestNews(known: readonly TestItem[], news: unknown): readonly TestItem[] {
  const { kind, tests, ...end } = fieldsOf(news);
  if (kind === 'start' && Array.isArray(tests)) {
    const ids = new Set(known.map(({ id }) => id));
    const room = NEWS_LIMITS.tests - known.length;
    const started = tests.slice(0, room).map((test) => toTest(fieldsOf(test), 'waiting'));
    const isNew = ({ id }: TestItem): boolean => Number.isSafeInteger(id) && !ids.has(id);
    return [...known, ...new Map(started.filter(isNew).map((test) => [test.id, test])).values()];
  }
  if (kind !== 'end') return known;
  return known.map((test) =>
    test.id === end['id'] ? toTest({ ...test, ...withoutNull(end) }, statusOf(end)) : test,
  );
}

export function takeCheckNews(known: readonly CheckItem[], news: unknown): readonly CheckItem[] {
  const { kind, checks, index, ...end } = fieldsOf(news);
  if (kind === 'start' && Array.isArray(checks)) {
    return checks.slice(0, NEWS_LIMITS.checks).map((check) => toCheck(fieldsOf(check), 'waiting'));
  }
  if (kind !== 'end') return known;
  const is = (value: string): value is CheckStatus =>
    ['passed', 'failed', 'error', 'timeout'].includes(value);
  const status = textOf(end['status']);
  return known.map((check, i) =>
    i === index && is(status) ? toCheck({ ...check, ...withoutNull(end) }, status) : check,
  );
}

/** Null: the debugger goes on. */
export function readDebuggerNews(news: unknown): DebuggerPlace | null {
  const { file, line, function: name, names } = fieldsOf(news);
  const lineNumber = lineOrNull(line);
  if (typeof file !== 'string' || lineNumber === null) return null;
  const { variables } = fieldsOf(names);
  const listed: readonly unknown[] = Array.isArray(variables) ? variables : [];
  const known = listed.slice(0, NEWS_LIMITS.names).flatMap(toVariables);
  return {
    file: textOf(file),
    line: lineNumber,
    function: textOrNull(name),
    names: [...new Map(known.map((variable) => [variable.name, variable])).values()],
  };
}

/** The JSON of a bundle under a type; undefined when it has none. */
export function newsOf(bundle: MimeBundle, type: string): unknown {
  const text = bundle[type];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // A program's own invention.
  }
}

function toTest(fields: Fields, status: TestStatus): TestItem {
  return {
    id: typeof fields['id'] === 'number' ? fields['id'] : NaN,
    group: textOf(fields['group']),
    name: textOf(fields['name']),
    status,
    file: textOrNull(fields['file']),
    line: lineOrNull(fields['line']),
    durationMs: amountOf(fields['durationMs']),
    output: textOf(fields['output']),
    message: textOf(fields['message']),
    traceback: textOf(fields['traceback']),
  };
}

function toCheck(fields: Fields, status: CheckStatus): CheckItem {
  return {
    title: textOf(fields['title']),
    status,
    file: textOrNull(fields['file']),
    line: lineOrNull(fields['line']),
    note: textOrNull(fields['note']),
    expression: textOrNull(fields['expression']),
    actual: textOrNull(fields['actual']),
    operator: textOrNull(fields['operator']),
    expected: textOrNull(fields['expected']),
    message: textOrNull(fields['message']),
  };
}

function statusOf({ status }: Fields): TestStatus {
  const known = ['passed', 'failed', 'error', 'skipped'] as const;
  return known.find((each) => each === status) ?? 'error';
}

/** One, or none when it is no variable. */
function toVariables(fields: unknown): Variable[] {
  const { name, type, value, length, bytes } = fieldsOf(fields);
  if ([name, type, value].some((text) => typeof text !== 'string')) return [];
  return [
    {
      name: textOf(name),
      type: textOf(type),
      value: textOf(value),
      length: typeof length === 'number' ? amountOf(length) : null,
      bytes: amountOf(bytes),
    },
  ];
}

function withoutNull(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string {
  return textOrNull(value) ?? '';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, NEWS_LIMITS.textLength) : null;
}

/** JSON has numbers that are no line: 1e999, -1, 0.5. */
function lineOrNull(value: unknown): number | null {
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : null;
}

function amountOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : 0;
}
