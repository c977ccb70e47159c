import { messageOf } from '../ui/message-of';
import { parseJson, prettyJson } from './json-text';
import { words } from '../words/storage';
import type { KvEntry, KvStore } from '../../src/index';

/** All entries as one JSON object, every number as Python wrote it. */
export function exportEntries(entries: readonly Pick<KvEntry, 'key' | 'json'>[]): string {
  const lines = entries.map(({ key, json }) => `  ${JSON.stringify(key)}: ${indent(json)}`);
  return lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
}

export interface ImportReport {
  imported: number;
  /** Keys that could not be stored, with the reason. */
  refused: readonly { key: string; reason: string }[];
}

/**
 * Stores what an exported file holds; entries of the same key are replaced, others stay. Throws a
 * `SyntaxError` when it is no such file, before anything is stored.
 */
export async function importEntries(
  store: Pick<KvStore, 'set'>,
  text: string,
): Promise<ImportReport> {
  const value = parseJson(text.replace(/^\uFEFF/, ''));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError(words().oneObject);
  }
  const refused: { key: string; reason: string }[] = [];
  let imported = 0;
  for (const [key, item] of Object.entries(value)) {
    try {
      await store.set(key, JSON.stringify(item));
      imported += 1;
    } catch (error) {
      refused.push({ key, reason: messageOf(error) });
    }
  }
  return { imported, refused };
}

/** `3 entries imported`, and what was not. */
export function describeImport({ imported, refused }: ImportReport): string {
  const done = words().imported(imported);
  if (refused.length === 0) return done;
  const shown = refused.slice(0, 3).map(({ key, reason }) => `“${cut(key)}” (${reason})`);
  const more = refused.length > 3 ? words().andMore(refused.length - 3) : '';
  return words().importedBut(done, shown.join(', '), more);
}

function indent(json: string): string {
  return prettyJson(json).replaceAll('\n', '\n  ');
}

function cut(key: string): string {
  return key.length <= 40 ? key : `${key.slice(0, 40)}…`;
}
