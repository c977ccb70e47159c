import { words } from '../../words/workspaces';
import { ArchiveProblem, shown } from './archive-entries';
import { ARCHIVE_LIMITS, isSafePath } from './archive-format';
import { isJson } from './json-values';

/**
 * Which files are open in a workspace and which programs were put aside is read each time the page starts, before
 * anybody can do anything about it: as many as nobody ever has would keep it from starting.
 */
export function checkTexts(texts: ReadonlyMap<string, string>): void {
  const { tabs, files } = fieldsOf(parsed(texts.get('files')));
  const names = [
    ...(Array.isArray(tabs) ? (tabs as unknown[]) : []),
    ...Object.keys(fieldsOf(files)),
  ];
  const aside = parsed(texts.get('put-aside'));
  const isTooMuch =
    names.length > ARCHIVE_LIMITS.openFiles
    || (Array.isArray(aside) && aside.length > ARCHIVE_LIMITS.putAside);
  if (isTooMuch) throw new ArchiveProblem(words().tooMuch);
  for (const name of names) {
    if (typeof name === 'string' && !isSafePath(name))
      throw new ArchiveProblem(words().badName(shown(name)));
  }
}

/** What is no JSON is nothing to the page either. */
function parsed(text: string | undefined): unknown {
  return text !== undefined && isJson(text) ? JSON.parse(text) : null;
}

/** As the page reads them (web/workspace/journal.ts), which takes the places of a list for names. */
function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
