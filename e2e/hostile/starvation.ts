/** Programs that take all there is of something. */
import type { HostileProgram } from './hostile-program';

export const STARVATION: readonly HostileProgram[] = [
  {
    tries: 'takes all memory in pieces',
    code: `hog = []\nwhile True: hog.append(bytearray(4_000_000))`,
    ends: /^MemoryError: /,
    heldBy: 'the interpreter’s memory has a maximum of its own (limits.memoryBytes)',
  },
  {
    tries: 'takes all memory at once',
    code: `print([fate(f) for f in (lambda: bytearray(2**31), lambda: 'x' * 2**31, lambda: [0] * 10**9, lambda: list(range(10**9)), lambda: 1 << 2**34)])`,
    ends: /^ok: \[('(MemoryError|OverflowError)'(, )?){5}\]\n$/,
    heldBy: 'limits.memoryBytes',
  },
  {
    tries: 'unpacks a zip bomb',
    code: `import io, zipfile
b = io.BytesIO()
with zipfile.ZipFile(b, 'w', zipfile.ZIP_DEFLATED) as z:
    with z.open('bomb', 'w') as f:
        for _ in range(400): f.write(bytes(1_000_000))
print(len(b.getvalue()) < 1_000_000, fate(lambda: zipfile.ZipFile(b).read('bomb')), fate(lambda: zipfile.ZipFile(b).extract('bomb', '/tmp')))
import os; os.remove('/tmp/bomb')`,
    ends: /^ok: True MemoryError OSError\n$/,
    heldBy: 'limits.memoryBytes, and limits.fs.tmpBytes (ENOSPC)',
  },
  {
    tries: 'unpacks a gzip bomb, twice packed',
    code: `import gzip, zlib
bomb = gzip.compress(gzip.compress(bytes(60_000_000)))
one = gzip.decompress(bomb)
print(len(bomb) < 5_000, fate(lambda: [gzip.decompress(one) for _ in range(10)]))`,
    ends: /^ok: True MemoryError\n$/,
    heldBy: 'limits.memoryBytes',
  },
  {
    tries: 'loads a pickle that multiplies itself',
    code: `import pickle
lol = 'lol' * 1000
for _ in range(9): lol = [lol] * 10
data = pickle.dumps(lol)
print(len(data) < 10_000, fate(lambda: str(pickle.loads(data))))`,
    ends: /^(ok: True MemoryError\n|timeout)$/,
    heldBy: 'limits.memoryBytes or limits.runTimeoutMs',
  },
  {
    tries: 'loads a pickle that runs a command',
    code: `import pickle
class Evil:
    def __reduce__(self): return (__import__('os').system, ('id',))
print(fate(lambda: pickle.loads(pickle.dumps(Evil()))), fate(lambda: pickle.loads(b"cbuiltins\\nopen\\n(S'/etc/passwd'\\ntR.")))`,
    ends: /^ok: \w+Error FileNotFoundError\n$/,
    heldBy: 'it is Python code, and can do what Python code can: nothing outside',
  },
  {
    tries: 'recurses without end, in Python and in C',
    code: `import json, functools
def f(): return f()
class A:
    def __repr__(self): return f'{self!r}'
    def __getattr__(self, n): return getattr(self, n + 'x')
nested = []
for _ in range(100_000): nested = [nested]
loop = []; loop.append(loop)
def key(x): return sorted([1], key=key)
print([fate(g) for g in (f, lambda: repr(A()), lambda: A().y, lambda: repr(nested), lambda: json.dumps(loop), lambda: json.loads('[' * 100_000), lambda: sorted([1], key=key), lambda: eval('(' * 5_000), lambda: __import__('ast').literal_eval('-' * 100_000 + '1'))])`,
    ends: /^ok: \[('(RecursionError|ValueError|MemoryError|SyntaxError)'(, )?){9}\]\n$/,
    heldBy: 'recursion limits of Python and of its C code',
    needsReset: true,
  },
  {
    tries: 'sets the recursion limit out of reach',
    code: `import sys
sys.setrecursionlimit(10**9)
def f(n): return f(n + 1)
f(0)`,
    ends: /^(RecursionError|timeout)/,
    heldBy: 'recursion limits, or a fresh interpreter',
    needsReset: true,
  },
  {
    tries: 'computes for ever',
    code: `while True: pass`,
    ends: /^timeout$/,
    isEndless: true,
    heldBy: 'limits.runTimeoutMs',
  },
  {
    tries: 'computes for ever inside C, where nothing asks',
    code: `import re
re.match('(a+)+$', 'a' * 60 + 'b')`,
    ends: /^timeout$/,
    isEndless: true,
    heldBy: 'limits.runTimeoutMs: the interpreter is replaced',
  },
  {
    tries: 'sleeps for ever',
    code: `import time; time.sleep(10**8)`,
    ends: /^timeout$/,
    isEndless: true,
    heldBy: 'limits.runTimeoutMs',
  },
  {
    tries: 'swallows the interrupt that is to end it',
    code: `import signal, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    try: time.sleep(0.1)
    except BaseException: pass`,
    ends: /^timeout$/,
    isEndless: true,
    heldBy: 'limits.runTimeoutMs: whoever does not heed it is replaced',
  },
  {
    tries: 'goes on in an exit handler',
    code: `import atexit
@atexit.register
def again():
    while True:
        try: pass
        except BaseException: pass`,
    ends: /^(timeout|ok: )$/,
    isEndless: true,
    heldBy: 'limits.runTimeoutMs holds until the last handler has ended',
    needsReset: true,
  },
  {
    tries: 'goes on in the finaliser of a cycle, when it has ended',
    code: `class Evil:
    def __init__(self): self.me = self
    def __del__(self):
        while True:
            try:
                while True: pass
            except BaseException: pass
Evil()
None`,
    isEndless: true,
    ends: /^timeout$/,
    heldBy: 'limits.runTimeoutMs holds until what it has left behind is collected',
  },
  {
    tries: 'opens files until there are no descriptors',
    code: `held = []
def more():
    while True: held.append(open(f'/tmp/f{len(held)}', 'w'))
print(fate(more)); held.clear()
import os
for n in os.listdir('/tmp'): os.remove(f'/tmp/{n}')`,
    ends: /^(ok: (OSError|MemoryError)\n|MemoryError.*|timeout)$/,
    isEndless: true,
    heldBy: 'WASI layer: a limit of descriptors; memory',
    needsReset: true,
  },
  {
    tries: 'fills the disk',
    code: `def fill(path):
    with open(path, 'wb') as f:
        while True: f.write(bytes(1_000_000))
import os
print(fate(lambda: fill('/tmp/big')), fate(lambda: fill('/out/big')), fate(lambda: fill('/kept/big')), fate(lambda: fs.write_bytes('/out/large', bytes(11 * 2**20))))
print(max(os.path.getsize(f'/{m}/big') for m in ('tmp', 'out', 'kept')) <= 9 * 2**20)
for m in ('tmp', 'out', 'kept'): os.remove(f'/{m}/big')
print([fs.write_bytes('/kept/again', bytes(3_000_000)) for _ in range(5)])
os.remove('/kept/again')`,
    ends: /^ok: OSError OSError OSError LimitError\nTrue\n\[None(, None){4}\]\n$/,
    heldBy: 'limits.fs.tmpBytes, mountBytes, storedBytes and writeBytes',
  },
  {
    tries: 'makes a sparse file of a petabyte',
    code: `import os
def sparse():
    with open('/tmp/sparse', 'wb') as f: f.seek(2**50); f.write(b'x')
def kept():
    with open('/kept/sparse', 'wb') as f: f.truncate(2**33)
print(fate(sparse), fate(lambda: os.truncate('/tmp/sparse', 2**40)), fate(kept))
for p in ('/tmp/sparse', '/kept/sparse'): os.path.exists(p) and os.remove(p)`,
    ends: /^ok: OSError OSError OSError\n/,
    heldBy: 'limits.fs.tmpBytes and storedBytes count the size, not what was written',
  },
  {
    tries: 'makes a hundred thousand empty files',
    code: `import os
os.makedirs('/tmp/many', exist_ok=True)
def many():
    for i in range(100_000): open(f'/tmp/many/{i}', 'w').close()
print(fate(many))
__import__('shutil').rmtree('/tmp/many', ignore_errors=True)`,
    ends: /^(ok: (None|OSError|MemoryError)\n|timeout)$/,
    isEndless: true,
    heldBy: 'limits.fs.tmpBytes or limits.runTimeoutMs',
    needsReset: true,
  },
  {
    tries: 'fills kv',
    code: `def many():
    for i in range(2_000): kv.set(f'k{i}', i)
print(fate(many), fate(lambda: kv.set('big', 'x' * 70_000)), fate(lambda: kv.set('k' * 300, 1)), fate(lambda: kv.set('', 1)))
kv.clear(); kv.set('a', 1); print(kv.get('a'))`,
    ends: /^ok: LimitError LimitError (LimitError|ArgumentError) (\w+Error)\n1\n$/,
    heldBy: 'limits.kv, counted in the page',
  },
  {
    tries: 'prints without end',
    code: `line = 'x' * 100_000
while True: print(line)`,
    ends: /^(timeout|error|LimitError.*)$/,
    isEndless: true,
    heldBy: 'limits.outputBytes and back-pressure',
  },
  {
    tries: 'prints one endless line',
    code: `import sys
for _ in range(300): sys.stdout.write('y' * 100_000)`,
    ends: /^ok: y{1000}/,
    heldBy: 'limits.outputBytes',
  },
  {
    tries: 'starts more host calls than anybody could answer',
    code: `import asyncio
async def main(): return await asyncio.gather(*(async_call('slow') for _ in range(15_000)), return_exceptions=True)
results = asyncio.run(main())
print(sum(isinstance(r, RuntimeError) for r in results) > 0, call('add', a=2, b=2))`,
    ends: /^(ok: True 4\n|timeout)$/,
    isEndless: true,
    heldBy: 'limits.pendingCalls',
    needsReset: true,
  },
  {
    tries: 'fills the page with tasks',
    code: `import asyncio
async def child(): await asyncio.sleep(1000)
async def main():
    held = []
    while True: held.append(asyncio.create_task(child()))
asyncio.run(main())`,
    ends: /^(MemoryError.*|timeout|crashed)$/,
    isEndless: true,
    heldBy: 'limits.memoryBytes or limits.runTimeoutMs',
    needsReset: true,
  },
  {
    tries: 'floods the page with rich values',
    code: `for _ in range(3_000): display('z' * 3_000)
print('done')`,
    ends: /^(ok: done\n|LimitError.*|timeout)$/,
    heldBy: 'flow control: a program waits for the page',
  },
  {
    tries: 'locks itself up',
    code: `import threading
# CPython's own, which does not say that nobody could release it.
lock = threading.Lock()._lock; lock.acquire(); lock.acquire()`,
    ends: /^(timeout|crashed|\w+Error.*)$/,
    isEndless: true,
    heldBy: 'limits.runTimeoutMs, or a fresh interpreter',
  },
];
