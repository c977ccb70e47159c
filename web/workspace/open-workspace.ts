import { decodeCodeFragment } from './code-link';
import { createWorkspace } from './workspace';
import { words } from '../words/workspace';
import type { Workspace, WorkspaceOptions } from './workspace';

/** Opens the workspace of this tab and connects it to the window's fragment, storage and end. */
export function openWorkspace(
  options: Pick<WorkspaceOptions, 'firstCode' | 'storage' | 'tabStorage' | 'notices'>,
  /** What the address had when the workspace was chosen: another page may have changed it since. */
  hash: string,
): Workspace {
  const workspace = createWorkspace({
    ...options,
    // Not kept in the tab's storage: a browser's "duplicate tab" would copy it.
    tabId: Math.random().toString(36).slice(2),
  });
  openLinkedCode(workspace, hash);
  // Only where there is nothing to keep apart from it: web/workspaces/watch-links.ts is asked first.
  window.addEventListener('hashchange', () => {
    openLinkedCode(workspace, window.location.hash);
  });
  window.addEventListener('storage', workspace.lookAgain);
  window.addEventListener('pagehide', workspace.rest);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') workspace.rest();
  });
  return workspace;
}

/** Opens the program in the address, if there is one. It is never run by itself. */
function openLinkedCode(workspace: Workspace, hash: string): void {
  const linked = decodeCodeFragment(hash);
  // An empty one is no link: `#code` would only empty the editor.
  if (linked === null || linked === '') return;
  workspace.open(linked, words().programInLink);
  // Without the fragment a reload shows what the person made of it, not the link's text again.
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, '', pathname + search);
}
