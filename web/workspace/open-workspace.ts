import { decodeCodeFragment } from './code-link';
import { createPageStorage, siteBasePath } from './page-storage';
import { createWorkspace } from './workspace';
import { words } from '../words/workspace';
import type { Notice } from '../ui/notice-board';
import type { Workspace, WorkspaceOptions } from './workspace';

/** Opens the workspace of this tab and connects it to the window's fragment, storage and end. */
export function openWorkspace(firstCode: string, notices: WorkspaceOptions['notices']): Workspace {
  const basePath = siteBasePath(document.baseURI);
  const workspace = createWorkspace({
    firstCode,
    storage: createPageStorage(basePath),
    tabStorage: createPageStorage(basePath, () => window.sessionStorage),
    // Not kept in the tab's storage: a browser's "duplicate tab" would copy it.
    tabId: Math.random().toString(36).slice(2),
    notices,
  });
  openLinkedCode(workspace);
  const hasOpener = window.opener !== null;
  window.addEventListener('hashchange', () => {
    if (!hasOpener) {
      openLinkedCode(workspace);
      return;
    }
    // Another site's page can do this at the moment in which somebody presses Run.
    const notice: Notice = {
      text: words().otherPageSends,
      action: {
        label: words().openIt,
        act: () => {
          notices.dismiss(notice);
          openLinkedCode(workspace);
        },
      },
    };
    notices.show(notice);
  });
  window.addEventListener('storage', workspace.lookAgain);
  window.addEventListener('pagehide', workspace.rest);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') workspace.rest();
  });
  return workspace;
}

/** Opens the program in the address, if there is one. It is never run by itself. */
function openLinkedCode(workspace: Workspace): void {
  const linked = decodeCodeFragment(window.location.hash);
  if (linked === null) return;
  workspace.open(linked, words().programInLink);
  // Without the fragment a reload shows what the person made of it, not the link's text again.
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, '', pathname + search);
}
