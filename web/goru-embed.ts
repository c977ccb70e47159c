/**
 * goru-embed.js: runnable snippets on any page.
 *
 *     <script src="https://…/goru-embed.js" defer></script>
 *     <pre data-goru>print('hello')</pre>
 *
 * One script without imports, so that a page of another origin needs no permission from the site's host to load it; as a
 * module it needs that (`Access-Control-Allow-Origin`).
 */
import { defineGoruPython } from './embed/goru-python';
import { watchPageColors } from './embed/page-colors';
import { createRuntimeLink } from './embed/runtime-link';
import { addressOfProgram } from './share/write-link';

const FILE_NAME = 'goru-embed.js';

/** A module has no `document.currentScript`. */
function findSite(): URL {
  const addresses = Array.from(document.scripts, ({ src }) => src).filter((src) => src !== '');
  const own = addresses.find((src) => new URL(src).pathname.endsWith(`/${FILE_NAME}`));
  if (own === undefined) throw new Error(`no script of this page is called ${FILE_NAME}`);
  return new URL('.', own);
}

function start(): void {
  const site = findSite();
  defineGoruPython({
    runtime: createRuntimeLink(new URL('embed-python.html', site)),
    colors: watchPageColors(),
    addressOf: (code) => addressOfProgram(site, code),
  });
}

// Elements have their text when the page has been read.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
