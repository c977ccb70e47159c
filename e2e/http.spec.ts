/** CONTRACT §5 against real servers: what programs can ask for, and what they get. */
import type * as goru from '../src/index';
import { expect, testInSharedProfile as base } from './support/fixtures';
import { errorsOf, isAborted, test } from './support/http-fixtures';
import { PageSession } from './support/page-session';

test('answers of every kind arrive as they are, or are an error', async ({
  createSession,
  api,
}) => {
  const session = await createSession({
    allowedHosts: ['127.0.0.1'],
    limits: { http: { responseBytes: 100_000 } },
  });
  const get = (path: string): string => `http.get('${api.origin}${path}')`;
  const values: Record<string, unknown> = {
    [`(lambda r: (r.status_code, r.ok, r.reason, r.headers['X-FROM-SERVER']))(${get('/echo')})`]:
      "(200, True, 'OK', 'yes')",
    [`${get('/status?code=404&body=gone')}.text`]: "'gone'",
    [`(lambda r: (r.status_code, r.reason, bool(r)))(${get('/status?code=503&reason=Busy')})`]:
      "(503, 'Busy', False)",
    [`(lambda r: (r.status_code, r.content))(${get('/status?code=204')})`]: "(204, b'')",
    [`(lambda r: (r.status_code, r.content))(http.head('${api.origin}/bytes?count=10'))`]:
      "(200, b'')",
    [`${get('/gzip')}.json()['text'] == 'zip' * 1000`]: 'True',
    [`${get('/not-utf8')}.text`]: String.raw`'a\ufffd\ufffdb'`.replaceAll(
      String.raw`\ufffd`,
      '\ufffd',
    ),
    [`${get('/not-utf8')}.content`]: String.raw`b'a\xff\xfeb'`,
    [`${get('/latin-1')}.text`]: "'ä'",
    [`${get('/too-long')}.text`]: "'hello'",
    [`len(${get('/bytes?count=100000')}.content)`]: '100000',
    [`http.post('${api.origin}/echo', json={'a': [1]}).json()['body']`]: `'{"a":[1]}'`,
    [`http.put('${api.origin}/echo', body=bytes(range(3))).json()['body']`]: String.raw`'\x00\x01\x02'`,
    [`http.request('options', '${api.origin}/echo').json()['method']`]: "'OPTIONS'",
    [`http.patch('${api.origin}/echo', headers={'X-A': 'b'}).json()['headers']['x-a']`]: "'b'",
    [`http.delete('${api.origin}/echo').json()['method']`]: "'DELETE'",
    [`http.get('${api.origin}/echo', params={'q': 'ä b', 'l': [1, 2]}).json()['path']`]:
      "'/echo?q=%C3%A4+b&l=1&l=2'",
  };
  expect(await session.json(errorsOf(Object.keys(values)))).toEqual(
    Object.values(values).map((value) => ['none', value]),
  );
  const failures: Record<string, [string, unknown]> = {
    [get('/bytes?count=100001')]: ['LimitError', 'response body exceeds max size'],
    [get('/truncated')]: ['NetworkError', expect.stringMatching(/^request failed: 127\.0\.0\.1 /)],
    [get('/not-gzip')]: ['NetworkError', expect.stringMatching(/^request failed: 127\.0\.0\.1 /)],
    [get('/no-cors/echo')]: [
      'NetworkError',
      'request failed: 127.0.0.1 does not let web pages read its answers (CORS)',
    ],
    [`http.post('${api.origin}/no-cors/echo', json={})`]: [
      'NetworkError',
      'request failed: 127.0.0.1 does not let web pages read its answers (CORS)',
    ],
    // Nothing listens at the discard port's neighbour.
    [`http.get('http://127.0.0.1:8/')`]: [
      'NetworkError',
      'request failed: 127.0.0.1 could not be reached',
    ],
    [`http.get('${api.origin}/never', timeout=0.3)`]: [
      'CallTimeoutError',
      'request failed: timeout after 0.3s',
    ],
    [`http.get('${api.origin}/echo', headers={'Cookie': 'a=b'})`]: [
      'ArgumentError',
      'header not allowed: Cookie',
    ],
    [`http.post('${api.origin}/echo', body=b'x' * 1_048_577)`]: [
      'LimitError',
      'request body exceeds max size',
    ],
    [`http.request('BREW', '${api.origin}/echo')`]: ['ArgumentError', 'unsupported method: BREW'],
    [`${get('/status?code=500')}.raise_for_status()`]: [
      'NetworkError',
      expect.stringMatching(/^500 Server Error: /),
    ],
  };
  const errors = await session.json<string[][]>(errorsOf(Object.keys(failures)));
  expect(errors.map(([type, message]) => [type, message])).toEqual(Object.values(failures));
});

test('a device without a network is told from a server that does not answer', async ({
  createSession,
  apiTab,
  browserName,
  api,
}) => {
  const context = apiTab.context();
  const session = await createSession({ allowedHosts: ['127.0.0.1'] });
  const ask = (): Promise<string[][]> =>
    session.json<string[][]>(errorsOf([`http.get('${api.origin}/echo').status_code`]));
  const offline = [
    expect.arrayContaining(['NetworkError', 'request failed: this device is offline']),
  ];
  // The first time broker.html is not there yet, either. Firefox tells nobody that a frame did not load: there that
  // would take the time limit of ten seconds.
  if (browserName === 'firefox') await ask();
  api.log.length = 0;
  for (let time = 0; time < 2; time += 1) {
    await context.setOffline(true);
    expect(await ask()).toEqual(offline);
    await context.setOffline(false);
    expect(await ask()).toEqual([['none', '200']]);
  }
  expect(api.log).toHaveLength(2);
});

base(
  'a page over https cannot ask over http, and the error says what to try',
  async ({ page, site, hostChannel }) => {
    base.skip(hostChannel !== 'auto', 'how a host call blocks changes nothing in this');
    const secure = 'https://goru.test';
    // The same site, as if it lay on a server with a certificate.
    await page.route(`${secure}/**`, async (route) => {
      const url = route.request().url().replace(secure, site.origin);
      await route.fulfill({ response: await route.fetch({ url }) });
    });
    const opened = await PageSession.open(page, secure);
    const session = await opened.start({
      channel: 'auto',
      hotSpare: false,
      allowedHosts: ['plain.test'],
    });
    expect(await session.json(errorsOf([`http.get('http://plain.test/a?b=c')`]))).toEqual([
      [
        'NetworkError',
        'request failed: a page over https may not send a request over http (mixed content)',
        'Try https://plain.test/a?b=c',
      ],
    ]);
  },
);

test('requests run side by side, show their progress, and end when they are cancelled', async ({
  createSession,
  api,
}) => {
  const session = await createSession({ allowedHosts: ['127.0.0.1'] });
  const statuses = await session.json<number[]>(`
import asyncio, json
responses = await asyncio.gather(*[
    http.async_get('${api.origin}/slow?ms=150', params={'i': i}) for i in range(30)])
print(json.dumps([r.status_code for r in responses]))`);
  expect(statuses).toEqual(Array.from({ length: 30 }, () => 200));
  // Browsers open six connections to one host.
  expect(api.mostAtOnce()).toBeGreaterThanOrEqual(3);

  expect(await session.json(errorsOf([`http.get('${api.origin}/drip').text`]))).toEqual([
    ['none', "'xxxxx'"],
  ]);
  const events = await session.events();
  // On a busy machine a short answer may be long enough under way to be reported, too.
  expect(events).toContainEqual({
    progress: expect.objectContaining({ url: `${api.origin}/drip`, totalBytes: 5 }) as unknown,
  });

  await session.run(`
import asyncio
try:
    async with asyncio.timeout(0.3):
        await http.async_get('${api.origin}/never?cancelled')
except TimeoutError:
    pass`);
  await expect.poll(() => isAborted(api, '/never?cancelled')).toBe(true);

  const stopped = session.run(`http.get('${api.origin}/never?stopped')`);
  await expect.poll(() => isAborted(api, '/never?stopped')).toBe(false);
  await session.do('await session.interrupt()');
  expect(await stopped).toMatchObject({ status: 'interrupted' });
  await expect.poll(() => isAborted(api, '/never?stopped')).toBe(true);
  const reports = (await session.events()).flatMap(({ report }) =>
    report === undefined ? [] : [report as goru.HttpReport],
  );
  expect(reports.map(({ outcome }) => outcome)).toEqual([
    ...Array.from({ length: 31 }, () => 'answered'),
    'cancelled',
    'cancelled',
  ]);
});
