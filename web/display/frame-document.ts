/**
 * The one document that shows HTML of programs. It is the same for all of them: what to show comes in
 * a message, so nothing of it is ever parsed as part of this text.
 *
 * HTML of programs is hostile until proven otherwise. It has an opaque origin (`sandbox`), may load
 * nothing (`default-src 'none'`) and runs no script but the one below. Scripts of its own would have
 * no network either, which is what they mostly are for, and Stop could not end them. What could
 * navigate, which no policy forbids, is taken out before it becomes part of the document (in Firefox, any MathML is a link
 * that has an `href`). A picture
 * without a viewBox gets one, so that it is made smaller where there is no room, and not cut; one that
 * names no width does not grow without end in a wide window.
 *
 * In an SVG what is used may use others: ten of ten of ten, and a kilobyte is a million shapes, which engines draw in the
 * page's own process, so that the page stands still. So it is counted what comes of it, and nothing may change later what
 * is used.
 */
export const FRAME_SCRIPT = `
addEventListener('message', function receive({ source, data, ports: [port] }) {
  if (source !== parent || !port) return;
  removeEventListener('message', receive);
  const policy = globalThis.trustedTypes?.createPolicy('goru-display', { createHTML: (text) => text });
  const root = document.documentElement;
  for (const [name, value] of Object.entries(data.look)) root.style.setProperty(name, value);
  const template = document.createElement('template');
  template.innerHTML = policy ? policy.createHTML(data.html) : data.html;
  const unwanted = 'script, meta, base, link, iframe, frame, frameset, object, embed';
  for (const element of template.content.querySelectorAll(unwanted)) element.remove();
  for (const element of template.content.querySelectorAll('[attributeName$=href]')) element.remove();
  for (const element of template.content.querySelectorAll('math, math *')) element.removeAttribute('href');
  const uses = [...template.content.querySelectorAll('use')];
  if (uses.length > 0 && multiply(template.content, uses) > 20_000) for (const use of uses) use.remove();
  for (const svg of template.content.querySelectorAll('svg:not([viewBox])')) {
    const [width, height] = ['width', 'height'].map((name) => Number(svg.getAttribute(name)?.replace(/px$/, '')));
    if (width > 0 && height > 0) svg.setAttribute('viewBox', [0, 0, width, height].join(' '));
  }
  document.body.replaceChildren(template.content);
  const tell = () => port.postMessage(root.offsetHeight);
  tell();
  new ResizeObserver(tell).observe(root);
});
function multiply(content, uses) {
  const named = new Map([...content.querySelectorAll('[id]')].reverse().map((element) => [element.id, element]));
  const sizes = new Map();
  let looked = 0;
  const sizeOf = (element) => {
    if (sizes.has(element)) return sizes.get(element);
    sizes.set(element, Infinity);
    const parts = [element, ...element.querySelectorAll('*')];
    looked += parts.length;
    let size = looked > 1_000_000 ? Infinity : parts.length;
    for (const part of parts) if (part.localName === 'use') size += usedBy(part);
    sizes.set(element, size);
    return size;
  };
  const usedBy = (use) => {
    const address = use.getAttribute('href') ?? use.getAttribute('xlink:href') ?? '';
    const name = address.slice(address.indexOf('#') + 1);
    const targets = [name, decoded(name)].map((one) => named.get(one)).filter((target) => target !== undefined);
    return Math.max(0, ...targets.map(sizeOf));
  };
  const decoded = (name) => {
    try {
      return decodeURIComponent(name);
    } catch {
      return name;
    }
  };
  return uses.reduce((sum, use) => sum + usedBy(use), 0);
}
for (const kind of ['click', 'auxclick']) {
  addEventListener(kind, (event) => {
    if (event.target.closest('a, area, [*|href]')) event.preventDefault();
  }, true);
}
`;

/** Of the script above; the page's own policy has to name it, too, because the frame inherits that. */
export const FRAME_SCRIPT_HASH = 'sha256-vpbbeJEbnXLHiIrLgDNCLCtGWkTcCAOQO1IlBBgvoNk=';

const POLICY = [
  "default-src 'none'",
  `script-src '${FRAME_SCRIPT_HASH}'`,
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  'media-src data:',
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

const STYLE = `
:root { color-scheme: var(--scheme); background: var(--background); color: var(--text); }
body { margin: 0; padding: 1px 0; font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
body > :first-child { margin-top: 0; }
body > :last-child { margin-bottom: 0; }
img, svg, video { max-width: 100%; max-height: var(--picture-max, none); height: auto; vertical-align: top; }
svg:where(:not([width], [style])) { max-width: min(100%, 640px); }
a { color: inherit; }
pre, code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; }
pre { overflow: auto; }
table { border-collapse: collapse; }
th, td { padding: 3px 14px 3px 0; border-bottom: 1px solid var(--line); text-align: start; }
h1 { font-size: 20px; }
h2 { font-size: 17px; }
h3, h4, h5, h6 { font-size: 15px; }
`;

export const FRAME_DOCUMENT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Rich value</title>
<style>${STYLE}</style>
<body></body>
<script>${FRAME_SCRIPT}</script>
`;
