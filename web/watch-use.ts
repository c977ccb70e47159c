import { listTree } from './workspace/folder';
import { BROUGHT_NAME } from './workspaces/current-workspace';
import type { Session } from '../src/index';
import type { Place } from './place';
import type { CodeDocument } from './workspace/code-document';
import type { FolderFiles } from './workspace/folder';
import type { ProgramFiles } from './workspace/program-files';

/** Tells a workspace that somebody uses from one whose program was only looked at. */
export interface WatchedUse {
  /** Something has changed in the folder, whoever did it. */
  readonly folderChanged: (session: Session) => Promise<void>;
}

export interface WatchUseOptions {
  place: Pick<Place, 'texts' | 'touch'>;
  files: Pick<ProgramFiles, 'store' | 'code'>;
  /** Where the folder is mounted. */
  folder: string;
  /** Resolves when the files of a link are there, and have been noted (`noteBrought`). */
  whenNoted: Promise<void>;
}

export function watchUse({ place, files, folder, whenNoted }: WatchUseOptions): WatchedUse {
  const known = new WeakSet<CodeDocument>();
  const watchTyping = (): void => {
    for (const name of files.store.get().names) {
      const code = files.code(name);
      if (known.has(code)) continue;
      known.add(code);
      code.subscribe((_, origin) => {
        if (origin === 'typing') place.touch();
      });
    }
  };
  watchTyping();
  files.store.subscribe(watchTyping);
  return {
    folderChanged: async (session) => {
      await whenNoted;
      const now = await describeFolder(session.files, folder);
      // Also told when the folder has just come, with nothing in it, or with what a link has brought.
      if (now !== null && now !== place.texts.read(BROUGHT_NAME)) place.touch();
    },
  };
}

/** Notes what a link has put into the folder, so that it does not pass for what somebody has put there. */
export async function noteBrought(
  names: readonly string[],
  { texts, session, folder }: { texts: Place['texts']; session: Session | null; folder: string },
): Promise<void> {
  if (names.length === 0 || session === null) return;
  const found = await listTree(session.files, folder);
  const isLinks = [...found.keys()].every((name) => names.includes(name));
  const now = isLinks ? await describeFolder(session.files, folder) : null;
  if (now !== null) texts.write(BROUGHT_NAME, now);
}

/** Names, sizes and times of everything in it; null when that is nothing. */
async function describeFolder(files: FolderFiles, folder: string): Promise<string | null> {
  const top = await files.list(folder);
  if (top.length === 0) return null;
  const tree = await listTree(files, folder);
  const stamps = Array.from(tree, ([name, { stamp }]) => `${name} ${stamp}`);
  return JSON.stringify([...top.map(({ name }) => name), ...stamps].sort());
}
