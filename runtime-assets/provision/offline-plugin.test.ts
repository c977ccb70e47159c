import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, it } from 'vitest';

import { listSite } from './offline-plugin';

const HTML = '<head>\n<meta charset="utf-8" />\n<title>Page</title>';
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function site(files: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'goru-list-'));
  folders.push(folder);
  await mkdir(join(folder, 'assets'));
  const all = {
    'index.html': HTML,
    'goru-sw.js': 'work();',
    'assets/page.js': 'page',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
  return folder;
}

it('lists what pages load, and neither the service worker nor the way out of it', async () => {
  const folder = await site({
    'icon.svg': '<svg/>',
    'manifest.webmanifest': '{}',
    'reset.html': 'reset',
    'reset.js': 'reset',
    '404.html': 'lost',
    'robots.txt': 'all',
    _headers: '/*',
    'assets/page.js.map': 'map',
    'assets/basedpyright-licences-1.txt': 'licences',
  });
  const { files } = await listSite(folder);
  expect(files.map(({ name }) => name)).toEqual([
    'assets/page.js',
    'icon.svg',
    'index.html',
    'manifest.webmanifest',
  ]);
});

it('tells the page and the service worker the same, of the files as they are served', async () => {
  const folder = await site();
  const build = await listSite(folder);
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  expect(html).toContain(`<meta name="goru-build" content="${build.id}" />`);
  const code = await readFile(join(folder, 'goru-sw.js'), 'utf8');
  expect(code).toBe(`self.goruBuild = ${JSON.stringify(build)};\nwork();`);
  const page = build.files.find(({ name }) => name === 'index.html');
  expect(page?.bytes).toBe(html.length);
  expect(page?.integrity).toBe(`sha256-${createHash('sha256').update(html).digest('base64')}`);
});

it('gives another version another id, and the same files the same', async () => {
  const { id } = await listSite(await site());
  expect((await listSite(await site())).id).toBe(id);
  expect((await listSite(await site({ 'assets/page.js': 'changed' }))).id).not.toBe(id);
  expect((await listSite(await site({ 'assets/more.js': '' }))).id).not.toBe(id);
});

it('does not build a page that cannot tell its version', async () => {
  await expect(listSite(await site({ 'index.html': '<title>Page</title>' }))).rejects.toThrow(
    'has no <meta charset',
  );
});
