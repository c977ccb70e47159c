import { BROUGHT_NAME, withPlainEnds } from './workspaces/current-workspace';
import type { Place } from './place';
import type { CodeDocument } from './workspace/code-document';
import type { FolderFiles } from './workspace/folder';
import type { ProgramFiles } from './workspace/program-files';

/** Tells a workspace that somebody uses from one whose program was only looked at. */
export interface WatchedUse {
  /** Something has changed in the folder, whoever did it. */
  readonly folderChanged: (session: WithFolder) => Promise<void>;
}

interface WithFolder {
  files: FolderFiles;
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
  let isTouched = false;
  const watchTyping = (): void => {
    for (const name of files.store.get().names) {
      const code = files.code(name);
      if (known.has(code)) continue;
      known.add(code);
      let last = code.get();
      code.subscribe((text, origin) => {
        const isSame = isTouched || withPlainEnds(text) === withPlainEnds(last);
        last = text;
        if (origin !== 'typing' || isSame) return;
        isTouched = true;
        place.touch();
      });
    }
  };
  watchTyping();
  files.store.subscribe(watchTyping);
  return {
    folderChanged: async ({ files: inFolder }) => {
      await whenNoted;
      // Also told when the folder has just come, with nothing in it.
      if ((await inFolder.list(folder)).length === 0) return;
      const noted = place.texts.read(BROUGHT_NAME);
      if (noted === null || !(await isStillBrought(noted, inFolder, folder))) place.touch();
    },
  };
}

/** What nobody can tell counts as somebody's: the note may be damaged, or what reads it may not load. */
async function isStillBrought(noted: string, files: FolderFiles, folder: string): Promise<boolean> {
  try {
    const { isAsBrought } = await import('./brought');
    return await isAsBrought(noted, files, folder);
  } catch {
    return false;
  }
}

/** Notes what a link has put into the folder, so that it does not pass for what somebody has put there. */
export async function noteBrought(
  names: readonly string[],
  texts: Place['texts'],
  session: WithFolder | null,
  folder: string,
): Promise<void> {
  // A single program is not in the folder.
  if (names.length < 2 || session === null) return;
  try {
    const { describeBrought } = await import('./brought');
    const brought = await describeBrought(names, session.files, folder);
    if (brought !== null) texts.write(BROUGHT_NAME, brought);
  } catch {
    // The session is gone, or the page's own files are: then what is there counts as somebody's.
  }
}
