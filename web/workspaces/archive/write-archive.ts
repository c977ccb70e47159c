import { downloadZip } from 'client-zip';
import { folderOf, kvStoreOf, textPrefix } from '../current-workspace';
import { shownName } from '../shown-name';
import {
  ARCHIVE_FORMAT,
  ARCHIVE_VERSION,
  CODE_TEXT,
  ELSEWHERE_FOLDER,
  FILES_FOLDER,
  isSetting,
  isWorkspaceText,
  MAIN_FILE,
  MANIFEST_FILE,
  SETTINGS_FILE,
  TEXTS_FILE,
  VALUES_FILE,
} from './archive-format';
import type { StoredFiles } from '../stored/stored-files';
import type { StoredValues } from '../stored/stored-values';
import type { WorkspaceRecord } from '../workspace-records';
import type { ArchiveManifest } from './archive-format';

export interface ArchiveSource {
  /** Those that are not deleted. */
  workspaces: readonly WorkspaceRecord[];
  /** All of the site's, by name. */
  texts: ReadonlyMap<string, string>;
  files: Pick<StoredFiles, 'folders' | 'read'>;
  values: Pick<StoredValues, 'stores' | 'read'>;
}

interface ZipEntry {
  name: string;
  input?: string | Blob;
  lastModified: Date;
}

/** Makes one zip of everything; contents are read one after the other. */
export async function writeArchive(
  source: ArchiveSource,
  now = new Date(),
): Promise<{ zip: Blob; fileCount: number }> {
  const counted = { files: 0 };
  const zip = await downloadZip(entriesOf(source, now, counted)).blob();
  return { zip, fileCount: counted.files };
}

async function* entriesOf(
  source: ArchiveSource,
  now: Date,
  counted: { files: number },
): AsyncGenerator<ZipEntry> {
  const { workspaces, texts, files, values } = source;
  const text = (name: string, input: string): ZipEntry => ({ name, input, lastModified: now });
  const named = nameFolders(workspaces);
  const manifest: ArchiveManifest = {
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    createdAt: now.toISOString(),
    workspaces: named.map(({ record, folder }) => ({ name: shownName(record), folder })),
  };
  yield text(MANIFEST_FILE, formatted(manifest));
  yield text(SETTINGS_FILE, formatted(chosenTexts(texts, '', isSetting)));

  async function* folder(name: string, into: string): AsyncGenerator<ZipEntry> {
    for (const { path, content, modifiedAt } of await files.read(name)) {
      const lastModified = new Date(modifiedAt);
      if (path.endsWith('/')) yield { name: into + path, lastModified };
      else {
        counted.files += 1;
        yield { name: into + path, input: content, lastModified };
      }
    }
  }

  for (const { record, folder: own } of named) {
    const prefix = textPrefix(record.id);
    const code = texts.get(prefix + CODE_TEXT);
    if (code !== undefined) {
      counted.files += 1;
      yield text(`${own}/${MAIN_FILE}`, code);
    }
    yield text(`${own}/${TEXTS_FILE}`, formatted(chosenTexts(texts, prefix, isWorkspaceText)));
    const kept = await values.read(kvStoreOf(record.id));
    if (kept.size > 0) yield text(`${own}/${VALUES_FILE}`, formatted(Object.fromEntries(kept)));
    yield* folder(folderOf(record.id), `${own}/${FILES_FOLDER}`);
  }

  // Those of deleted workspaces are nobody's any more; what remains are sessions that other pages have made.
  const isForeign = (name: string): boolean => !/^workspace(?:-|$)/.test(name);
  for (const store of (await values.stores()).filter(
    (name) => isForeign(name) && name !== 'default',
  )) {
    const content = formatted(Object.fromEntries(await values.read(store)));
    yield text(`${ELSEWHERE_FOLDER}kv ${plainName(store)}.json`, content);
  }
  for (const name of (await files.folders()).filter(isForeign)) {
    yield* folder(name, `${ELSEWHERE_FOLDER}${plainName(name)}/`);
  }
}

/** Folders that every file system takes, each with a name of its own. */
function nameFolders(
  workspaces: readonly WorkspaceRecord[],
): { record: WorkspaceRecord; folder: string }[] {
  const taken = new Set<string>([plainName(ELSEWHERE_FOLDER)]);
  return workspaces.map((record) => {
    const wanted = plainName(shownName(record));
    let folder = wanted;
    for (let i = 2; taken.has(folder.toLowerCase()); i += 1) folder = `${wanted} (${String(i)})`;
    taken.add(folder.toLowerCase());
    return { record, folder };
  });
}

function plainName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N} _-]+/gu, '_').trim();
  return plain === '' ? 'untitled' : plain;
}

function chosenTexts(
  texts: ReadonlyMap<string, string>,
  prefix: string,
  isWanted: (name: string) => boolean,
): Record<string, string> {
  const entries = Array.from(texts).flatMap(([name, value]): [string, string][] => {
    const own = name.slice(prefix.length);
    return name.startsWith(prefix) && isWanted(own) ? [[own, value]] : [];
  });
  return Object.fromEntries(entries);
}

function formatted(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
