import {
  chooseWorkspace,
  folderOf,
  isForAnyLink,
  isUntouched,
  kvStoreOf,
  markUsed,
  rememberWorkspace,
  scopeStorage,
  textPrefix,
} from './workspaces/current-workspace';
import { holdTexts } from './workspaces/held-texts';
import {
  markUnfinished,
  readRecord,
  removeRecord,
  writeRecord,
} from './workspaces/workspace-records';
import type { PageStorage } from './workspace/page-storage';
import type { HeldTexts } from './workspaces/held-texts';
import type { WorkspaceRecord } from './workspaces/workspace-records';

/** The workspace of this page and where everything of it is kept, which no other one can reach. */
export interface Place {
  readonly current: WorkspaceRecord;
  /** What the page's address had when it was opened: a link that carries a program, perhaps. */
  readonly hash: string;
  readonly folder: string;
  readonly kvStore: string;
  /** The workspace's own texts. */
  readonly texts: PageStorage;
  /** Those of this tab. */
  readonly tabTexts: PageStorage;
  /** Those of this tab for all workspaces. */
  readonly tabSiteTexts: PageStorage;
  /** Settings, and whatever else all workspaces share. */
  readonly siteTexts: PageStorage;
  /** Whether a link that somebody opens now has to get a workspace of its own. */
  readonly needsOwnForLink: () => boolean;
  /** Somebody has typed here, run something, brought a file: it is theirs from now on, and not only looked at. */
  readonly touch: () => void;
  readonly isTouched: () => boolean;
  /**
   * To be called when a link's program and files are here, and at every start: what nobody has touched is kept if there
   * is room for it. Resolves with false when there is none, and rejects when nobody could find out: then it is in memory only.
   */
  readonly keepUntouched: () => Promise<boolean>;
  /** Opens another workspace in this tab: the page begins anew with it. False when the browser keeps no choice. */
  readonly open: (id: string) => boolean;
}

export interface PlaceOptions {
  /** Shared by all tabs. */
  storage: PageStorage;
  /** This tab's own. */
  tabStorage: PageStorage;
  /** Of the page's address: it may be a link that carries a program. */
  hash: string;
  /** Lets into the storage what a link has brought, if there is room (web/workspaces/link-room.ts). */
  makeRoom: (record: WorkspaceRecord, texts: HeldTexts) => Promise<boolean>;
}

export function choosePlace({ storage, tabStorage, hash, makeRoom }: PlaceOptions): Place {
  const current = chooseWorkspace({ storage, tabStorage }, hash);
  const { id } = current;
  const texts = scopeStorage(storage, id);
  const keepRecord = (): boolean =>
    readRecord(storage, id) !== null || writeRecord(storage, current);
  const held = isUntouched(storage, current) ? holdTexts(texts, keepRecord) : null;
  let isTouched = false;
  const isTheirs = (): boolean => isTouched;

  async function keepUntouched(): Promise<boolean> {
    if (held === null || isTouched) return true;
    const making = makeRoom(current, held);
    const isKept = await making.catch(() => {
      held.refuse();
      return false;
    });
    if (isKept) return true;
    // Somebody has begun to work with it meanwhile.
    if (isTheirs()) return held.release();
    // It was kept at an earlier visit, and nothing of it has changed.
    if (storage.names().some((name) => name.startsWith(textPrefix(id)))) return true;
    removeRecord(storage, id);
    // Files that the link has brought may be in the folder.
    markUnfinished(storage, id);
    return making;
  }

  return {
    current,
    hash,
    folder: folderOf(id),
    kvStore: kvStoreOf(id),
    texts: held ?? texts,
    tabTexts: scopeStorage(tabStorage, id),
    tabSiteTexts: tabStorage,
    siteTexts: storage,
    needsOwnForLink: () => isTouched || !isForAnyLink(storage, current),
    isTouched: isTheirs,
    touch: () => {
      if (isTouched) return;
      isTouched = true;
      markUsed(held ?? texts);
      if (held !== null) held.want();
      // Another tab may have taken it for one that nobody wants.
      else if (current.link !== null) keepRecord();
    },
    keepUntouched,
    open: (next) => {
      if (!rememberWorkspace({ storage, tabStorage }, next)) return false;
      window.location.reload();
      return true;
    },
  };
}
