import { createStore } from './ui/store';
import { loaded, loadOnce } from './ui/not-loaded';
import { words } from './words/page';
import { shownName } from './workspaces/shown-name';
import type { NoticeBoard } from './ui/notice-board';
import type { Store } from './ui/store';
import type { Place } from './place';
import type { Workspaces } from './workspaces/workspaces';

const DELETED_NAME = 'just-deleted';

/** Which workspace the page shows, and the way to the others. */
export interface WorkspaceSwitch {
  readonly store: Store<{ name: string }>;
  /** Everything that can be done with workspaces; loaded when it is first wanted. */
  readonly load: () => Promise<Workspaces>;
}

export interface WorkspaceSwitchOptions {
  place: Place;
  notices: NoticeBoard;
  /** False while the browser refuses to keep something: then not everything can be taken out of it. */
  isAllKept: () => boolean;
  /** Resolves when everything typed is where programs, and other pages, find it. */
  saveAll: () => Promise<void>;
}

export function createWorkspaceSwitch(options: WorkspaceSwitchOptions): WorkspaceSwitch {
  const { place, notices, saveAll, isAllKept } = options;
  const tabStorage = place.tabSiteTexts;
  const store = createStore({ name: shownName(place.current) });

  const load = loadOnce(async () => {
    const { createWorkspaces } = await loaded(import('./workspaces/workspaces'));
    return createWorkspaces({
      current: place.current,
      storage: place.siteTexts,
      siteUrl: new URL('.', document.baseURI),
      open: place.open,
      saveAll,
      isAllKept,
      onRename: (name) => {
        store.update({ name });
      },
      onDeleted: ({ id }) => {
        tabStorage.write(DELETED_NAME, id);
      },
    });
  });

  /** The page before this one was that of a workspace which somebody has deleted. */
  async function tellDeleted(id: string): Promise<void> {
    tabStorage.remove(DELETED_NAME);
    const { list } = await load();
    const record = list.store.get().deleted.find((each) => each.id === id);
    if (record === undefined) return;
    const notice = {
      text: words().deletedWorkspace(shownName(record)),
      action: {
        label: words().undo,
        act: () => {
          notices.dismiss(notice);
          list.bringBack(id);
          place.open(id);
        },
      },
    };
    notices.show(notice);
  }

  const deleted = tabStorage.read(DELETED_NAME);
  if (deleted !== null) {
    tellDeleted(deleted).catch(() => {
      // It is in the panel all the same.
    });
  }
  return { store, load };
}
