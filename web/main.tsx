import { createGrants } from './grants';
import { findPython, readChannelParameter, readPythonParameter } from './run/address-parameters';
import { startPython } from './run/python';
import { createPageStorage, siteBasePath } from './workspace/page-storage';

/** `?embed=1`: a view for frames in other pages, where nothing is loaded before somebody runs something. */
if (new URLSearchParams(window.location.search).get('embed') === '1') startEmbedView();
else startPage();

function startEmbedView(): void {
  const root = document.getElementById('root');
  if (!root) return;
  import('./embed-view')
    .then(({ showEmbedView }) => showEmbedView(root))
    .catch(() => {
      root.textContent = 'The page did not load completely. Reload it to try again.';
    });
}

function startPage(): void {
  const channel = readChannelParameter(window.location.search);
  const storage = createPageStorage(siteBasePath(document.baseURI));
  const version = readPythonParameter(window.location.search) ?? findPython(storage.read('python'));
  const grants = createGrants(storage);
  // First of all: what takes longest must not wait for the interface.
  const python = startPython({
    ...(channel === undefined ? {} : { channel }),
    ...(version === undefined ? {} : { version }),
    grants: grants.sessionOptions,
    onSession: grants.connect,
  });

  import('./render').then(
    ({ renderPage }) => {
      renderPage(python, grants);
    },
    () => {
      // Offline, or a new version was published between two requests.
      const status = document.querySelector('[role=status]');
      if (status) status.textContent = 'The page did not load completely. Reload it to try again.';
    },
  );
}
