import { listTree } from './workspace/folder';
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
      if (!(await isAsBrought(place.texts.read(BROUGHT_NAME), inFolder, folder))) place.touch();
    },
  };
}

/** Notes what a link has put into the folder, so that it does not pass for what somebody has put there. */
export async function noteBrought(
  names: readonly string[],
  { texts, session, folder }: { texts: Place['texts']; session: WithFolder | null; folder: string },
): Promise<void> {
  if (names.length === 0 || session === null) return;
  const found = await listTree(session.files, folder);
  if (found.size === 0 || ![...found.keys()].every((name) => names.includes(name))) return;
  const shape = shapeOf(found);
  texts.write(BROUGHT_NAME, JSON.stringify({ shape, mark: await markOf(shape, session.files, folder) })); // prettier-ignore
}

async function isAsBrought(
  noted: string | null,
  files: FolderFiles,
  folder: string,
): Promise<boolean> {
  if (noted === null) return false;
  const { shape, mark } = JSON.parse(noted) as { shape: Shape; mark: number };
  const now = shapeOf(await listTree(files, folder));
  // What somebody has put there may be large: it is read only where it could be the link's.
  return (
    JSON.stringify(shape) === JSON.stringify(now) && mark === (await markOf(now, files, folder))
  );
}

/** Names and sizes; times differ from one start to the next. */
type Shape = readonly (readonly [name: string, bytes: number])[];

function shapeOf(tree: ReadonlyMap<string, { bytes: number }>): Shape {
  const files = Array.from(tree, ([name, { bytes }]) => [name, bytes] as const);
  return files.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Of all contents (FNV-1a): the same for the same files. */
async function markOf(shape: Shape, files: FolderFiles, folder: string): Promise<number> {
  let mark = 0x811c9dc5;
  for (const [name] of shape) {
    for (const byte of await files.read(`${folder}/${name}`)) {
      mark = Math.imul(mark ^ byte, 0x01000193) >>> 0;
    }
  }
  return mark;
}
