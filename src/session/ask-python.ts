import type { RunResult } from '../contract/run-result';
import type { Completions, SessionConsole, Variable, Variables } from '../contract/session-console';

/** Long enough for every honest answer; a program's own `__getattr__` may take for ever. */
export const QUESTION_TIMEOUT_MS = 5_000;

/**
 * What our side answers is shorter, in characters and in entries (runtime-assets/_goru). What a program has put in its
 * place may be as much as one frame holds: a page would stand still while it parses and shows that.
 */
const ANSWER_MAX_LENGTH = 1_000_000;
const VARIABLES_MAX = 200;
const MATCHES_MAX = 100;

/** Puts one question to Python between two programs; undefined where that is not possible now. */
type Ask = (question: string) => Promise<RunResult | undefined>;

/** The questions of a console, and what the answers must look like: Python is not trusted. */
export function createSessionConsole(ask: Ask): SessionConsole {
  async function answerTo(question: { about: string; text?: string }): Promise<unknown> {
    // A session that is closed meanwhile rejects, and has no answer either.
    const result = await ask(JSON.stringify(question)).catch(() => undefined);
    if (result?.status !== 'ok' || result.value === null) return null;
    if (result.value.length > ANSWER_MAX_LENGTH) return null;
    try {
      return JSON.parse(result.value) as unknown;
    } catch {
      return null; // A program has put something else in the place of our side.
    }
  }
  return {
    isComplete: async (text) => {
      const answer = await answerTo({ about: 'completeness', text });
      return typeof answer === 'boolean' ? answer : null;
    },
    complete: async (text) => {
      const answer = await answerTo({ about: 'completions', text });
      return isCompletions(answer) ? answer : null;
    },
    variables: async () => {
      const answer = await answerTo({ about: 'variables' });
      return isVariables(answer) ? answer : null;
    },
  };
}

function isCompletions(value: unknown): value is Completions {
  const { word, matches, count } = fieldsOf(value);
  return isText(word) && isListOf(matches, MATCHES_MAX, isText) && isNumber(count);
}

function isVariables(value: unknown): value is Variables {
  const { variables, left } = fieldsOf(value);
  return isListOf(variables, VARIABLES_MAX, isVariable) && isNumber(left);
}

function isVariable(value: unknown): value is Variable {
  const { name, type, value: shown, length, bytes } = fieldsOf(value);
  return (
    [name, type, shown].every(isText) && (length === null || isNumber(length)) && isNumber(bytes)
  );
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isListOf(value: unknown, max: number, is: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= max && value.every(is);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
