import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startStaticServer } from './static-server.mjs';

async function serveSample(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  const directory = join(folder, 'dist');
  mkdirSync(join(directory, 'deep'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  writeFileSync(join(directory, 'index.html'), '<p>home</p>');
  writeFileSync(join(directory, 'deep', 'index.html'), '<p>deep</p>');
  writeFileSync(join(directory, 'python.wasm'), 'wasm');
  const server = await startStaticServer({ mounts: [{ prefix: '/a/b/', directory }] });
  onTestFinished(server.close);
  return server.origin;
}

/** Unlike fetch, it sends the path as it is. */
function statusOfRawPath(origin: string, path: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    get({ ...addressOf(origin), path }, (response) => {
      response.resume();
      done(response.statusCode);
    }).on('error', fail);
  });
}

function addressOf(origin: string): { hostname: string; port: string } {
  const { hostname, port } = new URL(origin);
  return { hostname, port };
}

test('sends the right type and none of the headers a plain host lacks', async () => {
  const response = await fetch(`${await serveSample()}/a/b/python.wasm`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/wasm');
  for (const special of [
    'cache-control',
    'content-encoding',
    'content-security-policy',
    'cross-origin-embedder-policy',
    'cross-origin-opener-policy',
  ]) {
    expect(response.headers.has(special), special).toBe(false);
  }
});

test('answers 304 to a visitor who has the file', async () => {
  const url = `${await serveSample()}/a/b/python.wasm`;
  const { headers } = await fetch(url);
  const etag = headers.get('etag') ?? '';
  const modified = headers.get('last-modified') ?? '';
  const statusFor = async (requested: Record<string, string>) =>
    (await fetch(url, { headers: requested, cache: 'no-store' })).status;
  expect(await statusFor({ 'if-none-match': etag })).toBe(304);
  expect(await statusFor({ 'if-modified-since': modified })).toBe(304);
  expect(await statusFor({ 'if-none-match': '"old"', 'if-modified-since': modified })).toBe(200);
});

test('serves the index of a folder and leads to its slash', async () => {
  const origin = await serveSample();
  expect(await (await fetch(`${origin}/a/b/`)).text()).toBe('<p>home</p>');
  const deep = await fetch(`${origin}/a/b/deep?x=1`);
  expect(deep.url).toBe(`${origin}/a/b/deep/?x=1`);
  expect(await deep.text()).toBe('<p>deep</p>');
});

test('knows nothing outside of its mounts', async () => {
  const origin = await serveSample();
  for (const path of ['/', '/a/', '/a/b/none', '/a/b/../../secret.txt']) {
    expect(await statusOfRawPath(origin, path), path).toBe(404);
  }
  expect(await statusOfRawPath(origin, '/a/b/..%2fsecret.txt')).toBe(404);
  expect(await statusOfRawPath(origin, '/a/b/%zz')).toBe(404);
});

test('sends no body to HEAD and refuses to change anything', async () => {
  const url = `${await serveSample()}/a/b/python.wasm`;
  const head = await fetch(url, { method: 'HEAD' });
  expect(head.headers.get('content-length')).toBe('4');
  expect(await head.text()).toBe('');
  expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
});
