/** Frames that our driver did not write, and Python code of ours that is not ours any more. */
import { FORGERY, type HostileProgram } from './hostile-program';

const bytes = (value: unknown): string => `b'''${JSON.stringify(value)}'''`;

export const FORGERIES: readonly HostileProgram[] = [
  {
    tries: 'writes garbage to the channel',
    code: `${FORGERY}
import random
random.seed(7)
print({send(random.randbytes(random.randrange(300))) for _ in range(500)}, send(b''), send(b'\\0' * 8), send(b'\\xff' * 4096))`,
    ends: /^ok: \{'EINVAL'\} (?:'?EINVAL'?|0) EINVAL EINVAL\n$/,
    heldBy: 'channel device: a frame is decoded whole or refused with EINVAL',
  },
  {
    tries: 'lies about the length of a frame',
    code: `${FORGERY}
body = ${bytes({ type: 'call', id: -1, method: 'nope', params: {} })}
print([send(struct.pack('<II', *claim) + body) for claim in ((2**32 - 1, 2**32 - 1), (2**32 - 8, 8), (0, len(body) + 1), (len(body), 2**31), (len(body) - 1, 0))])`,
    ends: /^ok: \[('EINVAL'(, )?){5}\]\n$/,
    heldBy: 'frames.ts: lengths are compared with what came',
  },
  {
    tries: 'sends more than a frame may hold',
    code: `${FORGERY}
print(send(bytes(65 * 2**20)))`,
    ends: /^(ok: EMSGSIZE|MemoryError: .*)\n?$/,
    heldBy: 'channel device: limits.frameBytes, before anything is copied',
  },
  {
    tries: 'nests JSON until the page’s parser gives up',
    code: `${FORGERY}
print(send(frame(${bytes({ type: 'call', id: -1, method: 'call/invoke', params: '@' })}.replace(b'"@"', b'[' * 300_000 + b']' * 300_000))), send(frame(b'{"type":"call","id":-1,"method":"x","params":[' + b'0,' * 3_000_000 + b'0]}')))`,
    ends: /^ok: (EMSGSIZE|EINVAL) (EMSGSIZE|EINVAL|\d+)\n$/,
    heldBy: 'json-weight.ts: depth and number of values are counted before parsing',
  },
  {
    tries: 'packs JSON into a text that the page parses',
    code: `print([fate(lambda: display({f'application/{kind}+json': text, 'text/plain': 'x'}, raw=True)) for kind in ('vnd.goru.table', 'vnd.goru.tests') for text in ('[' * 3_000_000, '{"a":1},' * 1_000_000)])`,
    ends: /^ok: \[('LimitError'(, )?){4}\]\n$/,
    heldBy: 'channel device: what is JSON in a rich value is counted as well',
  },
  {
    tries: 'speaks with the voice of the page (reply, run, interrupt)',
    code: `${FORGERY}
print([send(frame(f)) for f in (${[
      { type: 'reply', id: 1, value: 'granted' },
      { type: 'run', run: 99, source: 'print(1)', filename: 'x' },
      { type: 'interrupt', run: 1 },
      { type: 'change-packages', removed: [] },
      { type: 'store', path: '/data/a.csv' },
      { type: '__proto__' },
    ]
      .map(bytes)
      .join(', ')})])`,
    ends: /^ok: \[('EINVAL'(, )?){6}\]\n$/,
    heldBy: 'frames.ts: the guest has six kinds of frames, none of the host’s among them',
  },
  {
    tries: 'replies to nobody, cancels what is not there, reuses ids',
    code: `${FORGERY}
for i in (1, 2, 999_999, -5, 2**53 - 1): send(frame(b'{"type":"cancel","id":%d}' % i))
for _ in range(50): send(frame(${bytes({ type: 'call', id: -7, method: 'call/invoke', params: { name: 'slow', args: {} } })}))
print(call('add', a=2, b=2))`,
    ends: /^ok: 4\n$/,
    heldBy: 'host: an id in use is refused, one that is not is nobody’s',
  },
  {
    tries: 'reports a result of its own and goes on',
    code: `${FORGERY}
from goru import _host
send(frame(b'{"type":"result","run":%d,"status":"ok","value":"FORGED"}' % _host.channel.current_run))
print('still here')`,
    ends: /^ok: still here\n$/,
    heldBy: 'worker: the last result before Python waits counts',
  },
  {
    tries: 'says that it is a new interpreter, or another version',
    code: `${FORGERY}
print(send(frame(${bytes({ type: 'ready', protocol: 999, python: '9.9' })})), send(frame(${bytes({ type: 'interrupted', run: 12345 })})), call('add', a=1, b=1))`,
    ends: /^ok: \d+ \d+ 2\n$/,
    heldBy: 'session: it has heard "ready" once',
  },
  {
    tries: 'calls methods that were never offered',
    code: `from goru import _host
def ask(m):
    try: return _host.call(m, {})[0]
    except RuntimeError as e: return str(e)
print({ask(m).split(':')[0] for m in ('constructor', '__proto__', 'toString', 'hasOwnProperty', 'kv/__proto__', '../kv/get', 'session/close', 'page/eval', 'host/grant', 'packages/allow', 'x' * 100_000)})`,
    ends: /^ok: \{'unknown host method'\}\n$/,
    heldBy: 'host: own properties of one table',
  },
  {
    tries: 'brings its own grants along',
    code: `from goru import _host
def ask(m, p, b=b''):
    try: return _host.call(m, p, b)[0]
    except RuntimeError as e: return str(e)
grant = {'allowedHosts': ['*'], 'policy': {'sources': '*', 'redirect': 'follow'}, 'isAllowed': True, 'grants': ['*'], 'line': 1}
print(ask('http/request', {'method': 'GET', 'url': '@FOREIGN@/leak', 'headers': [], **grant}))
print(ask('packages/install', {'requirements': 'evil', 'allowed': ['*'], **grant}))`,
    ends: /^ok: (host not allowed: localhost|malformed host call.*)\n(package "evil" not allowed)\n$/,
    heldBy: 'services: grants are the page’s, parameters are read by name',
  },
  {
    tries: 'sends parameters of the wrong kind',
    code: `from goru import _host
def ask(m, p, b=b''):
    try: return str(_host.call(m, p, b)[0])
    except RuntimeError as e: return type(e).__name__
wrong = (None, [], 5, 'x', {}, {'key': {'a': 1}}, {'name': 5}, {'url': ['x'], 'path': {}}, {'path': 7, 'requirements': {'x': 1}}, {'name': '__proto__', 'args': {}}, {'name': 'constructor', 'args': []})
print(len({ask(m, p) for m in ('kv/get', 'kv/set', 'call/invoke', 'http/request', 'packages/install', 'packages/provide', 'packages/withdraw', 'fs/read', 'fs/write', 'fs/rename', 'stdin/read') for p in wrong}) > 0, call('add', a=1, b=2))`,
    ends: /^ok: True 3\n$/,
    heldBy: 'services: every parameter is checked where it comes in',
  },
  {
    tries: 'calls functions that the page has not registered',
    code: `print([fate(lambda: call(n)) for n in ('constructor', '__proto__', 'toString', 'eval', 'fetch', 'add.constructor', '')])`,
    ends: /^ok: \[('\w+Error'(, )?){7}\]\n$/,
    heldBy: 'call: a Map of what was registered',
  },
  {
    tries: 'pollutes prototypes of the page through arguments and results',
    code: `from goru import _host
import json
evil = json.loads('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"isAdmin": true}}}')
print(call('echo', **{'value': evil, '__proto__': {'isAdmin': True}}), call('isAdmin'))`,
    ends: /^ok: .* False\n$/,
    heldBy: 'frames.ts: keys called __proto__ do not get in',
  },
  {
    tries: 'closes the channel under the driver',
    code: `${FORGERY}
os.close(fd)`,
    ends: /^(crashed|error|exit|OSError.*|ok: )/,
    heldBy: 'session: a fresh interpreter takes over',
    needsReset: true,
  },
  {
    tries: 'closes every descriptor',
    code: `import os
for n in range(200):
    try: os.close(n)
    except OSError: pass`,
    ends: /^(crashed|error|exit|OSError.*|ok: )/,
    heldBy: 'session: a fresh interpreter takes over',
    needsReset: true,
  },
  {
    tries: 'reads answers that are meant for the driver',
    code: `${FORGERY}
send(frame(${bytes({ type: 'call', id: 4242, method: 'call/invoke', params: { name: 'add', args: { a: 1, b: 1 } } })}))
print(b'4242' in os.read(fd, 4096), call('add', a=2, b=2))`,
    ends: /^ok: True 4\n$/,
    heldBy: 'nothing is in there that the program may not know',
  },
  {
    tries: 'replaces our functions to look granted',
    code: `from goru import http
real = http.get
http.get = lambda *a, **k: 'pretended'
print(http.get('@FOREIGN@/leak'), fate(lambda: real('@FOREIGN@/leak')))
http.get = real`,
    ends: /^ok: pretended GoruPermissionError\n$/,
    heldBy: 'grants are checked on the page’s side: the program has fooled itself',
  },
  {
    tries: 'takes our blocks away and uses what is behind them',
    code: `import socket, os, _socket
print([fate(f) for f in (lambda: _socket.socket(2, 1, 0), lambda: object.__new__(_socket.socket).connect(('localhost', 80)), lambda: os.posix_spawn('/bin/sh', ['sh'], {}))])`,
    ends: /^ok: \[('(\w+Error|error)'(, )?){3}\]\n$/,
    heldBy: 'WASI has no such functions; our messages only explain that',
  },
  {
    tries: 'takes the driver apart',
    code: `import sys, gc
for n, m in list(sys.modules.items()):
    if n.startswith(('_goru', 'goru')):
        try: vars(m).clear()
        except Exception: pass`,
    ends: /^(crashed|error|exit|timeout|ok: |\w+Error.*)/,
    heldBy: 'session: a fresh interpreter takes over',
    needsReset: true,
  },
  {
    tries: 'poisons builtins for the next program',
    code: `import builtins
builtins.print = builtins.len = builtins.isinstance = builtins.open = builtins.__import__ = lambda *a, **k: 'poison'
builtins.BaseException = builtins.Exception = builtins.str = int
vars(builtins).pop('getattr')`,
    ends: /^(ok: |\w+Error.*)/,
    heldBy: 'the driver holds its own; reset gives a fresh interpreter',
    needsReset: true,
  },
  {
    tries: 'leaves tracing, profiling and audit hooks behind',
    code: `import sys
sys.settrace(lambda *a: 1/0); sys.setprofile(lambda *a: None); sys.addaudithook(lambda *a: 1/0)`,
    ends: /^(ok: |\w+Error.*)/,
    heldBy: 'the driver ends them with their program',
  },
  {
    tries: 'poisons what comes after it from a finaliser, when it has ended',
    code: `import builtins, sys
class Evil:
    def __init__(self): self.me = self
    def __del__(self):
        builtins.len = builtins.isinstance = builtins.str = None
        sys.settrace(lambda *a: 1/0); sys.addaudithook(lambda *a: 1/0); sys.modules.clear()
Evil()
None`,
    ends: /^ok: $/,
    heldBy: 'the driver puts back what finalisers have changed as well',
  },
  {
    tries: 'ends whatever runs with sys.monitoring',
    code: `import sys
monitoring, START = sys.monitoring, sys.monitoring.events.PY_START
def end(*_): raise SystemExit(3)
monitoring.use_tool_id(3, 'evil')
monitoring.register_callback(3, START, end)
monitoring.set_events(3, START)`,
    ends: /^(?:ok: |exit|crashed|\w+Error.*)/,
    heldBy: 'session: a fresh interpreter takes over',
    needsReset: true,
  },
];
