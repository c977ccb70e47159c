import { words } from '../words/workspace';

/** A program that left the editor and can come back. */
export interface PutAsideProgram {
  code: string;
  /** The example or link it was made from; null when it is the person's own. */
  madeFrom: string | null;
  /** The tab whose editor still has it, and which will bring newer versions of it. */
  tab: string | null;
}

export const PUT_ASIDE_MAX = 10;

const TITLE_MAX_LENGTH = 60;

/** With `program` in front. No text is there twice, and of each open tab only its newest. */
export function withProgram(
  programs: readonly PutAsideProgram[],
  program: PutAsideProgram,
): readonly PutAsideProgram[] {
  const { code } = program;
  const twin = programs.find((other) => other.code === code);
  // What was put aside for good, or was somebody's own, remains so.
  const madeFrom = twin?.madeFrom === null ? null : program.madeFrom;
  const tab = twin?.tab === null ? null : program.tab;
  const others = programs.filter(
    (other) => other.code !== code && (program.tab === null || other.tab !== program.tab),
  );
  return withinLimit([{ code, madeFrom, tab }, ...others]);
}

/** Changed examples go before anybody's own program does; of each kind the oldest. */
function withinLimit(programs: readonly PutAsideProgram[]): readonly PutAsideProgram[] {
  const kept = [...programs];
  while (kept.length > PUT_ASIDE_MAX) {
    const oldestExample = kept.findLastIndex(({ madeFrom }, index) => madeFrom && index > 0);
    kept.splice(oldestExample, 1);
  }
  return kept;
}

/** What a list calls a program: its first line that says something. */
export function titleOf(code: string): string {
  const lines = code.split('\n').map((line) => line.replace(/^[\s#"']+|[\s"']+$/g, ''));
  const title = lines.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? words().untitled;
  return title.length > TITLE_MAX_LENGTH ? `${title.slice(0, TITLE_MAX_LENGTH)}…` : title;
}

/** Reads what `JSON.stringify` wrote; anything else is nothing. */
export function parsePrograms(text: string | null): readonly PutAsideProgram[] {
  const list = parseJson(text);
  return Array.isArray(list) ? list.filter(isProgram) : [];
}

export function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    // Not ours, or damaged: as good as nothing.
    return null;
  }
}

function isProgram(value: unknown): value is PutAsideProgram {
  if (typeof value !== 'object' || value === null) return false;
  const { code, madeFrom, tab } = value as Partial<Record<keyof PutAsideProgram, unknown>>;
  return typeof code === 'string' && isTextOrNull(madeFrom) && isTextOrNull(tab);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
