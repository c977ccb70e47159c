import { createStore } from './ui/store';
import { words } from './words/page';
import type { Grants } from './grants';
import type { Notice, NoticeBoard } from './ui/notice-board';
import type { Store } from './ui/store';
import type { ProgramFiles } from './workspace/program-files';
import type { Workspace } from './workspace/workspace';

/** What people make here, as far as it can be lost; `unopened` are files that are stored, and not to be had now. */
const KEPT_THINGS = ['code', 'files', 'unopened', 'values'] as const;

export type KeptThing = (typeof KEPT_THINGS)[number];

export interface KeptState {
  /** What the browser does not keep: it is gone with the page. */
  unkept: readonly KeptThing[];
}

export interface KeptOptions {
  workspace: Pick<Workspace, 'store'>;
  files: Pick<ProgramFiles, 'store'>;
  grants: Pick<Grants, 'openKv'>;
  whenQuiet: Promise<void>;
}

/** What is not kept, for people. */
export function describeUnkept(unkept: readonly KeptThing[]): string {
  const { and, things, notKept, unopened } = words().unkept;
  const all = unkept.flatMap((thing) => (thing === 'unopened' ? [] : [things[thing]]));
  const sentences = unkept.includes('unopened') ? [unopened] : [];
  const last = all.pop();
  if (last !== undefined) {
    sentences.push(notKept(all.length === 0 ? last : `${all.join(', ')} ${and} ${last}`));
  }
  return sentences.join(' ');
}

/**
 * Until somebody has put it away: from then on the badge says it alone, and so it does what only does not fit any more.
 * One part after the other finds out what it is refused.
 */
export function tellOfRefusedStorage(
  kept: Store<KeptState>,
  notices: Pick<NoticeBoard, 'show' | 'dismiss' | 'store'>,
): void {
  let shown: Notice | null = null;
  const unsubscribe = kept.subscribe(() => {
    const { unkept } = kept.get();
    const isRefused = unkept.some((thing) => thing !== 'code');
    if (shown === null && !isRefused) return;
    if (shown !== null && (!isRefused || notices.store.get().notice !== shown)) {
      notices.dismiss(shown);
      unsubscribe();
      return;
    }
    shown = { text: describeUnkept(unkept) };
    notices.show(shown);
  });
}

/** Watches whether everything that somebody makes here is kept, whichever part of the browser refuses it. */
export function watchKept(options: KeptOptions): Store<KeptState> {
  const { workspace, files, grants, whenQuiet } = options;
  const store = createStore<KeptState>({ unkept: [] });
  let isKvKept = true;

  function tell(): void {
    const { isKept, isLasting, isUnopened } = files.store.get();
    const kept: Readonly<Record<KeptThing, boolean>> = {
      code: workspace.store.get().isSaved && isKept,
      files: isLasting || isUnopened,
      unopened: !isUnopened,
      values: isKvKept,
    };
    const unkept = KEPT_THINGS.filter((thing) => !kept[thing]);
    if (String(unkept) !== String(store.get().unkept)) store.update({ unkept });
  }

  async function askKv(): Promise<boolean> {
    await whenQuiet;
    return (await grants.openKv()).problem === null;
  }

  workspace.store.subscribe(tell);
  files.store.subscribe(tell);
  void askKv()
    .catch(() => false)
    .then((isKept) => {
      isKvKept = isKept;
      tell();
    });
  tell();
  return store;
}
