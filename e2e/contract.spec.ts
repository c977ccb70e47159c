/** What CONTRACT §1–§5 promise word for word, row by row, in a real session. */
import { expect, testInSharedProfile as base } from './support/fixtures';
import { PageSession } from './support/page-session';
import { SITE_PATH } from './support/site.mjs';

/** The body of a page's function that creates `test.session`; `given` is the channel. */
type StartSession = (createSession: string) => Promise<PageSession>;

const test = base.extend<{ startSession: StartSession }>({
  startSession: async ({ page, site, hostChannel }, use) => {
    const failures: string[] = [];
    page.on('pageerror', ({ message }) => failures.push(message));
    await use(async (createSession) => {
      const session = await PageSession.open(page, site.origin);
      const channel = hostChannel === 'auto' ? {} : { channel: hostChannel };
      await session.do(`test.session = await ${createSession}`, channel);
      return session;
    });
    expect(failures).toEqual([]);
  },
});

/**
 * A program that evaluates expressions and prints as JSON what each of them ends in: its value, or
 * the builtin class and the text of its error. A call of a capability is made with its twin as well,
 * and both must end in the same.
 */
function endingsOf(expressions: readonly string[]): string {
  return `
import ast, errno, json, os
import goru

KINDS = (PermissionError, FileNotFoundError, TimeoutError, ConnectionError, OSError, LookupError, ValueError, TypeError)

def ending(error):
    kind = next((kind.__name__ for kind in KINDS if isinstance(error, kind)), type(error).__name__)
    is_ours = isinstance(error, goru.GoruError) and isinstance(error, RuntimeError) and str(error) == error.args[0]
    number = ' ' + errno.errorcode[error.errno] if isinstance(error, OSError) and is_ours and kind == 'OSError' else ''
    return f'{kind}{number}: {error}' if is_ours else f'(not a GoruError) {type(error).__name__}: {error}'

def of(expression):
    try:
        return repr(eval(expression))
    except Exception as error:
        return ending(error)

async def of_twin(expression):
    try:
        return repr(await eval(expression))
    except Exception as error:
        return ending(error)

def twin_of(expression):
    call = ast.parse(expression, mode='eval').body
    if isinstance(call, ast.Call):
        home, _, name = ast.unparse(call.func).rpartition('.')
        if home in ('fs', 'kv', 'http') or (home == '' and name in goru.__all__):
            return expression.replace(name, f'async_{name}', 1)

endings = []
for expression in ${JSON.stringify(expressions)}:
    told = of(expression)
    twin = twin_of(expression)
    if twin is not None and (told_by_twin := await of_twin(twin)) != told:
        told = f'{told}, but its twin: {told_by_twin}'
    endings.append(told)
print(json.dumps(endings))`;
}

async function endings(
  session: PageSession,
  rows: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const expressions = Object.keys(rows);
  const told = (await session.json(endingsOf(expressions))) as string[];
  return Object.fromEntries(expressions.map((expression, i) => [expression, told[i] ?? '']));
}

test('a session that names nothing is granted nothing', async ({ startSession }) => {
  const session = await startSession('goru.createSession(given)');
  const noKv = 'PermissionError: kv not enabled';
  const noHttp = 'PermissionError: http not enabled';
  const noPackages = 'PermissionError: package installation disabled';
  const noMount = 'PermissionError: permission denied: path not in any mount';
  const url = "'https://api.example.com/'";
  const rows = {
    "kv.get('a')": noKv,
    "kv.set('a', 1)": noKv,
    "kv.delete('a')": noKv,
    'kv.keys()': noKv,
    'kv.items()': noKv,
    'kv.clear()': noKv,
    "'a' in kv": noKv,
    'len(kv)': noKv,
    [`http.get(${url})`]: noHttp,
    [`http.head(${url})`]: noHttp,
    [`http.delete(${url})`]: noHttp,
    [`http.post(${url}, json=1)`]: noHttp,
    [`http.put(${url}, body='x')`]: noHttp,
    [`http.patch(${url}, body=b'x')`]: noHttp,
    [`http.request('OPTIONS', ${url})`]: noHttp,
    // The page's own server is a host like any other.
    "http.get('http://127.0.0.1/')": noHttp,
    // What is no request is told first.
    "http.get('')": 'ValueError: url required',
    "http.get('x' * 8193)": 'ValueError: url exceeds max length',
    "http.get('nowhere')": 'ValueError: invalid url',
    "http.get('file:///etc/passwd')": 'ValueError: scheme must be http or https',
    "install_pkg('six')": noPackages,
    "install_pkg(['six', 'attrs>=20'])": noPackages,
    "install_pkg('')": noPackages,
    "call('get_user', id=1)": 'LookupError: unknown function: get_user',
    "call('constructor')": 'LookupError: unknown function: constructor',
    "fs.read_text('/data/a.txt')": noMount,
    "fs.read_bytes('/etc/passwd')": noMount,
    "fs.read_json('/a.json')": noMount,
    "fs.write_text('/out/a', '')": noMount,
    "fs.write_bytes('/a', b'')": noMount,
    "fs.write_json('/a', 1)": noMount,
    "fs.append_text('/a', '')": noMount,
    "fs.listdir('/')": noMount,
    "fs.stat('/')": noMount,
    "fs.mkdir('/out')": noMount,
    "fs.remove('/usr')": noMount,
    "fs.rename('/tmp/a', '/a')": noMount,
    "fs.copy('/usr/a', '/tmp/a')": noMount,
    "fs.exists('/usr')": 'False',
    'next(fs.walk("/"))': noMount,
    // /tmp needs no grant, and is where the program works.
    'os.getcwd()': "'/tmp'",
    "fs.write_text('note', 'kept')": 'None',
    "fs.read_text('/tmp/note')": "'kept'",
    "open('note').read()": "'kept'",
    "fs.remove('/tmp/note') or fs.listdir('.')": '[]',
    // The interpreter's own files are there for open(), to be read, and for nobody else.
    'len(open(goru.__file__).read()) > 1000': 'True',
    'os.path.basename(goru.__file__) in os.listdir(os.path.dirname(goru.__file__))': 'True',
    'fs.read_text(os.__file__)': noMount,
    'fs.exists(goru.__file__)': 'False',
    'fs.listdir("/usr")': noMount,
    'fs.read_text("/host/channel")': noMount,
    'os.environ': 'environ({})',
  };
  expect(await endings(session, rows)).toEqual(rows);
  const refusals = {
    'open(os.__file__, "a").write("x" * 100_000)': /^\w+Error: /,
    'open(goru.__file__, "a")': /^OSError: .*Read-only/,
    'os.remove(goru.__file__)': /^OSError: .*Read-only/,
    'os.mkdir("/usr/x")': /^\w+Error: /,
    'open("/etc/passwd")': /^FileNotFoundError: /,
    'open("/new", "w")': /^(FileNotFound|Permission)Error: /,
    'open("/tmp/../new", "w")': /^(FileNotFound|Permission)Error: /,
    'open("/host/channel")': /^PermissionError: /,
    'input()': /^EOFError: /,
  };
  const told = await endings(
    session,
    Object.fromEntries(Object.keys(refusals).map((expression) => [expression, ''])),
  );
  for (const [expression, wanted] of Object.entries(refusals)) {
    expect.soft(told[expression]?.replace('(not a GoruError) ', ''), expression).toMatch(wanted);
  }
  expect(await session.do('return session.files.mounts()')).toEqual([
    { path: '/tmp', mode: 'rwc', storage: 'memory', problem: null, problemKind: null },
  ]);
});

test('every refusal has its words, its class and its twin', async ({ startSession }) => {
  const session = await startSession(`goru.createSession({
    ...given,
    kv: true,
    allowedHosts: ['api.example.com'],
    mounts: [
      { path: '/out', mode: 'rwc', source: goru.memoryFiles({ 'full/f.txt': 'f', 'b.txt': 'b' }) },
      { path: '/out/deep', mode: 'ro', source: goru.memoryFiles({ 'd.txt': 'd' }) },
      { path: '/edit', mode: 'rw', source: goru.memoryFiles({ 'e.txt': 'e', 'dir/f.txt': 'f' }) },
      { path: '/data', mode: 'ro', source: goru.memoryFiles({ 'a.txt': 'hello', 'x/y': 'z', 'ä🐍/b': '' }) },
    ],
  })`);

  const notMounted = 'PermissionError: permission denied: path not in any mount';
  const escape = 'PermissionError: permission denied: path escape attempt';
  const readOnly = 'PermissionError: permission denied: read-only mount';
  const noFiles = 'PermissionError: permission denied: cannot create new files';
  const noDirectories = 'PermissionError: permission denied: cannot create directories';
  const files = {
    "fs.read_text('')": 'ValueError: path required',
    "fs.listdir('')": 'ValueError: path required',
    "fs.write_text('', 'x')": 'ValueError: path required',
    "fs.rename('/out/b.txt', '')": 'ValueError: path required',
    "fs.read_text('/data/a.txt\\0')": 'ValueError: invalid path',
    "fs.mkdir('/out/a\\0b')": 'ValueError: invalid path',
    // 4096 bytes of UTF-8, not characters.
    "fs.read_text('/out/' + 'a/' * 2046)": 'ValueError: path too long',
    "fs.stat('/out/' + 'ä' * 2046)": 'ValueError: path too long',
    "fs.exists('/out/' + 'a/' * 2046)": 'False',
    "fs.read_text('/data/' + './' * 2040 + 'x/../a.txt')": "'hello'",
    "fs.read_text('/etc/passwd')": notMounted,
    "fs.read_text('/data-evil/a.txt')": notMounted,
    "fs.read_text('/Data/a.txt')": notMounted,
    "fs.listdir('/')": notMounted,
    "fs.read_text('/data/../etc/passwd')": escape,
    "fs.read_text('/data/../out/b.txt')": escape,
    "fs.read_text('../data/a.txt')": escape,
    "fs.read_text('/../data/a.txt')": escape,
    "fs.write_text('/out/deep/../b.txt', '')": escape,
    "fs.read_text('//data/.//x/../a.txt')": "'hello'",
    "fs.write_text('/data/a.txt', '')": readOnly,
    "fs.write_bytes('/data/new', b'')": readOnly,
    "fs.write_json('/data/a.txt', 1)": readOnly,
    "fs.append_text('/data/a.txt', '')": readOnly,
    "fs.mkdir('/data/new')": readOnly,
    "fs.remove('/data/a.txt')": readOnly,
    "fs.rename('/data/a.txt', '/out/a')": readOnly,
    "fs.rename('/out/b.txt', '/data/b')": readOnly,
    "fs.copy('/out/b.txt', '/data/b')": readOnly,
    // The longest mount decides.
    "fs.write_text('/out/deep/new', '')": readOnly,
    "fs.remove('/out/deep/d.txt')": readOnly,
    "fs.write_text('/edit/new', '')": noFiles,
    "fs.write_bytes('/edit/new', b'')": noFiles,
    "fs.write_json('/edit/new', 1)": noFiles,
    "fs.append_text('/edit/new', '')": noFiles,
    "fs.copy('/out/b.txt', '/edit/new')": noFiles,
    "fs.rename('/edit/e.txt', '/edit/new')": noFiles,
    "fs.mkdir('/edit/new')": noDirectories,
    "fs.mkdir('/edit/dir/new/er')": noDirectories,
    "fs.rename('/edit/dir', '/edit/new')": noDirectories,
    "fs.mkdir('/edit/dir')": 'None',
    "fs.write_text('/edit/e.txt', 'changed')": 'None',
    "fs.append_text('/edit/e.txt', '!')": 'None',
    "open('/edit/e.txt').read()": "'changed!!'",
    "fs.read_text('/data/x')": 'ValueError: cannot read directory: /data/x',
    "fs.read_bytes('/data')": 'ValueError: cannot read directory: /data',
    "fs.copy('/data/x', '/out/x')": 'ValueError: cannot read directory: /data/x',
    "fs.remove('/out/full')": 'ValueError: directory not empty: /out/full',
    // P is the path as the program wrote it.
    "fs.read_text('none.txt')": 'FileNotFoundError: file not found: none.txt',
    "fs.read_bytes('/out/./none')": 'FileNotFoundError: file not found: /out/./none',
    "fs.read_json('/out/none')": 'FileNotFoundError: file not found: /out/none',
    "fs.read_text('/out/b.txt/c')": 'FileNotFoundError: file not found: /out/b.txt/c',
    "fs.stat('/out/none')": 'FileNotFoundError: file not found: /out/none',
    "fs.remove('/out/none')": 'FileNotFoundError: file not found: /out/none',
    "fs.rename('/out/none', '/out/x')": 'FileNotFoundError: file not found: /out/none',
    "fs.copy('/out/none', '/out/x')": 'FileNotFoundError: file not found: /out/none',
    "fs.listdir('/out/none')": 'FileNotFoundError: directory not found: /out/none',
    "fs.listdir('/out/b.txt')": 'FileNotFoundError: directory not found: /out/b.txt',
    "fs.write_text('/out/no/a', '')": 'FileNotFoundError: directory not found: /out/no',
    "fs.exists('/out/b.txt')": 'True',
    "fs.exists('/out/none')": 'False',
    "fs.exists('/etc/passwd')": 'False',
    "fs.exists('/data/../etc/passwd')": 'False',
    "fs.exists('')": 'False',
    "fs.exists('a\\0')": 'False',
    // 10 MB are allowed, one byte more is not; open() knows no such limit.
    "fs.write_bytes('/out/large', bytes(10 * 2**20 + 1))": 'ValueError: content too large',
    "fs.append_text('/out/large', 'x' * (10 * 2**20 + 1))": 'ValueError: content too large',
    "fs.exists('/out/large')": 'False',
    "fs.write_bytes('/out/large', bytes(10 * 2**20))": 'None',
    "len(fs.read_bytes('/out/large'))": '10485760',
    "open('/out/large', 'ab').write(b'x')": '1',
    "fs.read_bytes('/out/large')": 'ValueError: file too large',
    "fs.read_text('/out/large')": 'ValueError: file too large',
    "len(open('/out/large', 'rb').read())": '10485761',
    "fs.copy('/out/large', '/out/copy')": 'None',
    "fs.stat('/out/copy')['size']": '10485761',
    "fs.remove('/out/large') or os.remove('/out/copy')": 'None',
    // Shapes, in this order.
    "fs.listdir('/data')":
      "[{'name': 'a.txt', 'is_dir': False, 'size': 5}, {'name': 'x', 'is_dir': True, 'size': 0}, {'name': 'ä🐍', 'is_dir': True, 'size': 0}]",
    "{**fs.stat('/data/a.txt'), 'mod_time': 0}":
      "{'name': 'a.txt', 'size': 5, 'is_dir': False, 'mod_time': 0}",
    "{**fs.stat('/data/x'), 'mod_time': 0}":
      "{'name': 'x', 'size': 0, 'is_dir': True, 'mod_time': 0}",
    "fs.stat('/data')['name']": "'data'",
    "type(fs.stat('/out/b.txt')['mod_time'])": "<class 'int'>",
    "abs(fs.stat('/edit/e.txt')['mod_time'] - __import__('time').time()) < 60": 'True',
    "list(fs.walk('/data'))":
      "[('/data', ['x', 'ä🐍'], ['a.txt']), ('/data/x', [], ['y']), ('/data/ä🐍', [], ['b'])]",
  };
  expect.soft(await endings(session, files)).toEqual(files);

  const stored = {
    "kv.set('', 1)": 'ValueError: key required',
    "kv.get('')": 'ValueError: key required',
    "kv.delete('')": 'ValueError: key required',
    "'' in kv": 'ValueError: key required',
    "kv.set('k' * 257, 1)": 'ValueError: key too large',
    "kv.set('é' * 129, 1)": 'ValueError: key too large',
    "kv.get('k' * 257)": 'ValueError: key too large',
    "kv.set('é' * 128, 1)": "'ok'",
    "kv.set('v', 'x' * 65_535)": 'ValueError: value too large',
    "kv.set('v', 'x' * 65_534)": "'ok'",
    "kv.delete('missing')": "'ok'",
    "kv.get('missing', 7)": '7',
  };
  expect.soft(await endings(session, stored)).toEqual(stored);

  const notAllowed = 'PermissionError: host not allowed: evil.test';
  const sent = {
    "http.get('')": 'ValueError: url required',
    "http.get('ftp://' + 'x' * 8192)": 'ValueError: url exceeds max length',
    "http.get('http://evil.test/' + 'x' * (8193 - 17))": 'ValueError: url exceeds max length',
    "http.get('http://evil.test/' + 'x' * (8192 - 17))": notAllowed,
    "http.get('http://')": 'ValueError: invalid url',
    "http.get('http://a]b/')": 'ValueError: invalid url',
    "http.get('api.example.com')": 'ValueError: invalid url',
    "http.get('ftp://api.example.com/')": 'ValueError: scheme must be http or https',
    "http.get('javascript:alert(1)')": 'ValueError: scheme must be http or https',
    "http.post('https://evil.test:8443/x', json=1)": notAllowed,
    "http.get('http://EVIL.test/')": notAllowed,
    "http.get('http://[0:0::1]/')": 'PermissionError: host not allowed: [::1]',
    // The host is looked at before the rest of the request.
    "http.request('BREW', 'http://evil.test/')": notAllowed,
    "http.post('http://evil.test/', body=b'x' * (2**20 + 1))": notAllowed,
    "http.request('BREW', 'http://api.example.com/')": 'ValueError: unsupported method: BREW',
    "http.post('http://api.example.com/', body=b'x' * (2**20 + 1))":
      'ValueError: request body exceeds max size',
  };
  expect.soft(await endings(session, sent)).toEqual(sent);
});

test('whatever the site keeps or locks is named after its path', async ({ playground, page }) => {
  await playground.open({
    code: `kv.set('a', 1)\nopen('/work/a.txt', 'w').write('a')\nprint('kept')`,
  });
  await playground.run();
  await playground.waitForOutputLine('kept');
  const names = await page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const root = await navigator.storage.getDirectory();
    const folders: string[] = [];
    for await (const name of root.keys()) folders.push(name);
    const workers = await navigator.serviceWorker.getRegistrations();
    return {
      databases: (await indexedDB.databases()).map(({ name }) => name ?? ''),
      caches: await caches.keys(),
      locks: [...held, ...pending].map(({ name }) => name ?? ''),
      folders,
      texts: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
      workers: workers.map(({ scope }) => new URL(scope).pathname),
    };
  });
  expect(await page.evaluate(() => document.cookie)).toBe('');
  // A folder's name cannot have a slash.
  const paths = [SITE_PATH, encodeURIComponent(SITE_PATH)];
  for (const [place, found] of Object.entries(names)) {
    // Only the fallback needs a service worker.
    if (place !== 'workers') expect.soft(found, place).not.toEqual([]);
    const strangers = found.filter((name) => !paths.some((path) => name.includes(path)));
    expect.soft(strangers, place).toEqual([]);
  }
});
