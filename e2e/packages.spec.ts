/** Packages as a program in the page asks for them and uses them, from an index on loopback. */
import { expect } from './support/fixtures';
import { makeWheel } from './support/make-wheel.mjs';
import { answer, LESSONS, test } from './support/package-fixtures';
import { PageSession } from './support/page-session';
import { createIndex } from './support/python-index-server.mjs';

const RENDER = `%pip install jinja2
from jinja2 import Template
print(Template('Hello {{ name }}!').render(name='Ada'))`;

test('a program asks before it installs, and then uses real packages', async ({
  playground,
  page,
  index,
}) => {
  await playground.open({ code: RENDER });
  await playground.run();
  const dialog = page.getByRole('dialog', { name: 'Install packages?' });
  await expect(dialog).toContainText('jinja2');
  await expect(dialog).toContainText('main.py:1');
  // The index hears of it when somebody wants to know more.
  expect(index.requestCount()).toBe(0);
  await expect(dialog).toHaveAttribute('aria-busy', 'false'); // until then it is deaf
  await dialog.getByRole('button', { name: 'Show versions and sizes' }).click();
  await expect(
    dialog.getByRole('row', { name: /^markupsafe 2\.1\.\d+ \d+(\.\d)? KB$/ }),
  ).toBeVisible();
  await answer(page, 'Install');
  await playground.waitForOutputLine('Hello Ada!');
  expect(await playground.output()).toMatch(/Installed Jinja2 [\d.]+, MarkupSafe [\d.]+\n/);
  // MarkupSafe has compiled parts, and works without.
  await playground.run(`import markupsafe._native, importlib.metadata as metadata
print(metadata.version('markupsafe'), markupsafe.escape('<b>'))`);
  await playground.waitForOutput(/2\.1\.\d+ &lt;b&gt;/);
});

test('what was refused is not installed, and the program is told', async ({
  playground,
  page,
  index,
}) => {
  await playground.open({ code: `install_pkg('six')` });
  await playground.run();
  await answer(page, 'Don’t install');
  await playground.waitForOutput('package "six" not allowed');
  expect(index.requestCount()).toBe(0);
});

const FETCH = (origin: string): string => `%pip install requests
import requests
try:
    r = requests.get('${origin}/echo?a=1', headers={'X-Mine': 'yes'})
    print(r.status_code, r.reason, r.headers['X-From-Server'], r.json()['path'])
    print(r.json()['headers']['x-mine'], r.history, r.url)
    r = requests.post('${origin}/echo', json={'name': 'Ada'})
    print(r.status_code, r.json()['method'], r.json()['headers']['content-type'], r.json()['body'])
    print(requests.head('${origin}/status?code=202').status_code)
except requests.RequestException as error:
    print('no:', type(error).__name__, error)`;

test('requests sends what the person at the page allows, and nothing else', async ({
  playground,
  page,
  index: _,
  api,
}) => {
  await playground.open({ code: FETCH(api.origin) });
  await playground.run();
  await answer(page, 'Always allow'); // the packages, for the second run as well
  const dialog = page.getByRole('dialog', { name: 'Allow network access?' });
  // 3.12, which its builders compiled without optimizing, takes 6 s to import requests on a busy machine.
  await expect(dialog).toContainText(`GET ${api.origin}/echo?a=1`, { timeout: 30_000 });
  await answer(page, 'Deny');
  await playground.waitForOutput(/^no: ConnectionError .*host not allowed: localhost/m);
  expect(await playground.output()).toMatch(
    /^Installed certifi [\d.]+, charset-normalizer [\d.]+, idna [\d.]+, requests [\d.]+, urllib3 2[\d.]+$/m,
  );
  expect(api.log).toEqual([]);
  await playground.run();
  await expect(dialog).toBeVisible();
  await answer(page, 'Allow once');
  await playground.waitForOutputLine(`200 OK yes /echo?a=1`);
  await playground.waitForOutputLine(`yes [] ${api.origin}/echo?a=1`);
  await playground.waitForOutputLine('200 POST application/json {"name": "Ada"}');
  await playground.waitForOutputLine('202');
  const sent = api.log.filter(({ method }) => method !== 'OPTIONS');
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /echo?a=1',
    'POST /echo',
    'HEAD /status?code=202',
  ]);
});

const MANY = `install_pkg(['attrs', 'beautifulsoup4', 'jinja2', 'packaging', 'pydantic<2', 'python-dateutil', 'pyyaml', 'toml'])
import attrs, bs4, dateutil.rrule, datetime, jinja2, packaging.specifiers, pydantic, toml, yaml

@attrs.frozen
class Point:
    x: int = attrs.field(converter=int)

class User(pydantic.BaseModel):
    name: str
    tags: list[int] = []

try:
    User(name='Ada', tags=['x'])
except pydantic.ValidationError as error:
    wrong = error.errors()[0]['loc']
days = dateutil.rrule.rrule(dateutil.rrule.WEEKLY, datetime.datetime(2024, 2, 26), count=2)
print('attrs', Point('3'))
print('bs4', bs4.BeautifulSoup('<p>a<b class=c>d</b>', 'html.parser').select_one('.c').text)
print('dateutil', [day.day for day in days])
print('jinja2', jinja2.Template('{% for x in xs %}{{ x|e }}{% endfor %}').render(xs='<a'))
print('packaging', packaging.specifiers.SpecifierSet('>=2,<3').contains('2.5'))
print('pydantic', User(name='Ada', tags=['1']).json(), wrong)
print('toml', toml.loads('[a]\\nb = [1, 2]'))
print('yaml', yaml.safe_load('{a: [1, 2.5, null]}'))`;

test('packages of every kind do what they are for', async ({ playground, page, index: _ }) => {
  await playground.open({ code: MANY });
  await playground.run();
  await answer(page, 'Install');
  const lines = await playground.waitForOutputLine("yaml {'a': [1, 2.5, None]}", 30_000);
  expect(lines).toEqual(
    expect.arrayContaining([
      'attrs Point(x=3)',
      'bs4 d',
      'dateutil [26, 4]',
      'jinja2 &lt;a',
      'packaging True',
      `pydantic {"name": "Ada", "tags": [1]} ('tags', 0)`,
      "toml {'a': {'b': [1, 2]}}",
    ]),
  );
});

/** Python runs some of these by itself elsewhere; the others have the names of what a session is made of. */
const HOSTILE_FILES = [
  'sitecustomize.py',
  'usercustomize.py',
  'hostile.pth',
  'encodings/__init__.py',
  'json.py',
  'builtins.py',
  'goru/__init__.py',
  'goru/_packages.py',
  '_goru/__init__.py',
  '_goru/advice.py',
  '_goru/urllib3_transport.py',
];

const LOOK = `import importlib.metadata, json, encodings, goru, goru._packages, goru.http, _goru.advice, hostile
modules = encodings, json, goru, goru._packages, goru.http, _goru.advice
print('theirs', [m.__name__ for m in modules if '/site-packages/' in m.__file__])
print(hostile.NAME, importlib.metadata.version('hostile'), goru.kv is kv)`;

test('a package takes the place of nothing that a session is made of', async ({
  playground,
  page,
  index,
}) => {
  const evil = "import sys\nprint('taken over', file=sys.stderr)\n";
  const summary = '<img src="x" onerror="document.title = 1"> \u202ebad';
  const hostile = makeWheel({
    name: 'hostile',
    version: '1.0',
    files: {
      ...Object.fromEntries(HOSTILE_FILES.map((path) => [path, evil])),
      'hostile.py': "NAME = 'itself'\n",
    },
    metadata: `Metadata-Version: 2.1\nName: hostile\nVersion: 1.0\nSummary: ${summary}\n\n`,
  });
  index.add([hostile]);
  await playground.open({ code: `install_pkg('hostile')\n${LOOK}` });
  await playground.run();
  await answer(page, 'Install');
  const inFirst = await playground.waitForOutputLine('itself 1.0 True');
  // The next interpreter starts with it.
  await playground.click('Reset session');
  await playground.click('Clear output');
  await playground.run(LOOK);
  const inSecond = await playground.waitForOutputLine('itself 1.0 True');
  for (const lines of [inFirst, inSecond]) {
    expect(lines).toContain('theirs []');
    expect(lines).not.toContain('taken over');
  }
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await expect(
    page.getByText('<img src="x" onerror="document.title = 1"> bad', { exact: true }),
  ).toBeVisible();
});

test('Stop during an installation leaves nothing of it', async ({ playground, page, index }) => {
  index.breakWith({ kind: 'slow', delayMs: 120_000 }, { on: 'wheel', project: 'six' });
  await playground.open({ code: `install_pkg('python-dateutil')` });
  await playground.run();
  await answer(page, 'Install');
  // The one that was asked for is there, and what it needs is under way.
  await expect.poll(() => index.requestCount('wheel')).toBe(2);
  await playground.click('Stop');
  await playground.waitForStatus('Ready');
  await playground.waitForOutputLine('Stopped at line 1');
  await playground.run(`from importlib.util import find_spec
print('found', find_spec('dateutil'), find_spec('six'))`);
  await playground.waitForOutputLine('found None None');
  index.repair();
  await playground.run(`install_pkg('python-dateutil')
import dateutil.parser
print(dateutil.parser.parse('3 May 2024').date())`);
  await answer(page, 'Install');
  await playground.waitForOutputLine('2024-05-03');
});

test('an address is installed from when its host is granted, and a redirect leads nowhere else', async ({
  page,
  site,
  hostChannel,
  index,
  wheels,
}) => {
  const other = await createIndex(typeof wheels === 'string' ? [] : wheels);
  const file = (name: string) => {
    const found =
      typeof wheels === 'string' ? undefined : wheels.find((one) => one.filename.startsWith(name));
    return `${index.origin}/files/${found?.filename ?? ''}`;
  };
  const session = await PageSession.open(page, site.origin);
  const granted = { allowedHosts: [new URL(index.origin).host], allowedPackages: ['*'] };
  await session.start({ ...granted, channel: hostChannel, packageIndex: index.url });
  const install = (requirement: string) =>
    session.run(`install_pkg(${JSON.stringify(requirement)})`);
  // The page has told the index nothing, and asks it for nothing.
  expect(await install(`six @ ${file('six-')}`)).toMatchObject({ status: 'ok' });
  expect(index.requestCount('project')).toBe(0);
  expect(await session.json('import six\nprint(json.dumps(six.__name__))')).toBe('six');
  expect(await install(`six @ ${other.origin}/files/six-1.0-py3-none-any.whl`)).toMatchObject({
    type: 'goru.GoruPermissionError',
    message: 'host not allowed: 127.0.0.1',
  });
  index.breakWith({ kind: 'redirect', to: other.origin });
  const redirected = await install(`markupsafe @ ${file('markupsafe-')}`);
  expect(redirected.status).toBe('error');
  expect(redirected.status === 'error' && redirected.message).toMatch(
    /^request failed: .*redirect/,
  );
  expect(other.requestCount()).toBe(0);
  await other.close();
});

const SCRIPT = `# /// script
# requires-python = ">=3.12"
# dependencies = ["lesson>=1"]
# ///
import importlib.util
if importlib.util.find_spec('lesson'):
    import lesson
    print('lesson', lesson.V)
else:
    print('no', 'lesson')`;

test('a program gets what its script block names, if somebody wants it to', async ({
  playground,
  page,
  index,
}) => {
  index.add(LESSONS);
  await playground.open({ code: SCRIPT });
  await playground.run();
  const dialog = page.getByRole('dialog', { name: 'Install packages?' });
  await expect(dialog).toContainText('lesson>=1');
  await expect(dialog).toContainText('main.py:1');
  expect(index.requestCount()).toBe(0);
  await answer(page, 'Don’t install');
  await playground.waitForOutputLine('no lesson');
  expect(await playground.output()).toContain(
    'package "lesson" not allowed: the program runs without what its script block asks for',
  );
  await playground.run();
  await answer(page, 'Always allow');
  await playground.waitForOutputLine('lesson 2.0');
  expect(await playground.output()).toContain('Installed lesson 2.0\n');
  // It is there: nobody is asked, no index either.
  index.forgetRequests();
  await playground.run(SCRIPT.replace("'lesson', l", "'again', l"));
  await playground.waitForOutputLine('again 2.0');
  expect(index.requestCount()).toBe(0);
  await playground.run('# /// script\n# requires-python = "<3"\n# ///\nprint("not", "reached")');
  await playground.waitForOutput(/this program needs Python <3, and this is Python 3\.1\d\.\d+/);
  expect(await playground.output()).not.toContain('not reached');
  // What was allowed for always can be taken back.
  await page.getByRole('button', { name: 'Packages', exact: true }).click();
  await page.getByRole('button', { name: 'Remove lesson', exact: true }).click();
  await page.getByRole('button', { name: 'Ask again about lesson' }).click();
  await playground.run(SCRIPT);
  await answer(page, 'Don’t install');
});
