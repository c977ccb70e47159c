import { createRoot } from 'react-dom/client';
import { App } from './App';
import { isAppleDevice } from './commands/keys';
import { createPage } from './create-page';
import { createPageCommands } from './page-commands';
import { words } from './words/page';
import type { Grants } from './grants';
import type { Place } from './place';
import type { LinkWatch } from './workspaces/watch-links';
import type { Python } from './run/python';

/** Puts the interface into the document, in place of the empty frame that index.html drew. */
export function renderPage(python: Python, grants: Grants, place: Place, links: LinkWatch): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element with the id "root"');
  const page = createPage(python, grants, place, links);
  void page.whenQuiet
    .then(() => import('./workspace/print-program'))
    .then(
      ({ printProgram }) => {
        printProgram(page.files, { target: window, body: document.body });
      },
      // Offline, or a new version was published: then the editor is printed as it stands.
      () => undefined,
    );
  // index.html has the English one.
  if (document.documentElement.lang !== 'en') document.title = words().title;
  createRoot(root).render(
    <App
      page={page}
      commands={createPageCommands(page)}
      isApple={isAppleDevice(navigator.platform)}
    />,
  );
}
