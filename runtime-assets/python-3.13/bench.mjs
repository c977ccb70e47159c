// Compares interpreters in node, in turns, because machines are never quiet: node bench.mjs [-r ROUNDS] A.wasm B.wasm …
// Prints the best of each kernel in milliseconds, their geometric mean, and the size as brotli 9.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

import { readArtefacts } from './artefacts.mjs';
import { realClock, startInterpreter } from './host.mjs';

const KERNELS = `
import json, re, time

def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)

def loop():
    total = 0
    for i in range(400000):
        total += i * i

def dictionary():
    names = {}
    for i in range(60000): names[str(i)] = i

def sort(): sorted([(i * 7919) % 100003 for i in range(60000)])
def dump(): json.loads(json.dumps([{'a': i, 'b': str(i)} for i in range(8000)]))
def match(): re.findall(r'(\\w+)@(\\w+)\\.com', 'foo@bar.com hello ' * 4000)

class P:
    __slots__ = ('x', 'y')
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def add(self, other): return P(self.x + other.x, self.y + other.y)

def objects():
    a = P(0, 0)
    b = P(1, 2)
    for i in range(40000): a = a.add(b)

def numbers():
    x = 0.5
    for i in range(200000): x = 3.7 * x * (1 - x)

def bench():
    out = {}
    for function in (lambda: fib(20), loop, dictionary, sort, dump, match, objects, numbers):
        start = time.perf_counter()
        list(map(lambda _: function(), [0]))
        out[function.__name__] = time.perf_counter() - start
    print(json.dumps(out))
`;

const args = process.argv.slice(2);
const rounds = args[0] === '-r' ? Number(args.splice(0, 2)[1]) : 6;
const geometricMean = (values) =>
  Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length);

const candidates = [];
for (const path of args) {
  const bytes = readFileSync(path);
  const zip = (() => {
    try {
      return readFileSync(join(dirname(path), 'python313.zip'));
    } catch {
      return readArtefacts()['python313.zip'];
    }
  })();
  const module = await WebAssembly.compile(bytes);
  const start = performance.now();
  const host = await startInterpreter(module, zip, { clock: realClock() });
  const started = performance.now() - start;
  host.output(KERNELS);
  candidates.push({ path, bytes, host, started, best: {} });
}
for (let round = 0; round < rounds; round += 1) {
  for (const { host, best } of candidates) {
    for (const [name, seconds] of Object.entries(JSON.parse(host.output('bench()').stdout))) {
      best[name] = Math.min(best[name] ?? Infinity, seconds * 1000);
    }
  }
}
for (const { path, bytes, started, best } of candidates) {
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  console.log(path);
  console.log(
    `  ${Object.entries(best)
      .map(([name, ms]) => `${name} ${ms.toFixed(1)}`)
      .join('  ')}`,
  );
  console.log(
    `  mean ${geometricMean(Object.values(best)).toFixed(2)} ms   start ${started.toFixed(0)} ms   `
      + `${(bytes.length / 1e6).toFixed(2)} MB, brotli 9 ${(packed.length / 1e6).toFixed(2)} MB`,
  );
}
