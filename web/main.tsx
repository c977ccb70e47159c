import { createGrants } from './grants';
import { choosePlace } from './place';
import { findPython, readChannelParameter, readPythonParameter } from './run/address-parameters';
import { startPython } from './run/python';
import { linkOfSharedText } from './shared-text';
import { loaded } from './ui/not-loaded';
import { findLanguage, preferredLanguage, speakLanguage } from './words/choose-language';
import { words } from './words/run';
import { createPageStorage, siteBasePath } from './workspace/page-storage';
import { holdWorkspace } from './workspaces/hold-workspace';
import { watchLinks } from './workspaces/watch-links';

const parameters = new URLSearchParams(window.location.search);

/** `?embed=1`: a view for frames in other pages, where nothing is loaded before somebody runs something. */
if (parameters.get('embed') === '1') startEmbedView();
else startPage();

function startEmbedView(): void {
  const root = document.getElementById('root');
  if (!root) return;
  import('./embed-view').then(
    ({ showEmbedView }) => showEmbedView(root),
    () => {
      root.textContent = words().notComplete;
    },
  );
}

function startPage(): void {
  const shared = linkOfSharedText(window.location);
  if (shared !== null) window.history.replaceState(window.history.state, '', shared);
  const channel = readChannelParameter(window.location.search);
  const siteUrl = new URL('.', document.baseURI);
  const basePath = siteBasePath(document.baseURI);
  const storage = createPageStorage(basePath);
  const tabStorage = createPageStorage(basePath, () => window.sessionStorage);
  const place = choosePlace({
    storage,
    tabStorage,
    hash: window.location.hash,
    makeRoom: async (record, texts) => {
      const { makeRoomHere } = await loaded(import('./link-room'));
      return makeRoomHere({ siteUrl, storage, tabStorage }, { record, texts });
    },
  });
  holdWorkspace(basePath, place.current.id);
  const links = watchLinks(place.needsOwnForLink);
  const version = readPythonParameter(window.location.search) ?? findPython(storage.read('python'));
  const grants = createGrants(place);
  const language =
    findLanguage(parameters.get('lang'))
    ?? findLanguage(storage.read('lang'))
    ?? preferredLanguage(navigator.languages);
  // First of all: what takes longest must not wait for the interface.
  const python = startPython({
    ...(channel === undefined ? {} : { channel }),
    ...(version === undefined ? {} : { version }),
    grants: grants.sessionOptions,
    language,
    onSession: grants.connect,
  });

  // Beside the interface, which asks for its texts only when it shows them.
  const speaking = speakLanguage(language, document.documentElement);

  Promise.all([import('./render'), speaking]).then(
    ([{ renderPage }]) => {
      renderPage(python, grants, place, links);
    },
    () => {
      // Offline, or a new version was published between two requests.
      const status = document.querySelector('[role=status]');
      if (status) status.textContent = words().notComplete;
    },
  );
}
