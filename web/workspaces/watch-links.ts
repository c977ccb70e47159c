import { isLink } from './current-workspace';

/**
 * A link that somebody puts into the address of a page that is open already gets a workspace of its own, as it would in
 * a new tab: the page begins anew with it. To be called before anybody else listens. Where the browser does not tell who
 * has changed the address, the program is opened in the workspace that is there, and what it replaces is put aside.
 *
 * @param needsOwn Whether there is something here to keep it apart from.
 */
export function watchLinks(needsOwn: () => boolean): void {
  const { navigation } = window as Partial<Pick<Window, 'navigation'>>;
  let isByPerson = false;
  navigation?.addEventListener('navigate', ({ hashChange, userInitiated }) => {
    isByPerson = hashChange && userInitiated;
  });
  window.addEventListener('hashchange', (event) => {
    if (!isByPerson || !isLink(window.location.hash) || !needsOwn()) return;
    event.stopImmediatePropagation();
    window.location.reload();
  });
}
