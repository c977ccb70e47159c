/** A link, and the program that it opens: what the texts for other places are made of. */
export interface ShareTexts {
  title: string;
  code: string;
  /** Opens the program in the page. */
  link: string;
  /** Shows it in a frame. */
  frameLink: string;
}

/** A fenced block and the link below it. The fence is longer than any in the code. */
export function toMarkdown({ code, link }: Pick<ShareTexts, 'code' | 'link'>): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}python\n${code.replace(/\n*$/, '\n')}${fence}\n\n[Run it in Goru Playground](${link})\n`;
}

/** A frame for any page that takes HTML. */
export function toFrame({ frameLink, title }: Pick<ShareTexts, 'frameLink' | 'title'>): string {
  return `<iframe src="${escapeHtml(frameLink)}" title="${escapeHtml(title)}" width="100%" height="420" loading="lazy" style="border: 0"></iframe>`;
}

/** A page of its own: the program to read, and the site in a frame to run it. No script of its own. */
export function toHtmlPage({ title, code, link, frameLink }: ShareTexts): string {
  const host = escapeHtml(new URL(link).host);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(title)}</title>
    <style>
      body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
      iframe { width: 100%; height: 32rem; border: 1px solid #8886; border-radius: 8px; }
      pre { overflow: auto; padding: 1rem; border: 1px solid #8886; border-radius: 8px; }
      @media print { iframe { display: none; } }
    </style>
  </head>
  <body>
    <h1>${escapeHtml(title)}</h1>
    <iframe src="${escapeHtml(frameLink)}" title="${escapeHtml(title)}, to run and change"></iframe>
    <p>Python comes from ${host}: running needs a connection to it. <a href="${escapeHtml(link)}">Open it there</a>.</p>
    <h2>The program</h2>
    <pre><code>${escapeHtml(code)}</code></pre>
  </body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
