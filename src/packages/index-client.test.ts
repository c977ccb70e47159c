import { describe, expect, it } from 'vitest';
import type { ProjectFile } from './contract';
import { IndexClient, type IndexClientOptions } from './index-client';
import { INDEX_URL, respond, ServedIndex, sha256 } from './testing/served-index';

const METADATA = 'Metadata-Version: 2.1\nName: a\nVersion: 1.0\nRequires-Dist: b>=1\n\n';
const WHEEL_URL = 'https://files.test/a-1.0-py3-none-any.whl';

function setUp(options: Partial<IndexClientOptions> = {}) {
  const index = new ServedIndex({ a: { '1.0': ['b>=1'] } });
  const read: string[] = [];
  const client = new IndexClient({
    fetch: index.fetch,
    fetchDirect: index.fetchDirect,
    indexUrl: INDEX_URL,
    readWheelMetadata: (bytes) => {
      read.push(new TextDecoder().decode(bytes));
      return Promise.resolve(METADATA);
    },
    ...options,
  });
  return { index, client, read };
}

function file(more: Partial<ProjectFile> = {}): ProjectFile {
  return {
    filename: 'a-1.0-py3-none-any.whl',
    url: WHEEL_URL,
    sha256: null,
    size: null,
    requiresPython: null,
    yanked: null,
    coreMetadata: null,
    ...more,
  };
}

/** A page of one file, with this in place of what a good one has. */
function page(more: Record<string, unknown>): string {
  const good = { filename: 'a-1.0-py3-none-any.whl', url: WHEEL_URL, hashes: {} };
  return JSON.stringify({ meta: { 'api-version': '1.0' }, files: [{ ...good, ...more }] });
}

describe('files', () => {
  it('asks once for the JSON of a project, without credentials', async () => {
    const inits: unknown[] = [];
    const index = new ServedIndex({ a: { '1.0': [] } });
    const { client } = setUp({
      fetch: (url, init) => {
        inits.push(init);
        return index.fetch(url, init);
      },
    });
    const [first, second] = await Promise.all([client.files('a'), client.files('a')]);
    expect(first).toBe(second);
    expect(index.asked).toEqual(['https://index.test/simple/a/']);
    expect(inits).toEqual([
      {
        headers: { Accept: 'application/vnd.pypi.simple.v1+json' },
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        maxBytes: 64 * 1024 * 1024,
      },
    ]);
  });

  it('asks PyPI where no other index is named', async () => {
    const asked: string[] = [];
    const client = new IndexClient({
      fetch: (url) => {
        asked.push(url);
        return Promise.resolve(respond(url, { status: 404 }));
      },
      fetchDirect: () => Promise.reject(new Error('not needed')),
      readWheelMetadata: () => Promise.resolve(''),
    });
    expect(await client.files('requests')).toBeNull();
    expect(asked).toEqual(['https://pypi.org/simple/requests/']);
  });

  it.each([
    [
      { size: 7, hashes: { md5: '1', sha256: 'AB'.repeat(32) } },
      { size: 7, sha256: 'ab'.repeat(32) },
    ],
    [{ hashes: { sha256: 'short' } }, { sha256: null }],
    [
      { url: '../../files/a-1.0-py3-none-any.whl' },
      { url: 'https://index.test/files/a-1.0-py3-none-any.whl' },
    ],
    [{ 'requires-python': '>=3.8' }, { requiresPython: '>=3.8' }],
    [{ yanked: true }, { yanked: '' }],
    [{ yanked: 'broken' }, { yanked: 'broken' }],
    // It is shown beside a question.
    [{ yanked: 'no\u202e\n\n harm' }, { yanked: 'no  harm' }],
    [{ yanked: 'x'.repeat(1_000) }, { yanked: `${'x'.repeat(299)}…` }],
    [{ size: -1 }, { size: null }],
    [{ size: 0.5 }, { size: null }],
    [{ yanked: false }, { yanked: null }],
    [{ yanked: '' }, { yanked: null }],
    [{ 'core-metadata': true }, { coreMetadata: { sha256: null } }],
    [{ 'core-metadata': false }, { coreMetadata: null }],
    [
      { 'dist-info-metadata': { sha256: 'cd'.repeat(32) } },
      { coreMetadata: { sha256: 'cd'.repeat(32) } },
    ],
    // The newer name of the two wins (PEP 714).
    [{ 'core-metadata': false, 'dist-info-metadata': true }, { coreMetadata: null }],
  ])('reads %j as %j', async (given, expected) => {
    const { client, index } = setUp();
    index.serve(`${INDEX_URL}x/`, page(given));
    expect(await client.files('x')).toMatchObject([expected]);
  });

  it.each([
    ['{', /JSON/],
    ['[]', /the page is \[\], not an object/],
    ['{"files": []}', /meta is missing, not an object/],
    ['{"meta": {"api-version": "2.0"}, "files": []}', /meta\.api-version is "2\.0", not 1\.x/],
    ['{"meta": {"api-version": "1.0"}}', /files is missing, not a list/],
    [page({ filename: 5 }), /files\[0\]\.filename is 5, not a text/],
    [page({ url: 'https://' }), /files\[0\]\.url is "https:\/\/", not a URL/],
  ])('refuses malformed JSON: %s', async (body, note) => {
    const { client, index } = setUp();
    index.serve(`${INDEX_URL}x/`, body);
    await expect(client.files('x')).rejects.toMatchObject({
      code: 'network',
      message: 'the package index answered with malformed JSON',
      notes: [expect.stringMatching(note)],
    });
  });

  it('refuses more files than it is worth to look at', async () => {
    const { client, index } = setUp();
    const files = '{},'.repeat(50_000);
    index.serve(`${INDEX_URL}x/`, `{"meta": {"api-version": "1.0"}, "files": [${files}{}]}`);
    await expect(client.files('x')).rejects.toMatchObject({
      code: 'limit',
      message: 'the package index lists more than 50000 files',
    });
  });

  it('refuses HTML', async () => {
    const { client, index } = setUp();
    index.serve(`${INDEX_URL}x/`, '<html>', { type: 'text/html; charset=utf-8' });
    await expect(client.files('x')).rejects.toThrow(
      'the package index answered with text/html, not JSON',
    );
  });

  it('tells of another status, and asks again the next time', async () => {
    const { client, index } = setUp();
    index.serve(`${INDEX_URL}x/`, '', { status: 503 });
    await expect(client.files('x')).rejects.toThrow(
      'request failed: status 503 from https://index.test/simple/x/',
    );
    index.serve(`${INDEX_URL}x/`, page({}));
    expect(await client.files('x')).toHaveLength(1);
  });

  it('refuses files that are not on https', async () => {
    const { client, index } = setUp();
    index.serve(`${INDEX_URL}x/`, page({ url: 'http://files.test/a.whl' }));
    await expect(client.files('x')).rejects.toThrow(
      'a file that is not on https: http://files.test/a.whl',
    );
  });

  it.each([
    ['https://evil.test/simple/a/', false],
    ['http://index.test/simple/a/', false],
    ['https://index.test/simple/other/', true],
  ])('after a redirect to %s (taken: %j)', async (final, isTaken) => {
    const { client } = setUp({
      fetch: () => Promise.resolve(respond(final, { body: page({}) })),
    });
    const answer = client.files('a');
    if (isTaken) expect(await answer).toHaveLength(1);
    else
      await expect(answer).rejects.toThrow(
        /^request failed: redirect to (evil|index)\.test refused$/,
      );
  });

  it('tells of a failing network and of a broken body', async () => {
    const offline = setUp({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
    await expect(offline.client.files('a')).rejects.toMatchObject({
      code: 'network',
      message: 'request failed: https://index.test/simple/a/: TypeError: Failed to fetch',
    });
    const broken = setUp({
      fetch: (url) =>
        Promise.resolve({
          ...respond(url),
          body: new ReadableStream<Uint8Array>({
            pull: (controller) => {
              controller.error(new TypeError('cut'));
            },
          }),
        }),
    });
    await expect(broken.client.files('a')).rejects.toThrow('TypeError: cut');
  });

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const { client } = setUp({
      signal: controller.signal,
      fetch: (_url, { signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
        }),
    });
    const answer = client.files('a');
    controller.abort(new Error('stopped'));
    await expect(answer).rejects.toThrow('stopped');
    await expect(client.files('b')).rejects.toThrow('stopped');
  });

  it('has no more requests under way than it may', async () => {
    let [now, most] = [0, 0];
    const { client } = setUp({
      concurrency: 3,
      fetch: async (url) => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((done) => setTimeout(done, 1));
        now -= 1;
        return respond(url, { body: page({}) });
      },
    });
    await Promise.all(
      Array.from({ length: 12 }, (_, number) => client.files(`p${String(number)}`)),
    );
    expect(most).toBe(3);
  });
});

describe('metadata', () => {
  it('comes from the index where it serves it, without the wheel', async () => {
    const { client, index, read } = setUp();
    const [wheel] = (await client.files('a')) ?? [];
    expect(wheel && (await client.metadata(wheel))).toMatchObject({
      name: 'a',
      requiresDist: [{ name: 'b' }],
    });
    expect(index.asked.slice(1)).toEqual([`${WHEEL_URL}.metadata`]);
    expect(read).toEqual([]);
  });

  it('is read from one wheel at a time, where the index serves none: each may be large', async () => {
    let held = 0;
    let most = 0;
    const { client } = setUp({
      fetch: async (url) => {
        held += 1;
        most = Math.max(most, held);
        await Promise.resolve();
        return respond(url, { body: 'wheel' });
      },
      readWheelMetadata: async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        held -= 1;
        return METADATA;
      },
    });
    const urls = Array.from({ length: 5 }, (_, i) => `${WHEEL_URL}?${String(i)}`);
    await Promise.all(urls.map((url) => client.metadata(file({ url }))));
    expect(most).toBe(1);
  });

  it('must have the hash that the index gave', async () => {
    const { client, index } = setUp();
    const [wheel] = (await client.files('a')) ?? [];
    index.serve(`${WHEEL_URL}.metadata`, METADATA.replace('b>=1', 'evil'));
    await expect(wheel && client.metadata(wheel)).rejects.toThrow(
      'request failed: a-1.0-py3-none-any.whl.metadata does not have the SHA-256 it should',
    );
  });

  it.each([null, { sha256: null }])(
    'is read from the wheel where the index has none (%j)',
    async (coreMetadata) => {
      const { client, index, read } = setUp();
      if (coreMetadata !== null) index.serve(`${WHEEL_URL}.metadata`, '', { status: 404 });
      index.serve(WHEEL_URL, 'wheel');
      expect(await client.metadata(file({ coreMetadata }))).toMatchObject({ name: 'a' });
      expect(read).toEqual(['wheel']);
    },
  );
});

describe('download', () => {
  it.each([
    [{ size: 5, sha256: sha256('wheel') }, null],
    [{ size: 6 }, 'request failed: a-1.0-py3-none-any.whl broke off: 5 of 6 bytes came'],
    [
      { sha256: sha256('other') },
      'request failed: a-1.0-py3-none-any.whl does not have the SHA-256 it should',
    ],
    [{ size: 300_000_000 }, 'a-1.0-py3-none-any.whl is too large: 300000000 bytes'],
    [
      { url: 'https://files.test/gone.whl' },
      'request failed: status 404 from https://files.test/gone.whl',
    ],
  ])('of a file that is %j: %s', async (more, message) => {
    const { client, index } = setUp();
    index.serve(WHEEL_URL, 'wheel');
    const download = client.download(file(more));
    if (message === null) expect(new TextDecoder().decode(await download)).toBe('wheel');
    else await expect(download).rejects.toMatchObject({ message });
  });
});

it.each([
  ['the page of a project', (client: IndexClient) => client.files('a'), 67_108_864],
  [
    'metadata',
    (client: IndexClient) => client.metadata(file({ coreMetadata: { sha256: null } })),
    10_485_760,
  ],
  ['a file', (client: IndexClient) => client.download(file({ size: 5 })), 209_715_200],
])('reads no answer without end: %s', async (_, ask, limitBytes) => {
  let sent = 0;
  let isCancelled = false;
  const { client } = setUp({
    fetch: (url) =>
      Promise.resolve({
        ...respond(url),
        body: new ReadableStream<Uint8Array>({
          pull: (controller) => {
            sent += 1024 * 1024;
            controller.enqueue(new Uint8Array(1024 * 1024));
          },
          cancel: () => {
            isCancelled = true;
          },
        }),
      }),
  });
  await expect(ask(client)).rejects.toMatchObject({
    code: 'limit',
    message: expect.stringMatching(
      ` is too large: more than ${String(limitBytes)} bytes$`,
    ) as string,
  });
  expect(isCancelled).toBe(true);
  expect(sent).toBeLessThan(limitBytes + 4 * 1024 * 1024);
});

describe('directFile', () => {
  it('gives the file its hash, and reads its metadata with the same request', async () => {
    const { client, index } = setUp();
    index.serve(WHEEL_URL, 'wheel');
    const direct = await client.directFile(WHEEL_URL);
    expect(direct).toMatchObject({
      filename: 'a-1.0-py3-none-any.whl',
      url: WHEEL_URL,
      sha256: sha256('wheel'),
      size: 5,
    });
    expect(await client.metadata(direct)).toMatchObject({ name: 'a' });
    expect(index.asked).toEqual([WHEEL_URL]);
  });

  it('must have the hash that the URL names', async () => {
    const { client, index } = setUp();
    index.serve(WHEEL_URL, 'wheel');
    expect(await client.directFile(`${WHEEL_URL}#sha256=${sha256('wheel')}`)).toMatchObject({
      url: WHEEL_URL,
    });
    await expect(client.directFile(`${WHEEL_URL}#sha256=${sha256('x')}`)).rejects.toThrow(
      'does not have the SHA-256 it should',
    );
  });

  it('is not fetched when what the URL names is no hash', async () => {
    const { client, index } = setUp();
    await expect(client.directFile(`${WHEEL_URL}#sha256=abc`)).rejects.toMatchObject({
      message: 'invalid requirement',
      notes: ['sha256=abc is not a SHA-256, which has 64 digits and letters from a to f'],
    });
    expect(index.asked).toEqual([]);
  });
});
