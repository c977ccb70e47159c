// Checks the artefacts: hashes, imports and exports, and that the interpreter does what we rely on.
// Usage: node check.mjs [FOLDER of artefacts]

import { ok, equal, deepEqual } from 'node:assert/strict';

import { FOLDER, readArtefacts, readManifest } from './artefacts.mjs';
import { realClock, startInterpreter } from './host.mjs';

const EXPORTS = {
  memory: 'memory',
  __stack_pointer: 'global',
  _initialize: 'function',
  goru_alloc: 'function',
  goru_exec: 'function',
  goru_free: 'function',
  goru_init: 'function',
  goru_leave_tables_out: 'function',
  goru_reset_host: 'function',
  goru_set_recursion_limit: 'function',
  goru_tables: 'function',
  goru_tables_bytes: 'function',
  goru_time_zone_table: 'function',
  goru_time_zone_table_bytes: 'function',
};
const SIGINT = 2;

const folder = process.argv[2] ?? FOLDER;
const manifest = readManifest(folder);
const files = readArtefacts(folder);
const module = await WebAssembly.compile(files['python.wasm']);

const start = (options) => startInterpreter(module, files['python313.zip'], options);
const lines = (text) => text.trimEnd().split('\n');

const checks = {
  'imports nothing but WASI and the tick'() {
    const imports = WebAssembly.Module.imports(module).map((i) => `${i.module}.${i.name}`);
    const strangers = imports.filter(
      (name) => !/^wasi_snapshot_preview1\.|^goru\.tick$/.test(name),
    );
    deepEqual(strangers, []);
    deepEqual(imports.sort(), manifest.imports);
  },

  'exports what the host calls'() {
    const exports = Object.fromEntries(
      WebAssembly.Module.exports(module).map(({ name, kind }) => [name, kind]),
    );
    deepEqual(exports, { ...EXPORTS });
  },

  async 'starts as configured'() {
    const host = await start();
    const { stdout, stderr, code } = host.output(`
import sys, signal
print(sys.version.split()[0], sys.platform, sys.path, repr(sys.executable), sys.prefix)
print(sys.flags.safe_path, sys.flags.no_user_site, sys.flags.utf8_mode, sys.flags.dont_write_bytecode)
print(sys.stdin.encoding, sys.stdout.encoding, sys.stderr.encoding, sys.getfilesystemencoding())
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, 'site' in sys.modules)
print(hash('a') == hash('a'), sys.flags.hash_randomization, 'ü €')
`);
    equal(code, 0, stderr);
    deepEqual(lines(stdout), [
      `${manifest.python} wasi ['/usr/local/lib/python313.zip'] '' /usr/local`,
      'True 1 1 1',
      'utf-8 utf-8 utf-8 utf-8',
      'True False',
      'True 0 ü €',
    ]);
  },

  async 'reports errors and exits as python does'() {
    const host = await start();
    deepEqual(host.output('print(1'), {
      code: 1,
      stdout: '',
      stderr:
        '  File "<string>", line 1\n    print(1\n         ^\nSyntaxError: \'(\' was never closed\n',
    });
    const failed = host.output('x = 1\n1 / 0');
    equal(failed.code, 1);
    ok(failed.stderr.endsWith('ZeroDivisionError: division by zero\n'), failed.stderr);
    equal(host.output('print(x)').stdout, '1\n');
    equal(host.output('raise SystemExit').code, 0);
    equal(host.output('raise SystemExit(7)').code, 7);
    deepEqual(host.output("raise SystemExit('bye')"), { code: 1, stdout: '', stderr: 'bye\n' });
    equal(host.output("import sys; sys.stdout.write('no newline')").stdout, 'no newline');
  },

  async 'imports the standard library'() {
    const host = await start();
    const { stdout, stderr, code } = host.output(`
import sys, zipfile, warnings
warnings.simplefilter('ignore')
names = {name.split('/')[0].removesuffix('.pyc') for name in zipfile.ZipFile(sys.path[0]).namelist()}
names |= set(sys.builtin_module_names)
skipped = {'antigravity', 'this', '__main__'}
good, bad = [], {}
for name in sorted(names - skipped):
    try:
        __import__(name)
        good.append(name)
    except BaseException as error:
        bad[name] = f'{type(error).__name__}: {error}'
print(len([name for name in good if not name.startswith('_')]))
for name, why in bad.items(): print(name, why)
`);
    equal(code, 0, stderr);
    const [count, ...bad] = lines(stdout);
    console.log(`    ${count} public modules; not here: ${bad.join('; ')}`);
    ok(Number(count) >= 166, `only ${count} modules can be imported`);
  },

  async 'has the C modules that matter'() {
    const host = await start();
    const { stdout, stderr, code } = host.output(`
import zlib, bz2, lzma, sqlite3, hashlib, json, re, decimal, math, struct, unicodedata
from xml.etree import ElementTree
data = b'abc' * 1000
print(all(m.decompress(m.compress(data)) == data for m in (zlib, bz2, lzma)))
db = sqlite3.connect('/tmp/x.db')
db.execute('create virtual table t using fts5(body)')
db.execute("insert into t values ('a quick fox')")
db.commit()
print(sqlite3.connect('/tmp/x.db').execute("select body from t where t match 'fox'").fetchall())
print(db.execute("select json_extract('[1,2]', '$[1]'), round(cos(0), 1), sqrt(4)").fetchone())
print(hashlib.sha256(b'').hexdigest()[:8], unicodedata.name('€'), decimal.Decimal(1) / 3)
print(ElementTree.fromstring('<a b="1"/>').get('b'), re.sub('b+', '-', 'abba'), math.comb(5, 2))
`);
    equal(code, 0, stderr);
    deepEqual(lines(stdout), [
      'True',
      "[('a quick fox',)]",
      '(2, 1.0, 2.0)',
      'e3b0c442 EURO SIGN 0.3333333333333333333333333333',
      '1 a-a 10',
    ]);
  },

  async 'ends endless recursion with an exception'() {
    const host = await start();
    const cases = {
      function: 'def f(): return f()\nf()',
      attribute: 'class A:\n def __getattr__(s, n): return getattr(s, n + "x")\nA().y',
      repr: 'class B:\n def __repr__(s): return repr(s)\nrepr(B())',
      equality: 'class C:\n def __eq__(s, o): return s == o\nC() == C()',
      'nested list': 'l = []\nfor i in range(100000): l = [l]\ntry: repr(l)\nfinally: del l',
      'nested JSON': 'import json; json.loads("[" * 100000)',
      parentheses: 'eval("(" * 5000 + ")" * 5000)',
      minus: 'eval("-" * 3000 + "1")',
      'long sum': 'eval("+".join(["1"] * 20000))',
      'deep copy': 'import copy\nl = []\nfor i in range(50000): l = [l]\ncopy.deepcopy(l)',
      pickle: 'import pickle\nl = []\nfor i in range(50000): l = [l]\npickle.dumps(l)',
      'key function': 'g = lambda g: sorted([1, 2], key=lambda x: g(g))\ng(g)',
      map: 'def m(x): return list(map(m, [x]))\nm(1)',
      generators: 'def g(n): yield from g(n + 1)\nlist(g(0))',
      'high limit':
        'import sys; sys.setrecursionlimit(50000)\ndef m(x): return list(map(m, [x]))\nm(1)',
    };
    for (const [name, source] of Object.entries(cases)) {
      const { code, stderr } = host.output(source);
      equal(code, 1, `${name}: no exception`);
      ok(
        /^(RecursionError|MemoryError|SyntaxError|AttributeError)/m.test(stderr),
        `${name}: ${stderr.slice(-200)}`,
      );
    }
    equal(host.output('print("alive")').stdout, 'alive\n');
  },

  async 'turns the host tick into KeyboardInterrupt'() {
    const endless = {
      'an empty loop': 'while True: pass',
      recursion: 'def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nf(60)',
      'a generator expression': 'sum(i for i in iter(int, 1))',
      'slow C calls': 'while True: sorted(range(20000, 0, -1))',
      'a regular expression': "import re; re.match('(a+)+$', 'a' * 40 + 'b')",
    };
    for (const [name, source] of Object.entries(endless)) {
      let due = Infinity;
      const tick = () => {
        if (performance.now() < due) return 0;
        due = Infinity;
        return SIGINT;
      };
      const host = await start({ clock: realClock(), tick });
      if (name === 'a regular expression') host.output('import re');
      const wanted = performance.now() + 300;
      due = wanted;
      const { code, stderr } = host.output(source);
      const late = performance.now() - wanted;
      equal(code, 1, name);
      ok(stderr.trimEnd().endsWith('KeyboardInterrupt'), `${name}: ${stderr}`);
      console.log(`    ${name}: after ${late.toFixed(1)} ms`);
    }
  },

  async 'computes the same when its loop is entered anew at every turn'() {
    const program = `
import contextlib, types
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def pairs(n):
    for i in range(n):
        got = yield i, i * i
        if got: yield from (got for _ in range(2))
class Bag:
    def __init__(self): self.items = []
    def __iter__(self): return (item for item in self.items)
    def __lt__(self, other): return len(self.items) < len(other.items)
def tangled(n):
    total = 0
    for i in range(n):
        try:
            with contextlib.suppress(KeyError):
                while True:
                    total += 1
                    if total % 7 == 0: {}[total]
                    if total % 5 == 0: raise ValueError(total)
                    if total % 3 == 0: break
        except ValueError as error:
            total += error.args[0] % 2
        finally:
            total += i
    return total
async def count(n):
    async def numbers():
        for i in range(n):
            await pause()
            yield i
    return sum([i async for i in numbers()])
@types.coroutine
def pause(): yield
def in_turns(waiting):
    done = []
    while waiting:
        task = waiting.pop(0)
        try: task.send(None)
        except StopIteration as end: done.append(end.value)
        else: waiting.append(task)
    return done
bags = [Bag() for _ in range(40)]
for i in range(400): bags[i * i % 40].items.append(i)
walk = pairs(9)
next(walk)
print(fib(15), tangled(500), [list(bag) for bag in sorted(bags)][-3:], walk.send('x'), list(walk))
print(in_turns([count(n) for n in range(20)]), sorted(range(300), key=lambda n: (n * 7919) % 211)[:9])
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
print(deep(900), [x for x in map(lambda n: deep(n % 50), range(200))][-1])
try: deep(5000)
except RecursionError as error: print(error)
def lost():
    for i in range(100):
        if i == 90: raise KeyError(i)
lost()
`;
    const usual = (await start()).output(program);
    // Ten milliseconds pass whenever it looks: then there is a tick every 16 jumps, and each is a new entry.
    let now = 0n;
    let ticks = 0;
    const often = await start({ clock: () => (now += 10_000_000n), tick: () => ((ticks += 1), 0) });
    deepEqual(often.output(program), usual);
    ok(usual.stderr.endsWith('KeyError: 90\n'), usual.stderr);
    ok(ticks > 1000, `${ticks} ticks`);
  },

  async 'lets a program handle SIGINT'() {
    const host = await start({ tick: () => (armed ? ((armed = false), SIGINT) : 0) });
    let armed = false;
    host.output('import signal\nsignal.signal(signal.SIGINT, lambda n, frame: print("caught", n))');
    armed = true;
    equal(host.output('for i in range(100000): pass').stdout, 'caught 2\n');
  },

  async 'knows the local time from the host'() {
    const host = await start();
    const zone = 'import time, datetime as d\n';
    const show = 'print(time.tzname, time.timezone, time.altzone, time.daylight)';
    equal(host.output(zone + show).stdout, "('UTC', 'UTC') 0 0 0\n");
    // Central European time of 2025: daylight saving from 30 March to 26 October, for ever after as then.
    const spans = [
      [0, 3600, 0, 'CET'],
      [1743296400, 7200, 1, 'CEST'],
      [1761440400, 3600, 0, 'CET'],
    ];
    writeTimeZone(host.exports, spans);
    equal(host.exports.goru_reset_host(), 0);
    const { stdout, stderr } = host.output(`
import sqlite3
print(time.localtime(1750000000)[:6], time.localtime(1750000000).tm_zone, time.localtime(1750000000).tm_isdst)
print(d.datetime.fromtimestamp(1740000000).isoformat(), d.datetime(2025, 6, 1, 12).astimezone())
print(time.mktime((2025, 6, 1, 12, 0, 0, 0, 0, -1)), time.mktime((2025, 6, 1, 12, 0, 0, 0, 0, 0)))
print(time.mktime((2025, 3, 30, 2, 30, 0, 0, 0, -1)), time.mktime((2025, 10, 26, 2, 30, 0, 0, 0, -1)))
print(time.strftime('%H:%M %Z %z', time.localtime(1750000000)))
print(sqlite3.connect(':memory:').execute("select datetime(1750000000, 'unixepoch', 'localtime')").fetchone()[0])
${show}
`);
    equal(stderr, '');
    deepEqual(lines(stdout), [
      '(2025, 6, 15, 17, 6, 40) CEST 1',
      '2025-02-19T22:20:00 2025-06-01 12:00:00+02:00',
      '1748772000.0 1748775600.0',
      '1743298200.0 1761438600.0',
      '17:06 CEST +0200',
      '2025-06-15 17:06:40',
      "('CET', 'CEST') -3600 -7200 1",
    ]);
  },

  async 'leaves its tables out, and takes them from the archive when they are needed'() {
    const tablesOf = ({ memory, goru_tables, goru_tables_bytes }) =>
      new Uint8Array(memory.buffer, goru_tables(), goru_tables_bytes());
    const tables = tablesOf((await start()).exports).slice();
    const archive = Buffer.concat([tables, files['python313.zip']]);

    const host = await startInterpreter(module, archive);
    equal(host.output('import csv').stderr, '');
    equal(host.exports.goru_leave_tables_out(), 0);
    ok(tablesOf(host.exports).every((byte) => byte === 0));
    const { stdout, stderr } = host.output(
      'import unicodedata, codecs\nprint(ascii("中".encode("big5")), unicodedata.name("é"))\n'
        + 'print(unicodedata.normalize("NFD", "é") == "e\\u0301", "\\N{SNOWMAN}" == "\\u2603")',
    );
    equal(stderr, '');
    equal(stdout, "b'\\xa4\\xa4' LATIN SMALL LETTER E WITH ACUTE\nTrue True\n");
    deepEqual(tablesOf(host.exports).slice(), tables);
    // They are in use now.
    equal(host.exports.goru_leave_tables_out(), 1);
  },

  async 'is the same again after its memory was restored'() {
    const first = await start({ clock: realClock() });
    first.output('import json, asyncio, re, os\nx = 41\nos.listdir("/tmp")');
    const memory = new Uint8Array(first.exports.memory.buffer.slice());
    const stackPointer = first.exports.__stack_pointer.value;

    const { Host } = await import('./host.mjs');
    const second = new Host({ clock: realClock() });
    second.addFile('usr/local/lib/python313.zip', files['python313.zip']);
    second.addFile('tmp/only-here', 'yes');
    second.attach(await WebAssembly.instantiate(module, second.imports));
    const target = second.exports.memory;
    target.grow((memory.length - target.buffer.byteLength) / 65536);
    new Uint8Array(target.buffer).set(memory);
    second.exports.__stack_pointer.value = stackPointer;
    equal(second.exports.goru_reset_host(), 0);
    const { stdout, stderr } = second.output(
      'print(x + 1, json.dumps([1]), os.listdir("/tmp"), open("/tmp/only-here").read())\n'
        + 'import time, csv, decimal\nprint(0 <= time.process_time() < 5)',
    );
    equal(stderr, '');
    equal(stdout, "42 [1] ['only-here'] yes\nTrue\n");
  },
};

function writeTimeZone({ memory, goru_time_zone_table, goru_time_zone_table_bytes }, spans) {
  const address = goru_time_zone_table();
  ok(goru_time_zone_table_bytes() >= 16384);
  const view = new DataView(memory.buffer, address);
  let name = 16 + 32 * spans.length;
  view.setInt32(0, spans.length, true);
  view.setBigInt64(8, 2n ** 63n - 1n, true);
  spans.forEach(([start, offset, isDst, abbreviation], i) => {
    const at = 16 + 32 * i;
    const before = spans[i - 1] ?? spans[i];
    const neighbour = [spans[i - 1], spans[i + 1]].find((other) => other && other[2] !== isDst);
    view.setBigInt64(at, BigInt(start), true);
    view.setBigInt64(at + 8, BigInt(start + Math.max(offset, before[1])), true);
    view.setInt32(at + 16, offset, true);
    view.setInt32(at + 20, (neighbour ?? spans[i])[1], true);
    view.setInt32(at + 24, isDst, true);
    view.setUint32(at + 28, address + name, true);
    for (const letter of `${abbreviation}\0`) view.setUint8(name++, letter.charCodeAt(0));
  });
}

let failures = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok  ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`NOT ${name}\n${error.stack ?? error}`);
  }
}
console.log(`${Object.keys(checks).length - failures} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;
