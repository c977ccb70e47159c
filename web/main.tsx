import { createGrants } from './grants';
import { findPython, readChannelParameter, readPythonParameter } from './run/address-parameters';
import { startPython } from './run/python';
import { findLanguage, preferredLanguage, speakLanguage } from './words/choose-language';
import { words } from './words/run';
import { createPageStorage, siteBasePath } from './workspace/page-storage';

const parameters = new URLSearchParams(window.location.search);

/** `?embed=1`: a view for frames in other pages, where nothing is loaded before somebody runs something. */
if (parameters.get('embed') === '1') startEmbedView();
else startPage();

function startEmbedView(): void {
  const root = document.getElementById('root');
  if (!root) return;
  import('./embed-view')
    .then(({ showEmbedView }) => showEmbedView(root))
    .catch(() => {
      root.textContent = words().notComplete;
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

  // Beside the interface, which asks for its texts only when it shows them.
  const language = speakLanguage(
    findLanguage(parameters.get('lang'))
      ?? findLanguage(storage.read('lang'))
      ?? preferredLanguage(navigator.languages),
    document.documentElement,
  );

  Promise.all([import('./render'), language]).then(
    ([{ renderPage }]) => {
      renderPage(python, grants);
    },
    () => {
      // Offline, or a new version was published between two requests.
      const status = document.querySelector('[role=status]');
      if (status) status.textContent = words().notComplete;
    },
  );
}
