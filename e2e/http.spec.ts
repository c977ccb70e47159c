/** CONTRACT §5 against real servers: what programs can send, and what never leaves the page. */
import type { Page } from '@playwright/test';
import type * as goru from '../src/index';
import type { RunResult, SessionOptions } from '../src/index';
import { startApiServer } from './support/api-server.mjs';
import type { ApiServer, LoggedRequest } from './support/api-server.mjs';
import { expect, testInSharedProfile as base } from './support/fixtures';
import { escapedErrors } from './support/harmless-problems';
import { PageSession } from './support/page-session';
import { ELSEWHERE_PATH, SITE_PATH } from './support/site.mjs';

/** What the page answers when it is asked about a host; a list is used up in order. */
type Decisions = 'once' | 'always' | 'deny' | 'never';

interface HttpSession {
  page: Page;
  run: (source: string) => Promise<RunResult>;
  /** Runs a program that must end well; what it printed, as JSON. */
  json: <T>(source: string) => Promise<T>;
  /** What the page was told, in order: questions, reports, progress, statuses. */
  events: () => Promise<Record<string, unknown>[]>;
  do: (body: string) => Promise<unknown>;
}

interface HttpFixtures {
  createSession: (
    options?: Pick<SessionOptions, 'allowedHosts' | 'limits'> & { decisions?: Decisions },
  ) => Promise<HttpSession>;
}

interface HttpWorkerFixtures {
  /** With a cookie, and the product's service worker for the site: one for all tests, each with sessions of its own. */
  apiTab: Page;
  /** On 127.0.0.1, like the site, but of another origin. */
  api: ApiServer;
  /** On localhost: another host, that programs may be kept from. */
  other: ApiServer;
}

const test = base.extend<HttpFixtures, HttpWorkerFixtures>({
  api: [
    async ({ site: _ }, use) => {
      await serve('127.0.0.1', '127.0.0.1', use);
    },
    { scope: 'worker' },
  ],
  other: [
    async ({ site: _ }, use) => {
      await serve('127.0.0.1', 'localhost', use);
    },
    { scope: 'worker' },
  ],
  apiTab: [
    async ({ browser, site, api }, use) => {
      const page = await browser.newPage();
      await page.goto(`${site.origin}${ELSEWHERE_PATH}blank.html`);
      await leaveCookie(page, api);
      await registerServiceWorker(page);
      await use(page);
      await page.close();
    },
    { scope: 'worker' },
  ],
  createSession: async ({ apiTab: page, hostChannel, api, other }, use) => {
    api.log.length = 0;
    other.log.length = 0;
    // Firefox reports as errors of the page what the browser held back on purpose.
    const heldBack = /violates the following directive|The Same Origin Policy/;
    const failures = escapedErrors(page, hostChannel, heldBack);
    await use(async (options = {}) => {
      await page.evaluate(
        async ({ url, options: { decisions, ...plain } }) => {
          const library = (await import(url)) as typeof goru;
          const events: unknown[] = [];
          const session = await library.createSession({
            ...plain,
            onHttpRequest: (report) => void events.push({ report }),
            onHttpProgress: (progress) => void events.push({ progress }),
            onStatus: ({ state }) => void events.push({ state }),
            ...(decisions === undefined
              ? {}
              : {
                  onHostRequest: ({ signal, ...request }) => {
                    events.push({ request });
                    signal.addEventListener('abort', () =>
                      events.push({ takenBack: request.host }),
                    );
                    return decisions === 'never' ? new Promise(() => undefined) : decisions;
                  },
                }),
          });
          const { test } = globalThis as unknown as { test?: { sessions: goru.Session[] } };
          const sessions = [...(test?.sessions ?? []), session];
          Object.assign(globalThis, { test: { session, events, sessions } });
        },
        { url: `${SITE_PATH}goru.js`, options: { channel: hostChannel, ...options } },
      );
      return httpSession(page);
    });
    await page.evaluate(() => {
      const { test } = globalThis as unknown as { test?: { sessions: goru.Session[] } };
      for (const session of test?.sessions ?? []) session.close();
      Object.assign(globalThis, { test: undefined });
    });
    expect(failures).toEqual([]);
    const revealing = ({ headers }: LoggedRequest) => headers.cookie ?? headers.referer;
    expect([...api.log, ...other.log].filter(revealing)).toEqual([]);
  },
});

/** Cookies know no ports: what is set for the site's 127.0.0.1, `api` there gets from whoever does not hold it back. */
async function leaveCookie(page: Page, api: ApiServer): Promise<void> {
  await page.evaluate(async (url) => {
    document.cookie = 'secret=cookie; path=/';
    await fetch(url, { credentials: 'include', mode: 'no-cors', referrerPolicy: 'unsafe-url' });
  }, `${api.origin}/echo?control`);
  const [control] = api.log.splice(0);
  expect(control?.headers.cookie).toBe('secret=cookie');
  expect(control?.headers.referer).toBe(page.url());
}

/** In control of whatever the site serves from here on. */
async function registerServiceWorker(page: Page): Promise<void> {
  await page.evaluate(async (url) => {
    await navigator.serviceWorker.register(url);
    await new Promise<void>((resolve) => {
      const check = async (): Promise<void> => {
        const scope = new URL('.', new URL(url, location.href)).href;
        const registration = await navigator.serviceWorker.getRegistration(scope);
        if (registration?.active?.state === 'activated') resolve();
        else setTimeout(() => void check(), 20);
      };
      void check();
    });
  }, `${SITE_PATH}goru-sw.js`);
}

async function serve(
  address: string,
  name: string,
  use: (server: ApiServer) => Promise<void>,
): Promise<void> {
  const server = await startApiServer(address, name);
  await use(server);
  await server.close();
}

function httpSession(page: Page): HttpSession {
  const run = (source: string): Promise<RunResult> =>
    page.evaluate(
      (text) =>
        (globalThis as unknown as { test: { session: goru.Session } }).test.session.run(text),
      source,
    );
  const inPage = (body: string): Promise<unknown> =>
    page.evaluate(
      (code) =>
        // The test's own text, not a program's.
        // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call
        new Function(`with (globalThis.test) { return (async () => { ${code} })(); }`)() as unknown,
      body,
    );
  return {
    page,
    run,
    json: async <T>(source: string) => {
      const result = await run(source);
      expect(result).toMatchObject({ status: 'ok', stderr: '' });
      return JSON.parse(result.stdout) as T;
    },
    events: () => inPage('return events') as Promise<Record<string, unknown>[]>,
    do: inPage,
  };
}

/** A program that tells, for each of its expressions, the error it ends in. */
function errorsOf(expressions: readonly string[]): string {
  return `
import json
errors = []
for expression in ${JSON.stringify(expressions)}:
    try:
        value = eval(expression)
        errors.append(['none', repr(value)])
    except Exception as e:
        errors.append([type(e).__name__, str(e), *getattr(e, '__notes__', [])])
print(json.dumps(errors))`;
}

test('a redirect to a host that is not granted never reaches it', async ({
  createSession,
  api,
  other,
}) => {
  const session = await createSession({ allowedHosts: ['127.0.0.1'] });
  const away = encodeURIComponent(`${other.origin}/echo`);
  const home = encodeURIComponent(`${api.origin}/echo?hop=2`);
  const reason = '127.0.0.1 redirected to a host that is not allowed';
  const blocked = [
    'NetworkError',
    `request failed: ${reason}`,
    expect.stringContaining('does not tell where it led'),
  ];
  const errors = await session.json<string[][]>(
    errorsOf([
      `http.get('${api.origin}/redirect?to=${away}')`,
      `http.post('${api.origin}/redirect?code=307&to=${away}', body='secret')`,
      `http.get('${api.origin}/redirect?to=${encodeURIComponent(`${api.origin}/redirect?to=${away}`)}')`,
      `http.get('${api.origin}/redirect?to=${home}').url`,
      `http.post('${api.origin}/redirect?code=307&to=${home}', body='kept').json()['body']`,
      `http.get('${other.origin}/echo')`,
      `http.get('${api.origin}/redirect?to=data%3A,x')`,
    ]),
  );
  expect(errors).toEqual([
    blocked,
    blocked,
    blocked,
    ['none', `'${api.origin}/echo?hop=2'`],
    ['none', `'kept'`],
    ['GoruPermissionError', 'host not allowed: localhost'],
    expect.arrayContaining(['NetworkError']),
  ]);
  // All at once, so that the reports of the browser get in each other's way.
  const together = await session.json<string[]>(`
import asyncio, json
async def kind(coroutine):
    try:
        return (await coroutine).text[:1]
    except Exception as e:
        return str(e)[16:]
print(json.dumps(await asyncio.gather(*[
    kind(http.async_get(url)) for url in
    ['${api.origin}/redirect?to=${away}', '${api.origin}/echo'] * 4])))`);
  expect(new Set(together)).toEqual(new Set([reason, '{']));
  expect(other.log).toEqual([]);

  // The service worker was there to break it, had it answered for other origins.
  const frame = session.page.frames().find((candidate) => candidate.url().endsWith('/broker.html'));
  expect(await frame?.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toMatch(
    /goru-sw\.js$/,
  );

  // Granting the other host is another frame; taking the grant back is the first one again.
  await session.do(`session.allowHost('localhost:${other.host.split(':')[1] ?? ''}')`);
  const granted = `http.get('${api.origin}/redirect?to=${away}').json()['path']`;
  expect(await session.json(errorsOf([granted]))).toEqual([['none', `'/echo'`]]);
  await session.do(`session.disallowHost('localhost:${other.host.split(':')[1] ?? ''}')`);
  other.log.length = 0;
  expect(await session.json(errorsOf([granted]))).toEqual([blocked]);
  expect(other.log).toEqual([]);
});

test('hosts that only look granted are refused, and nothing is sent', async ({
  createSession,
  api,
  other,
}) => {
  const session = await createSession({ allowedHosts: ['127.0.0.1', 'api.example.com'] });
  const port = other.host.split(':')[1] ?? '';
  const refused: Record<string, string> = {
    [`http://localhost:${port}/`]: 'host not allowed: localhost',
    [`http://127.0.0.1@localhost:${port}/`]: 'host not allowed: localhost',
    [`http://127.0.0.1.nip.test:${port}/`]: 'host not allowed: 127.0.0.1.nip.test',
    'http://api.example.com.evil.test/': 'host not allowed: api.example.com.evil.test',
    'http://notapi.example.com/': 'host not allowed: notapi.example.com',
    'http://example.com/': 'host not allowed: example.com',
    'http://api.example.com./': 'host not allowed: api.example.com.',
    'http://\u{ff41}pi.example.com.evil.test/': 'host not allowed: api.example.com.evil.test',
    [`http://[::ffff:127.0.0.1]:${port}/`]: 'host not allowed: [::ffff:7f00:1]',
    [`http://[::1]:${port}/`]: 'host not allowed: [::1]',
    'http://2130706434/': 'host not allowed: 127.0.0.2',
    'http://0177.0.0.2/': 'host not allowed: 127.0.0.2',
    'http://0x7f000002/': 'host not allowed: 127.0.0.2',
    'data:text/plain,x': 'scheme must be http or https',
    'blob:http://127.0.0.1/0': 'scheme must be http or https',
    'file:///etc/passwd': 'scheme must be http or https',
    'ws://127.0.0.1/': 'scheme must be http or https',
    '/relative': 'invalid url',
    '': 'url required',
  };
  const errors = await session.json<string[][]>(
    errorsOf(Object.keys(refused).map((url) => `http.get(${JSON.stringify(url)})`)),
  );
  expect(errors.map(([, message]) => message)).toEqual(Object.values(refused));
  expect(other.log).toEqual([]);
  expect(api.log).toEqual([]);
  // Every form of the granted address is that address.
  const apiPort = api.host.split(':')[1] ?? '';
  const forms = ['127.1', '0x7f.1', '2130706433', '0177.0.0.1'];
  expect(
    await session.json(
      errorsOf(forms.map((form) => `http.get('http://${form}:${apiPort}/echo').status_code`)),
    ),
  ).toEqual(forms.map(() => ['none', '200']));
});

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

test('a person is asked about a host once, and the clocks stop meanwhile', async ({
  createSession,
  api,
  other,
}) => {
  const session = await createSession({ decisions: 'once' });
  expect(
    await session.json(`
import asyncio, json
answers = await asyncio.gather(*[http.async_get('${other.origin}/echo?' + str(i)) for i in range(5)])
answers.append(http.post('${api.origin}/echo', body='x'))
print(json.dumps([r.status_code for r in answers]))`),
  ).toEqual([200, 200, 200, 200, 200, 200]);
  const requests = (await session.events()).flatMap(({ request }) =>
    request === undefined ? [] : [request],
  );
  expect(requests).toEqual([
    { host: other.host, method: 'GET', url: `${other.origin}/echo?0`, line: 3 },
    { host: api.host, method: 'POST', url: `${api.origin}/echo`, line: 4 },
  ]);
  expect(await session.do('return session.allowedHosts')).toEqual([]);
  const states = (await session.events()).flatMap(({ state }) =>
    state === undefined ? [] : [state],
  );
  expect(states).toContain('waiting-for-permission');
  expect(states.at(-1)).toBe('ready');
});

test('nobody can be pestered, and a question ends with the run that asked', async ({
  createSession,
  other,
}) => {
  const session = await createSession({ decisions: 'deny' });
  expect(
    await session.json(`
import json
refused = set()
for i in range(1000):
    try:
        http.get(f'http://host-{i}.test/')
    except PermissionError as e:
        refused.add(str(e).rpartition('-')[0])
print(json.dumps(sorted(refused)))`),
  ).toEqual(['host not allowed: host']);
  const questions = (await session.events()).filter(({ request }) => request !== undefined);
  expect(questions).toHaveLength(5);
  expect((await session.run('print(http)')).status).toBe('ok');

  const waiting = await createSession({ decisions: 'never', limits: { runTimeoutMs: 500 } });
  const stopped = waiting.run(`http.get('${other.origin}/echo')`);
  await expect.poll(() => waiting.do('return session.status.state')).toBe('waiting-for-permission');
  // Longer than the run may take: its clock stands still.
  await waiting.do('await new Promise((resolve) => setTimeout(resolve, 700))');
  expect(await waiting.do('return session.status.state')).toBe('waiting-for-permission');
  await waiting.do('await session.interrupt()');
  expect(await stopped).toMatchObject({ status: 'interrupted' });
  expect(await waiting.events()).toContainEqual({ takenBack: other.host });
  expect(other.log).toEqual([]);
});

test('urllib.request and http.client go through the same grants', async ({
  createSession,
  api,
  other,
}) => {
  const session = await createSession({ allowedHosts: ['127.0.0.1'] });
  const result = await session.json<Record<string, unknown>>(`
import json, os, tempfile, urllib.request, urllib.error, http.client
from urllib.parse import quote
api, other = '${api.origin}', '${other.origin}'
out = {}
with urllib.request.urlopen(api + '/echo', timeout=10) as r:
    sent = json.load(r)
    out['get'] = [r.status, sent['method'], r.geturl() == api + '/echo']
    out['agent'] = 'Python' in sent['headers']['user-agent']
r = urllib.request.urlopen(api + '/redirect?to=' + quote(api + '/echo'))
out['redirected'] = r.geturl() == api + '/echo'
out['gzip'] = len(json.load(urllib.request.urlopen(api + '/gzip'))['text'])
posted = urllib.request.Request(api + '/echo', data=b'{}', headers={'Content-Type': 'application/json'})
out['post'] = json.load(urllib.request.urlopen(posted))['body']
path = os.path.join(tempfile.mkdtemp(), 'f')
urllib.request.urlretrieve(api + '/bytes?count=50000', path)
out['file'] = os.path.getsize(path)
try:
    urllib.request.urlopen(api + '/status?code=404&body=gone')
except urllib.error.HTTPError as e:
    out['404'] = [e.code, e.read().decode()]
for name, url in (('denied', other + '/echo'), ('elsewhere', api + '/redirect?to=' + quote(other + '/echo'))):
    try:
        urllib.request.urlopen(url)
    except urllib.error.URLError as e:
        out[name] = str(e.reason)
try:
    urllib.request.urlopen(api + '/never', timeout=0.3)
except (urllib.error.URLError, TimeoutError) as e:
    out['timeout'] = isinstance(getattr(e, 'reason', e), TimeoutError)
connection = http.client.HTTPConnection('${api.host}')
connection.request('PUT', '/echo', body='x', headers={'X-A': 'b'})
response = connection.getresponse()
sent = json.loads(response.read())
out['client'] = [response.status, response.getheader('X-From-Server'), sent['body'], sent['headers']['x-a']]
out['https'] = hasattr(http.client, 'HTTPSConnection') and hasattr(urllib.request, 'HTTPSHandler')
print(json.dumps(out))`);
  expect(result).toEqual({
    get: [200, 'GET', true],
    agent: false,
    redirected: true,
    gzip: 3000,
    post: '{}',
    file: 50_000,
    404: [404, 'gone'],
    denied: 'host not allowed: localhost',
    elsewhere: 'request failed: 127.0.0.1 redirected to a host that is not allowed',
    timeout: true,
    client: [200, 'yes', 'x', 'b'],
    https: true,
  });
  expect(other.log).toEqual([]);
});

test('an IPv6 address can be granted, and redirects from there are refused', async ({
  createSession,
  other,
}) => {
  const six = await startApiServer('::1');
  try {
    const session = await createSession({ allowedHosts: ['[0:0:0:0:0:0:0:1]'] });
    const away = encodeURIComponent(`${other.origin}/echo`);
    const errors = await session.json<string[][]>(
      errorsOf([
        `http.get('${six.origin}/echo').status_code`,
        `http.get('${six.origin}/redirect?to=${away}')`,
      ]),
    );
    expect(errors).toEqual([['none', '200'], expect.arrayContaining(['NetworkError'])]);
    expect(other.log).toEqual([]);
  } finally {
    await six.close();
  }
});

/** Undefined until the request has arrived. */
function isAborted(server: ApiServer, path: string): boolean | undefined {
  return server.log.find((request) => request.path === path)?.isAborted;
}
