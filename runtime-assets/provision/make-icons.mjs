// @ts-check
/**
 * Draws the icons that an installed page needs as pixels: `node runtime-assets/provision/make-icons.mjs`. They are
 * committed, because they change as seldom as public/icon.svg, and drawing them takes a browser.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from '../../e2e/support/engines.mjs';

const folder = new URL('../../public/', import.meta.url);
const GREEN = '#0b7a5b';
/** `share`: of the picture's width; a launcher may cut a maskable one down to a circle of four fifths. */
const ICONS = [
  { name: 'icon-192.png', size: 192, share: 1, background: 'transparent' },
  { name: 'icon-512.png', size: 512, share: 1, background: 'transparent' },
  { name: 'icon-maskable-512.png', size: 512, share: 0.8, background: GREEN },
];

const svg = await readFile(new URL('icon.svg', folder), 'utf8');
const executablePath = chromiumPath();
const browser = await chromium.launch({
  args: [...CHROMIUM_ARGS],
  ...(executablePath === undefined ? {} : { executablePath }),
});
for (const { name, size, share, background } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const width = `${String(share * size)}px`;
  await page.setContent(
    `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${background}">
      <div style="width:${width};height:${width}">${svg.replace('<svg ', '<svg width="100%" height="100%" ')}</div>`,
  );
  await page.screenshot({ path: fileURLToPath(new URL(name, folder)), omitBackground: true });
  await page.close();
}
await browser.close();
