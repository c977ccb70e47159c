import { createStore } from './ui/store';
import type { Store } from './ui/store';

export type DialogName = 'commands' | 'shortcuts' | 'share' | 'run-with';

export interface ViewState {
  /** The panel that is open. */
  panelId: string | null;
  /** The dialog that somebody asked for; what programs ask for is not among them. */
  dialog: DialogName | null;
  /** A name is being typed among the tabs: of a new file (`null`), or the new one of a file. */
  naming: { readonly name: string | null } | null;
}

/** What is open on the screen: outside React, so that commands can change it. */
export interface View {
  readonly store: Store<ViewState>;
  showPanel: (id: string | null) => void;
  /** One at a time: nothing happens while another dialog is open. */
  openDialog: (name: DialogName) => void;
  /** Nothing happens when another one has taken its place: a browser tells of a closed dialog a moment later. */
  closeDialog: (name: DialogName) => void;
  startNaming: (name: string | null) => void;
  endNaming: () => void;
}

export function createView(isDialogOpen: () => boolean): View {
  const store = createStore<ViewState>({ panelId: null, dialog: null, naming: null });
  return {
    store,
    showPanel: (panelId) => {
      store.update({ panelId });
    },
    openDialog: (dialog) => {
      if (!isDialogOpen()) store.update({ dialog });
    },
    closeDialog: (name) => {
      if (store.get().dialog === name) store.update({ dialog: null });
    },
    startNaming: (name) => {
      store.update({ naming: { name } });
    },
    endNaming: () => {
      store.update({ naming: null });
    },
  };
}
