/** Versions of the built site that a test may change, and publish one after the other at one address. */
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listSite } from '../../runtime-assets/provision/offline-plugin';
import { startSite } from './site.mjs';
import type { Site } from './site.mjs';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** All but the language server, which imports nothing. */
const SCRIPT = /^(?!basedpyright).*\.js$/;

export interface PublishedSite extends Site {
  /** Where the files of the version are that it serves now. */
  readonly folder: string;
  /** Serves a changed version in the place of the one before, whose chunks are gone, as hosts do it. */
  publishNext: () => Promise<void>;
  /** Serves what was in a folder before: somebody has taken a version back. */
  publishAgain: (folder: string) => void;
  /** The server is gone, for good. */
  stop: () => Promise<void>;
}

export async function publishSite(): Promise<PublishedSite> {
  const home = await mkdtemp(join(tmpdir(), 'goru-site-'));
  let count = 1;
  let folder = join(home, '1');
  await cp(DIST, folder, { recursive: true });
  const site = await startSite({ directory: () => folder });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= site.close());
  return {
    ...site,
    get folder() {
      return folder;
    },
    publishNext: async () => {
      // Beside it and as a whole: a page may look for a new version at any moment, and would meet half of one.
      count += 1;
      const next = join(home, String(count));
      await cp(folder, next, { recursive: true });
      await makeNext(next);
      folder = next;
    },
    publishAgain: (earlier) => {
      folder = earlier;
    },
    stop,
    close: async () => {
      await stop();
      await rm(home, { recursive: true });
    },
  };
}

/**
 * Another title and another name for every script: what imports a file by its name has another content, and with it
 * another name of its own.
 */
async function makeNext(folder: string): Promise<void> {
  const assets = join(folder, 'assets');
  const scripts = (await readdir(assets)).filter((name) => SCRIPT.test(name));
  const nextNames = new Map(scripts.map((name) => [name, name.replace('.js', '-next.js')]));
  const withNextNames = (text: string): string =>
    text.replace(/[\w.-]+\.js/g, (name) => nextNames.get(name) ?? name);
  for (const [name, next] of nextNames) {
    await change(join(assets, name), withNextNames);
    await rename(join(assets, name), join(assets, next));
  }
  await change(join(folder, 'goru.js'), withNextNames);
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.html'))) {
    await change(join(folder, name), (html) =>
      withNextNames(html)
        .replace('<title>', '<title>Next ')
        .replace(/\n\s*<meta name="goru-build"[^>]*>/, ''),
    );
  }
  await change(join(folder, 'goru-sw.js'), (code) => code.replace(/^self\.goruBuild = .*\n/, ''));
  await listSite(folder);
}

async function change(path: string, edit: (text: string) => string): Promise<void> {
  await writeFile(path, edit(await readFile(path, 'utf8')));
}
