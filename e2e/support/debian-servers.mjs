// @ts-check
/** nginx and lighttpd as Debian packages them, with the samples of docs/hosting, on a port and folder of their own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackEachPackage } from './debian-packages.mjs';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/e2e/servers', import.meta.url));

/** The path that the samples serve. */
export const SAMPLE_PATH = '/playground/';

/** @typedef {'nginx' | 'lighttpd'} ServerName */

/** @param {ServerName} name */
function readSample(name) {
  return readFileSync(new URL(`../../docs/hosting/${name}.conf`, import.meta.url), 'utf8');
}

/** @type {Record<ServerName, { command: (config: string) => string[], configure: (options: { port: number, work: string, sample: string }) => string }>} */
const SERVERS = {
  nginx: {
    command: (config) => [join(CACHE, 'nginx/usr/sbin/nginx'), '-c', config, '-e', 'stderr'],
    configure: ({ port, work, sample }) => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${work}/pid;
error_log stderr;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${work}/${kind};`).join('\n  ')}
  server {
    listen 127.0.0.1:${String(port)};
    ${sample}
  }
}`,
  },
  lighttpd: {
    command: (config) => [
      join(CACHE, 'lighttpd/usr/sbin/lighttpd'),
      '-D',
      '-f',
      config,
      '-m',
      join(CACHE, 'lighttpd/usr/lib/lighttpd'),
    ],
    configure: ({ port, work, sample }) => `
server.bind = "127.0.0.1"
server.port = ${String(port)}
server.document-root = "${work}"
server.errorlog = "${work}/error.log"
server.modules = ()
${sample}`,
  },
};

/**
 * @param {ServerName} name
 * @param {string} site Folder of a build.
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function startDebianServer(name, site) {
  unpackEachPackage({ packageNames: [name], folder: CACHE });
  const { command, configure } = SERVERS[name];
  const work = mkdtempSync(join(tmpdir(), `goru-${name}-`));
  const port = await freePort();
  const config = join(work, 'server.conf');
  const sample = readSample(name).replaceAll('/srv/playground/', `${site}/`);
  writeFileSync(config, configure({ port, work, sample }));
  const [program = '', ...args] = command(config);
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (/** @type {Buffer} */ text) => (complaint += text.toString()));
  const ended = new Promise((done) => child.once('exit', done));
  const origin = `http://127.0.0.1:${String(port)}`;
  for (let tries = 0; ; tries += 1) {
    const isUp = await fetch(`${origin}${SAMPLE_PATH}`).then(
      () => true,
      () => false,
    );
    if (isUp) break;
    if (tries === 100 || child.exitCode !== null) {
      child.kill();
      throw new Error(`${name} did not start: ${complaint}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    origin,
    close: async () => {
      child.kill();
      await ended;
      rmSync(work, { recursive: true, force: true });
    },
  };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}
