import { createRoot } from 'react-dom/client';
import { App } from './App';
import { createPage } from './page';
import type { Grants } from './grants';
import type { Place } from './place';
import type { Python } from './run/python';

/** Puts the interface into the document, in place of the empty frame that index.html drew. */
export function renderPage(python: Python, grants: Grants, place: Place): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element with the id "root"');
  createRoot(root).render(<App page={createPage(python, grants, place)} />);
}
