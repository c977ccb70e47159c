// The Content Security Policy of the site's pages, as a <meta> tag in the build: it needs no host that sends headers.
// SECURITY.md says what each line is for, and what a <meta> tag cannot do.

import { FRAME_SCRIPT_HASH } from '../../web/display/frame-document';
import type { Plugin } from 'vite';

/**
 * The policies by which Monaco makes its own markup. Each is made once, when the editor's module is loaded, and kept
 * there. One that a new release brings is an error on the page's console, which fails every end-to-end test.
 */
const EDITOR_POLICIES = [
  'defaultWorkerFactory',
  'diffEditorWidget',
  'diffReview',
  'domLineBreaksComputer',
  'dompurify',
  'editorViewLayer',
  'richScreenReaderContent',
  'standaloneColorizer',
  'tokenizeToString',
];

const DIRECTIVES: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'none'"],
  // WebAssembly, but neither eval nor a script in the page's own text.
  // The one script is that of the frame for programs' HTML, which inherits this policy (web/display/frame-document.ts).
  'script-src': ["'self'", "'wasm-unsafe-eval'", `'${FRAME_SCRIPT_HASH}'`],
  // Monaco writes style elements; a style runs nothing, and has no address to fetch but those below.
  'style-src': ["'self'", "'unsafe-inline'"],
  // data: and blob: stay on this device.
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  // What programs send, and what comes from a package index, goes through broker.html, which has a policy of its own.
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'frame-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

const TRUSTED_TYPES: Readonly<Record<string, readonly string[]>> = {
  'require-trusted-types-for': ["'script'"],
  // `default` is ours: public/before-paint.js makes it before any other script can.
  // `goru-display` is that frame's: in the page it makes its one document, in the frame what a program shows there.
  'trusted-types': ['default', 'goru-display', ...EDITOR_POLICIES],
};

/** The text of the policy, with the part about markup for pages that load public/before-paint.js. */
export function pagePolicy({ hasDefaultPolicy }: { hasDefaultPolicy: boolean }): string {
  return Object.entries({ ...DIRECTIVES, ...(hasDefaultPolicy ? TRUSTED_TYPES : {}) })
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}

const CHARSET = '<meta charset="utf-8" />';

/** To be the last of the plugins that write into the page's head, because a policy holds for what comes after it. */
export function pagePolicyPlugin(): Plugin {
  return {
    name: 'goru-page-policy',
    // The development server has scripts in the page's text, and speaks to it over a socket.
    apply: 'build',
    transformIndexHtml: { order: 'post', handler: addPolicy },
  };
}

/** Puts the policy, and what else has to be known first, at the very beginning of a page's head. */
export function addPolicy(html: string): string {
  if (!html.includes(CHARSET)) throw new Error(`a page of the site has no ${CHARSET}`);
  const policy = pagePolicy({ hasDefaultPolicy: html.includes('before-paint.js') });
  const first = [
    // Browsers look for it in the first kilobyte only.
    CHARSET,
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    // A link in what a program prints must not make the browser look its host up.
    '<meta http-equiv="x-dns-prefetch-control" content="off" />',
    '<meta name="referrer" content="no-referrer" />',
  ];
  return html.replace(CHARSET, '').replace('<head>', () => ['<head>', ...first].join('\n    '));
}
