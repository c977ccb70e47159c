/** CONTRACT §5 against real servers: who is asked, and what never leaves the page. */
import { startApiServer } from './support/api-server.mjs';
import { expect } from './support/fixtures';
import { errorsOf, test } from './support/http-fixtures';

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
