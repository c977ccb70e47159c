// Lists the files of the finished build for the service worker, which keeps them for times without a network.

import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

import type { Plugin, ResolvedConfig } from 'vite';

import type { SiteBuild, SiteFile } from '../../src/contract/offline-wire';

const SERVICE_WORKER = 'goru-sw.js';
const PAGE = 'index.html';
/** Stands where the page tells which build it belongs to. */
const AFTER = '<meta charset="utf-8" />';

/**
 * What a page of the site loads. Not the service worker itself; not the page that resets the application, which must
 * come from the server whatever the service worker does; not what hosts and search engines read.
 */
const KEPT_AT_ROOT = /^(?!goru-sw\.|reset\.|404\.)[\w.-]+\.(?:html|js|css|svg|png|webmanifest)$/;
const KEPT_ASSET = /^assets\/(?!.*licences).*(?<!\.map)$/;

/** Has to be the last of the plugins: it reads what all others have written. */
export function offlineSite(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'goru-offline-site',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        await listSite(resolve(config.root, config.build.outDir));
      },
    },
  };
}

/** Gives the pages their build's id, and the service worker the list. */
export async function listSite(folder: string): Promise<SiteBuild> {
  const names = await listNames(folder);
  const id = idOf(await Promise.all(names.map((name) => readFile(join(folder, name)))), names);
  for (const name of names.filter((one) => one.endsWith('.html'))) await stamp(folder, name, id);
  const files = await Promise.all(
    names.map(async (name) => describe(name, await readFile(join(folder, name)))),
  );
  const build: SiteBuild = { id, files };
  const script = join(folder, SERVICE_WORKER);
  const code = await readFile(script, 'utf8');
  await writeFile(script, `self.goruBuild = ${JSON.stringify(build)};\n${code}`);
  return build;
}

/** With slashes, sorted. */
async function listNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => KEPT_AT_ROOT.test(name) || KEPT_ASSET.test(name))
    .sort();
}

function idOf(contents: readonly Buffer[], names: readonly string[]): string {
  const hash = createHash('sha256');
  for (const [at, content] of contents.entries()) {
    hash.update(`${names[at] ?? ''}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}

function describe(name: string, content: Buffer): SiteFile {
  const digest = createHash('sha256').update(content).digest('base64');
  return { name, bytes: content.length, integrity: `sha256-${digest}` };
}

/** The page people open must tell its version; another one need not be one of the build's. */
async function stamp(folder: string, name: string, id: string): Promise<void> {
  const path = join(folder, name);
  const html = await readFile(path, 'utf8');
  if (name === PAGE && !html.includes(AFTER)) throw new Error(`${path} has no ${AFTER}`);
  const stamped = html.replace(AFTER, `${AFTER}\n    <meta name="goru-build" content="${id}" />`);
  await writeFile(path, stamped);
}
