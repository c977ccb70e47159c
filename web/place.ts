import {
  chooseWorkspace,
  folderOf,
  isForAnyLink,
  kvStoreOf,
  rememberWorkspace,
  scopeStorage,
} from './workspaces/current-workspace';
import type { PageStorage } from './workspace/page-storage';
import type { WorkspaceRecord } from './workspaces/workspace-records';

/** The workspace of this page and where everything of it is kept, which no other one can reach. */
export interface Place {
  readonly current: WorkspaceRecord;
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
}

export function choosePlace({ storage, tabStorage, hash }: PlaceOptions): Place {
  const current = chooseWorkspace({ storage, tabStorage }, hash);
  const { id } = current;
  return {
    current,
    folder: folderOf(id),
    kvStore: kvStoreOf(id),
    texts: scopeStorage(storage, id),
    tabTexts: scopeStorage(tabStorage, id),
    tabSiteTexts: tabStorage,
    siteTexts: storage,
    needsOwnForLink: () => !isForAnyLink(storage, current),
    open: (next) => {
      if (!rememberWorkspace({ storage, tabStorage }, next)) return false;
      window.location.reload();
      return true;
    },
  };
}
