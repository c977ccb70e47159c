/** Out of the files that were mounted, and out of the interpreter. */
import type { HostileProgram } from './hostile-program';

export const ESCAPES: readonly HostileProgram[] = [
  {
    tries: 'reads files of the machine',
    code: `print([fate(lambda: open(p)) for p in ('/etc/passwd', '/proc/self/environ', '/dev/mem', 'C:/Windows/win.ini')])`,
    ends: /^ok: \['FileNotFoundError', 'FileNotFoundError', 'FileNotFoundError', 'FileNotFoundError'\]\n$/,
    heldBy: 'WASI layer: nothing exists but the mounts, /tmp and the interpreter’s own tree',
  },
  {
    tries: 'climbs out of a mount with ..',
    code: `print([fate(lambda: open(p).read(3)) for p in ('/data/../../etc/passwd', '/out/../host/channel', '/data/./../lib/../etc/x', '/data/' + '../' * 500 + 'etc/x')])`,
    ends: /^ok: (?!.*root).*(?:Error.*){4}\n$/,
    heldBy: 'WASI layer: paths are resolved segment by segment inside their mount',
  },
  {
    tries: 'climbs out of a mount through fs',
    code: `print([fate(lambda: fs.read_text(p)) for p in ('/data/../etc/passwd', '/data-evil/x', '/datax', '../../x', '/host/channel', '/lib/goru/goru/fs.py')])`,
    ends: /^ok: \[('GoruPermissionError'(, )?){6}\]\n$/,
    heldBy: 'fs service: longest mount prefix, by whole segments',
  },
  {
    tries: 'hides the end of a path behind NUL, or makes it endless',
    code: `print([fate(lambda: f()) for f in (lambda: fs.read_text('/out/a\\0.txt'), lambda: open('/out/a\\0b', 'w'), lambda: fs.read_text('/out/' + 'a' * 5000), lambda: open('/out/' + 'a/' * 5000, 'w'))])`,
    ends: /^ok: \['ArgumentError', 'ValueError', '\w+Error', '\w+Error'\]\n$/,
    heldBy: 'fs service and WASI layer: path checks',
  },
  {
    tries: 'writes into a mount that is read-only',
    code: `import os, shutil
print([fate(f) for f in (lambda: open('/data/a.csv', 'w'), lambda: open('/data/new', 'x'), lambda: os.remove('/data/a.csv'), lambda: os.rename('/data/a.csv', '/out/a.csv'), lambda: os.mkdir('/data/d'), lambda: os.utime('/data/a.csv'), lambda: os.truncate('/data/a.csv', 0), lambda: shutil.move('/out', '/data/out'), lambda: fs.write_text('/data/a.csv', 'x'), lambda: fs.rename('/data/a.csv', '/out/b.csv'))])
print(open('/data/a.csv').read())`,
    ends: /^ok: \[('\w+Error'(, )?){10}\]\noriginal\n$/,
    heldBy: 'WASI layer and fs service: the mount’s mode',
  },
  {
    tries: 'makes links that lead elsewhere',
    code: `import os
print([fate(f) for f in (lambda: os.symlink('/host/channel', '/out/l'), lambda: os.link('/data/a.csv', '/out/l'), lambda: os.symlink('../../..', '/tmp/up'))], os.path.lexists('/out/l'))`,
    ends: /^ok: \[('\w+Error'(, )?){3}\] False\n$/,
    heldBy: 'WASI layer: there are no links',
  },
  {
    tries: 'opens the channel to the page a second time',
    code: `import os
print(fate(lambda: os.open('/host/channel', os.O_RDWR)), fate(lambda: open('/host/../host/channel', 'rb')), fate(lambda: os.remove('/host/channel')), fate(lambda: os.rename('/host/channel', '/host/c')))`,
    ends: /^ok: PermissionError PermissionError (\w+Error ?){2}\n$/,
    heldBy: 'channel device: one conversation, for whoever opened it first',
  },
  {
    tries: 'changes the interpreter’s own files for the next session',
    code: `import os
print([fate(f) for f in (lambda: open('/lib/goru/goru/__init__.py', 'w'), lambda: open('/lib/goru/sitecustomize.py', 'w'), lambda: os.remove('/lib/goru/_goru/boot.py'), lambda: open('/usr/local/lib/x.py', 'w'), lambda: open('/usr/share/zoneinfo/UTC', 'wb'), lambda: open('/lib/packages/x.py', 'w'))])`,
    ends: /^ok: \[('\w+Error'(, )?){6}\]\n$/,
    heldBy: 'WASI layer: those trees are read-only, and every interpreter has its own copy',
  },
  {
    tries: 'unpacks a zip whose names climb out (zip-slip)',
    code: `import io, zipfile, os
b = io.BytesIO()
with zipfile.ZipFile(b, 'w') as z:
    for n in ('../../data/a.csv', '/data/evil.txt', '..\\\\..\\\\x', 'C:/x', '../../../../lib/goru/x.py'): z.writestr(n, 'evil')
zipfile.ZipFile(b).extractall('/out/unpacked')
print(open('/data/a.csv').read(), sorted(os.listdir('/data')), os.path.exists('/lib/goru/x.py'))`,
    ends: /^ok: original \['a\.csv', 'deep'\] False\n$/,
    heldBy: 'WASI layer: whatever is unpacked is written through the mounts',
  },
  {
    tries: 'unpacks a tar with absolute names and links',
    code: `import io, tarfile
b = io.BytesIO()
with tarfile.open(fileobj=b, mode='w') as t:
    link = tarfile.TarInfo('up'); link.type = tarfile.SYMTYPE; link.linkname = '/data'; t.addfile(link)
    for n in ('/data/evil.txt', 'up/evil.txt', '../../data/evil.txt'):
        i = tarfile.TarInfo(n); i.size = 4; t.addfile(i, io.BytesIO(b'evil'))
b.seek(0)
print(fate(lambda: tarfile.open(fileobj=b).extractall('/out/tar', filter='fully_trusted')))
import os
print(sorted(os.listdir('/data')))`,
    ends: /\['a\.csv', 'deep'\]\n$/,
    heldBy: 'WASI layer: no links, and the mount’s mode',
  },
  {
    tries: 'changes a path between the check and its use',
    code: `import asyncio
class Twice(str):
    calls = 0
    def __fspath__(self):
        Twice.calls += 1
        return '/out/ok.txt' if Twice.calls % 2 else '/data/a.csv'
    def __str__(self): return '/data/a.csv'
    def encode(self, *a): return b'/data/a.csv'
    def startswith(self, *a): return True
print([fate(lambda: open(Twice('/out/ok.txt'), 'w').write('evil')), fate(lambda: fs.write_text(Twice('/data/a.csv'), 'evil'))])
print(open('/data/a.csv').read())`,
    ends: /\noriginal\n$/,
    heldBy: 'host: it checks the bytes that it uses, once',
  },
  {
    tries: 'races checks against renames with gather',
    code: `import asyncio, os
os.makedirs('/out/race/d', exist_ok=True)
async def swap(i):
    try:
        await fs.async_rename('/out/race/d', f'/out/race/d{i}')
        await fs.async_rename(f'/out/race/d{i}', '/out/race/d')
    except Exception: pass
async def write(i):
    for p in ('/out/race/d/../../../data/a.csv', f'/out/race/d{i}/../../data/a.csv', '/out/race/d/x'):
        try: await fs.async_write_text(p, 'evil')
        except Exception: pass
async def main(): await asyncio.gather(*(f(i) for i in range(40) for f in (swap, write)))
asyncio.run(main())
print(open('/data/a.csv').read(), sorted(os.listdir('/data')))`,
    ends: /^ok: original \['a\.csv', 'deep'\]\n$/,
    heldBy: 'fs service: a path is normalised and checked as text before anything is looked up',
  },
  {
    tries: 'looks for a bridge to JavaScript',
    code: `import importlib.util, sys
print([n for n in ('js', 'pyodide', 'pyodide_js', '_pyodide', 'ctypes', '_ctypes', 'cffi', '_cffi_backend', 'emscripten', 'wasmtime', 'browser') if n in sys.builtin_module_names or importlib.util.find_spec(n)])`,
    ends: /^ok: \[(?:'ctypes')?\]\n$/,
    heldBy:
      'the interpreter imports named WASI functions and nothing else (a test compares the list)',
  },
  {
    tries: 'loads native code',
    code: `import importlib.machinery as m
open('/out/evil.so', 'wb').write(b'\\x7fELF' + b'\\0' * 100); open('/out/evil.wasm', 'wb').write(b'\\0asm\\1\\0\\0\\0')
print(m.EXTENSION_SUFFIXES, fate(lambda: __import__('ctypes').CDLL('/out/evil.so')), fate(lambda: __import__('_imp').create_dynamic(m.ModuleSpec('evil', None, origin='/out/evil.wasm'))))`,
    ends: /^ok: .* (?:ModuleNotFoundError) (\w+Error)\n$/,
    heldBy: 'no dynamic loading is compiled in',
  },
  {
    tries: 'starts processes, threads and sockets',
    code: `import os, subprocess, socket, threading
print([fate(f) for f in (lambda: os.system('id'), lambda: os.fork(), lambda: subprocess.run(['id']), lambda: socket.socket(), lambda: socket.create_connection(('localhost', 80)), lambda: threading.Thread(target=print).start(), lambda: os.execv('/bin/sh', ['sh']), lambda: socket.getaddrinfo('secret.evil.test', 80))])`,
    ends: /^ok: \[('(\w+Error|error|gaierror)'(, )?){8}\]\n$/,
    heldBy: 'WASI has none of them, DNS included',
  },
  {
    tries: 'uses socket descriptors below Python',
    code: `import _socket, os
print([fate(lambda: _socket.socket(fileno=n).accept()) for n in range(0, 6)], [fate(lambda: _socket.socket(fileno=n).send(b'x')) for n in range(3, 6)])`,
    ends: /^ok: \[('(\w+Error|error)'(, )?){6}\] \[('(\w+Error|error)'(, )?){3}\]\n$/,
    heldBy: 'WASI layer: sock_* answer that this is no socket',
  },
  {
    tries: 'reads the environment of whoever started it',
    code: `import os, sys
print(sorted(os.environ), sys.argv, os.getcwd())`,
    ends: /^ok: (?!.*(HOME|USER|PATH=|\/work\/|\/root)).*\n$/,
    heldBy: 'the environment is what the page gives',
  },
];
