import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { makeWheel } from './make-wheel.mjs';
import { createIndex, type IndexedWheel, type PackageIndex } from './python-index-server.mjs';

const run = promisify(execFile);
const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const sha256 = (contents: string | Uint8Array): string =>
  createHash('sha256').update(contents).digest('hex');

const old = makeWheel({ name: 'Demo.Kit', version: '1.0' });
const current = makeWheel({
  name: 'Demo.Kit',
  version: '2.0',
  files: { 'demo_kit.py': 'value = 2\n' },
  requiresDist: ['other>=1'],
  requiresPython: '>=3.8',
});
const other = makeWheel({ name: 'other', version: '1.5', files: { 'other.py': 'value = 5\n' } });

async function startIndex(
  wheels: readonly IndexedWheel[] = [old, current, other],
  options: { hasRelativeUrls?: boolean } = {},
): Promise<PackageIndex> {
  const index = await createIndex(wheels, options);
  onTestFinished(index.close);
  return index;
}

const ask = (url: string): Promise<Response> => fetch(url, { headers: { accept: JSON_TYPE } });

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

test('answers a project page in the shape of PEP 691, 700 and 714', async () => {
  const index = await startIndex([
    { ...old, yanked: 'broken on Tuesdays' },
    { filename: 'demo_kit-1.5-py3-none-any.whl', bytes: old.bytes },
    current,
  ]);
  const response = await ask(`${index.url}demo-kit/`);
  expect(response.headers.get('content-type')).toBe(JSON_TYPE);
  const file = (wheel: IndexedWheel) => ({
    filename: wheel.filename,
    url: `${index.origin}/files/${wheel.filename}`,
    hashes: { sha256: sha256(wheel.bytes) },
    size: wheel.bytes.length,
    'upload-time': '2024-01-01T00:00:00.000000Z',
    yanked: false,
    'core-metadata': wheel.metadata === undefined ? false : { sha256: sha256(wheel.metadata) },
    'data-dist-info-metadata':
      wheel.metadata === undefined ? false : { sha256: sha256(wheel.metadata) },
  });
  expect(await response.json()).toEqual({
    meta: { 'api-version': '1.1' },
    name: 'demo-kit',
    versions: ['1.0', '1.5', '2.0'],
    files: [
      { ...file(old), yanked: 'broken on Tuesdays' },
      file({ filename: 'demo_kit-1.5-py3-none-any.whl', bytes: old.bytes }),
      { ...file(current), 'requires-python': '>=3.8' },
    ],
  });
});

test('serves the wheel and its metadata with the hashes of the page', async () => {
  const index = await startIndex();
  const url = `${index.origin}/files/${current.filename}`;
  expect(await bytesOf(await fetch(url))).toEqual(current.bytes);
  expect(await (await fetch(`${url}.metadata`)).text()).toBe(current.metadata);
  const bare = await startIndex([{ filename: current.filename, bytes: current.bytes }]);
  expect((await fetch(`${bare.origin}/files/${current.filename}.metadata`)).status).toBe(404);
});

test('lists its projects, and knows no others', async () => {
  const index = await startIndex();
  expect(await (await ask(index.url)).json()).toEqual({
    meta: { 'api-version': '1.1' },
    projects: [{ name: 'demo-kit' }, { name: 'other' }],
  });
  for (const path of ['simple/nope/', 'files/nope-1-py3-none-any.whl', 'files/x', 'simple/%zz/']) {
    expect((await ask(`${index.origin}/${path}`)).status, path).toBe(404);
  }
});

test('leads every spelling of a name to the normalised one', async () => {
  const index = await startIndex();
  for (const spelling of ['Demo.Kit/', 'demo__kit/', 'demo-kit']) {
    expect((await ask(index.url + spelling)).url, spelling).toBe(`${index.url}demo-kit/`);
  }
});

test('gives HTML to a client that does not ask for JSON, as PyPI does', async () => {
  const index = await startIndex();
  const response = await fetch(`${index.url}demo-kit/`);
  expect(response.headers.get('content-type')).toBe('text/html');
  expect(await response.text()).toContain(`>${current.filename}</a>`);
});

test('gives relative addresses on request, which lead to the same files', async () => {
  const index = await startIndex([current], { hasRelativeUrls: true });
  const page = (await (await ask(`${index.url}demo-kit/`)).json()) as { files: { url: string }[] };
  const url = page.files[0]?.url ?? '';
  expect(url).toMatch(/^\.\.\//);
  expect(await bytesOf(await fetch(new URL(url, `${index.url}demo-kit/`)))).toEqual(current.bytes);
});

test('says what is told instead of what is true about a file', async () => {
  const told = { size: 1, hashes: { md5: 'abc' }, requiresPython: '<3' };
  const index = await startIndex([{ ...current, ...told }]);
  const page = (await (await ask(`${index.url}demo-kit/`)).json()) as { files: unknown[] };
  expect(page.files[0]).toMatchObject({ size: 1, hashes: told.hashes, 'requires-python': '<3' });
});

test('refuses a file name that is not that of a wheel', async () => {
  await expect(createIndex([{ filename: 'demo.zip', bytes: old.bytes }])).rejects.toThrow(
    '"demo.zip" is not the name of a wheel',
  );
});

test('takes more wheels while it runs', async () => {
  const index = await startIndex([old]);
  index.add([current]);
  const page = (await (await ask(`${index.url}demo-kit/`)).json()) as { versions: string[] };
  expect(page.versions).toEqual(['1.0', '2.0']);
});

test('lets pages of other origins read, and forbids the headers that PyPI forbids', async () => {
  const index = await startIndex();
  const page = await ask(`${index.url}other/`);
  expect(page.headers.get('access-control-allow-origin')).toBe('*');
  const preflight = await fetch(page.url, { method: 'OPTIONS' });
  const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase() ?? '';
  expect(allowed.split(', ')).toContain('if-none-match');
  expect(allowed).not.toContain('*');
  expect((await fetch(page.url, { method: 'POST' })).status).toBe(405);
});

test('logs what each request was for', async () => {
  const index = await startIndex();
  await ask(`${index.url}demo-kit/`);
  await fetch(`${index.origin}/files/${old.filename}.metadata`);
  await fetch(`${index.origin}/files/${old.filename}`);
  await fetch(`${index.origin}/files/${old.filename}`);
  expect(index.log.map(({ kind }) => kind)).toEqual(['project', 'metadata', 'wheel', 'wheel']);
  expect(index.log[0]).toMatchObject({ method: 'GET', path: '/simple/demo-kit/' });
  expect(index.log[0]?.headers.accept).toBe(JSON_TYPE);
  expect([index.requestCount(), index.requestCount('wheel')]).toEqual([4, 2]);
  index.forgetRequests();
  expect(index.requestCount()).toBe(0);
});

test('counts how many requests are under way at the same time', async () => {
  const index = await startIndex();
  index.breakWith({ kind: 'slow', delayMs: 50 });
  await Promise.all([ask(index.url), ask(`${index.url}other/`), ask(`${index.url}demo-kit/`)]);
  expect(index.mostAtOnce()).toBe(3);
});

test('answers a page for people instead of JSON', async () => {
  const index = await startIndex();
  index.breakWith({ kind: 'html' }, { on: 'project' });
  const response = await ask(`${index.url}other/`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
});

test('answers any JSON that it is told', async () => {
  const index = await startIndex();
  const value = { meta: { 'api-version': '2.0' } };
  index.breakWith({ kind: 'json', value });
  expect(await (await ask(`${index.url}other/`)).json()).toEqual(value);
});

test('answers any status, with headers, for one kind of request to one project', async () => {
  const index = await startIndex();
  const fault = { kind: 'status', status: 429, headers: { 'retry-after': '1' } } as const;
  index.breakWith(fault, { on: 'wheel', project: 'demo-kit' });
  const wheel = await fetch(`${index.origin}/files/${old.filename}`);
  expect([wheel.status, wheel.headers.get('retry-after')]).toEqual([429, '1']);
  expect((await ask(`${index.url}demo-kit/`)).status).toBe(200);
  expect((await fetch(`${index.origin}/files/${other.filename}`)).status).toBe(200);
});

test('breaks off in the middle of a file', async () => {
  const index = await startIndex();
  index.breakWith({ kind: 'half' });
  const response = await fetch(`${index.origin}/files/${current.filename}`);
  expect(response.headers.get('content-length')).toBe(String(current.bytes.length));
  await expect(response.arrayBuffer()).rejects.toThrow('terminated');
});

test('sends a file of the right size with another hash', async () => {
  const index = await startIndex();
  index.breakWith({ kind: 'wrong-hash' });
  const body = await bytesOf(await fetch(`${index.origin}/files/${current.filename}`));
  expect(body.length).toBe(current.bytes.length);
  expect(sha256(body)).not.toBe(sha256(current.bytes));
});

test('sends the client to another host, whose log then has the request', async () => {
  const index = await startIndex();
  const elsewhere = await startIndex();
  index.breakWith({ kind: 'redirect', to: elsewhere.origin }, { on: 'wheel' });
  const response = await fetch(`${index.origin}/files/${other.filename}`);
  expect(response.url).toBe(`${elsewhere.origin}/files/${other.filename}`);
  expect(elsewhere.requestCount('wheel')).toBe(1);
});

test('keeps its answer from pages of other origins when told', async () => {
  const index = await startIndex();
  index.breakWith({ kind: 'no-cors' });
  const response = await ask(`${index.url}other/`);
  expect(response.headers.has('access-control-allow-origin')).toBe(false);
});

test('recovers after as many requests as it was told, and when repaired', async () => {
  const index = await startIndex();
  const status = async (): Promise<number> => (await ask(`${index.url}other/`)).status;
  index.breakWith({ kind: 'status', status: 503 }, { times: 2 });
  expect([await status(), await status(), await status()]).toEqual([503, 503, 200]);
  index.breakWith({ kind: 'status', status: 500 });
  expect(await status()).toBe(500);
  index.repair();
  expect(await status()).toBe(200);
});

/** pip asks for JSON since 22.2 and fetches metadata files since 23.2. */
let pipVersion = 0;
beforeAll(async () => {
  pipVersion = await run('python3', ['-m', 'pip', '--version']).then(
    ({ stdout }) => Number(/^pip (\d+\.\d+)/.exec(stdout)?.[1]),
    () => 0, // no Python, or one without pip
  );
});

test('pip resolves and downloads from it', async (context) => {
  context.skip(pipVersion < 23.2, 'needs python3 with pip 23.2 or newer');
  const index = await startIndex([{ ...makeWheel({ name: 'other', version: '9' }), yanked: true }]);
  index.add([old, current, other]);
  const folder = mkdtempSync(join(tmpdir(), 'pip-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const flags = ['--isolated', '--disable-pip-version-check', '--no-cache-dir', '--dest', folder];
  await run('python3', ['-m', 'pip', 'download', ...flags, '--index-url', index.url, 'Demo.Kit']);
  expect(readdirSync(folder).sort()).toEqual([current.filename, other.filename]);
  expect(index.requestCount('metadata')).toBe(2);
});
