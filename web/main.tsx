import { createGrants } from './grants';
import { findPython, readChannelParameter, readPythonParameter } from './run/address-parameters';
import { startPython } from './run/python';
import { createPageStorage, siteBasePath } from './workspace/page-storage';

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
