import { decodeCodeFragment } from './code-link';
import { createWorkspace } from './workspace';
import { words } from '../words/workspace';
import type { Notice } from '../ui/notice-board';
import type { Workspace, WorkspaceOptions } from './workspace';

/** Opens the workspace of this tab and connects it to the window's fragment, storage and end. */
export function openWorkspace(
  options: Pick<WorkspaceOptions, 'firstCode' | 'storage' | 'tabStorage' | 'notices'>,
): Workspace {
  const { notices } = options;
  const workspace = createWorkspace({
    ...options,
    // Not kept in the tab's storage: a browser's "duplicate tab" would copy it.
    tabId: Math.random().toString(36).slice(2),
  });
  openLinkedCode(workspace);
  const hasOpener = window.opener !== null;
  window.addEventListener('hashchange', () => {
    if (!hasOpener) {
      openLinkedCode(workspace);
      return;
    }
    if (decodeCodeFragment(window.location.hash) === null) return;
    // Another site's page can do this at the moment in which somebody presses Run.
    const notice: Notice = {
      text: words().otherPageSends,
      action: {
        label: words().openIt,
        act: () => {
          // In a workspace of its own, like every link that a page is opened with.
          window.location.reload();
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
