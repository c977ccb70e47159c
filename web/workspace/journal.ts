import { MAIN_NAME } from './file-names';
import { parseJson } from './put-aside';

/** A file as it was when the page last had the time to write it down. */
export interface JournalFile {
  /** Null when it is kept elsewhere (main.py), or was too large: then the folder has it. */
  text: string | null;
  /** What editor and folder last agreed on; null when the folder has never had it. */
  base: string | null;
}

/** Which files are open, and what they hold: what a reload shows at once and a crash does not take away. */
export interface Journal {
  tabs: readonly string[];
  active: string;
  files: ReadonlyMap<string, JournalFile>;
}

/** A file that nobody has changed is in the folder as well; here it only makes a reload quick. */
const UNCHANGED_MAX_LENGTH = 100_000;

export function formatJournal({ tabs, active, files }: Journal): string {
  const entries = Array.from(files, ([name, { text, base }]): [string, unknown] => {
    if (text !== base) return [name, { text, base }];
    return [name, { text: (text ?? '').length > UNCHANGED_MAX_LENGTH ? null : text, base: true }];
  });
  return JSON.stringify({ tabs, active, files: Object.fromEntries(entries) });
}

/** Reads what `formatJournal` wrote; anything else is a workspace with one file. */
export function parseJournal(text: string | null): Journal {
  const value = asRecord(parseJson(text));
  const files = new Map<string, JournalFile>();
  for (const [name, entry] of Object.entries(asRecord(value['files']))) {
    const { text: kept, base } = asRecord(entry);
    const content = typeof kept === 'string' ? kept : null;
    files.set(name, {
      text: content,
      base: base === true ? content : typeof base === 'string' ? base : null,
    });
  }
  const listed: readonly unknown[] = Array.isArray(value['tabs']) ? value['tabs'] : [];
  const known = listed.filter(
    (name): name is string => typeof name === 'string' && (name === MAIN_NAME || files.has(name)),
  );
  const tabs = [...new Set(known.includes(MAIN_NAME) ? known : [MAIN_NAME, ...known])];
  const active = tabs.find((name) => name === value['active']) ?? MAIN_NAME;
  return { tabs, active, files };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
