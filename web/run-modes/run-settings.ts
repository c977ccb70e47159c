import { splitWords } from './split-words';

/** How Run runs, beyond the plain way. Kept in the tab's storage. */
export interface RunSettings {
  /** As typed: `--name "Ada Lovelace"`. */
  args: string;
  /** Lines that answer `input()`. */
  stdin: string;
  /** Seconds; null for no limit. */
  limitS: number | null;
  /** Begins `random` with `seed`, and stops the clock at `clock`. */
  isDeterministic: boolean;
  seed: number;
  /** As a `datetime-local` field has it, in the person's time zone. */
  clock: string;
  /** Begins with no variables. */
  isFresh: boolean;
}

export const PLAIN_RUN: RunSettings = {
  args: '',
  stdin: '',
  limitS: null,
  isDeterministic: false,
  seed: 1,
  clock: '2025-01-01T09:00',
  isFresh: false,
};

/** What a run is given. */
export interface RunWith {
  options: { args?: readonly string[]; timeoutMs?: number; seed?: number; clockMs?: number };
  input: readonly string[];
  isFresh: boolean;
}

export function runWith(settings: RunSettings): RunWith {
  const { isDeterministic, limitS, isFresh } = settings;
  const args = splitWords(settings.args);
  const clockMs = Date.parse(settings.clock);
  return {
    options: {
      // A quote that is still open is said in the form; what is typed counts as it stands.
      args: 'words' in args ? args.words : settings.args.split(/\s+/).filter(Boolean),
      ...(limitS === null ? {} : { timeoutMs: limitS * 1000 }),
      ...(isDeterministic ? { seed: settings.seed } : {}),
      ...(isDeterministic && clockMs >= 0 ? { clockMs } : {}),
    },
    input: inputLines(settings.stdin),
    isFresh,
  };
}

/** A newline at the end ends the last line. */
export function inputLines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

export function isPlain(settings: RunSettings): boolean {
  const { args, stdin, limitS, isDeterministic, isFresh } = settings;
  return args.trim() === '' && stdin === '' && limitS === null && !isDeterministic && !isFresh;
}

/** What was kept, as far as it still is what it should be. */
export function parseRunSettings(text: string | null): RunSettings {
  const kept = parse(text);
  const of = <Key extends keyof RunSettings>(
    key: Key,
    is: (value: unknown) => boolean,
  ): RunSettings[Key] => (is(kept[key]) ? (kept[key] as RunSettings[Key]) : PLAIN_RUN[key]);
  const isText = (value: unknown): boolean => typeof value === 'string';
  const isFlag = (value: unknown): boolean => typeof value === 'boolean';
  return {
    args: of('args', isText),
    stdin: of('stdin', isText),
    limitS: of('limitS', (value) => typeof value === 'number' && value > 0),
    isDeterministic: of('isDeterministic', isFlag),
    seed: of('seed', Number.isSafeInteger),
    clock: of('clock', isText),
    isFresh: of('isFresh', isFlag),
  };
}

function parse(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // Written by another version.
  }
}
