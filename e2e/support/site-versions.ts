/** Versions of the built site that a test may change, and publish one after the other at one address. */
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listSite } from '../../runtime-assets/provision/offline-plugin';
import { startSite } from './site.mjs';
import type { Site } from './site.mjs';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** A chunk that is loaded only when its panel is opened. */
const CHUNK = /CallsPanel-[\w-]+\.js/g;

export interface PublishedSite extends Site {
  /** Where its files are. */
  readonly folder: string;
  /** Puts a changed version in the place of the one before, whose chunks are gone, as hosts do it. */
  publishNext: () => Promise<void>;
  /** The server is gone, for good. */
  stop: () => Promise<void>;
}

export async function publishSite(): Promise<PublishedSite> {
  const folder = await mkdtemp(join(tmpdir(), 'goru-site-'));
  await cp(DIST, folder, { recursive: true });
  const site = await startSite({ directory: folder });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= site.close());
  return {
    ...site,
    folder,
    publishNext: () => makeNext(folder),
    stop,
    close: async () => {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Another title and another name of a chunk: as much as any new version changes, and easy to see. */
async function makeNext(folder: string): Promise<void> {
  await replaceIn(join(folder, 'index.html'), /<title>/g, '<title>Next ');
  await replaceIn(join(folder, 'index.html'), /\n\s*<meta name="goru-build"[^>]*>/g, '');
  await replaceIn(join(folder, 'goru-sw.js'), /^self\.goruBuild = .*\n/g, '');
  const assets = join(folder, 'assets');
  for (const name of await readdir(assets)) {
    if (name.endsWith('.js')) await replaceIn(join(assets, name), CHUNK, 'CallsPanel-next.js');
    if (name.match(CHUNK)) await rename(join(assets, name), join(assets, 'CallsPanel-next.js'));
  }
  // What imports a chunk by its name has another content, and with it another name of its own.
  for (const name of await readdir(assets)) {
    if (!/^(render|index)-[\w-]+\.js$/.test(name)) continue;
    const next = name.replace(/-.*/, '-next.js');
    await rename(join(assets, name), join(assets, next));
    for (const file of [...(await readdir(assets)).map((one) => `assets/${one}`), 'index.html']) {
      if (/\.(js|html)$/.test(file)) await replaceIn(join(folder, file), name, next);
    }
  }
  await listSite(folder);
}

async function replaceIn(path: string, before: string | RegExp, after: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const changed = text.replaceAll(before, after);
  if (changed !== text) await writeFile(path, changed);
}
