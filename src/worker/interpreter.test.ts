/** The real interpreter on our WASI layer, on this thread, with a script for a page. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { packBundle } from '../../runtime-assets/provision/file-bundle';
import { provisionInterpreter } from '../../runtime-assets/provision/provision';
import { FULL_PYTHON_VERSIONS, PYTHON_VERSIONS } from '../contract/options';
import { RawGuest } from '../wasi/testing/raw-guest';
import { GUEST_IMPORTS } from './testing/guest-imports';
import {
  type PythonOptions,
  type PythonOutcome,
  type PythonRun,
  runPython as runAnyPython,
} from './testing/run-python';

/** A boot takes half a second, or several on a machine that does much else. */
const BOOT_PATIENCE_MS = 60_000;
const FIXTURES = new URL('fixtures/', import.meta.url);

/** Each begins with a docstring that completes "Python …". */
const programs = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(new URL(name, FIXTURES), 'utf8'))
  .map((source) => ({ title: /^"""(.+)"""/.exec(source)?.[1] ?? expect.unreachable(), source }));

describe.each(PYTHON_VERSIONS)('Python %s:', (python) => {
  const runPython = (programs: readonly string[], options: PythonOptions = {}) =>
    runAnyPython(programs, { ...options, python });

  describe('programs', { timeout: BOOT_PATIENCE_MS }, () => {
    let outcome: PythonOutcome;

    beforeAll(async () => {
      outcome = await runPython(
        programs.map(({ source }) => source),
        {
          mounts: [
            { path: '/data', mode: 'ro', files: filesOf({ 'table.csv': 'a,b\n1,2\n' }) },
            { path: '/edit', mode: 'rw', files: filesOf({ 'draft.txt': 'draft' }) },
            { path: '/out', mode: 'rwc', files: new Map() },
          ],
          tmpBytes: 8 * 1024 * 1024,
        },
      );
    }, BOOT_PATIENCE_MS);

    it('says that it is ready, then answers every run', () => {
      expect(outcome.frames[0]).toEqual({
        type: 'ready',
        protocol: 1,
        python: FULL_PYTHON_VERSIONS[python],
      });
      const results = outcome.frames.filter(({ type }) => type === 'result');
      expect(results.map((frame) => 'run' in frame && frame.run)).toEqual(
        programs.map((_, i) => i + 1),
      );
    });

    it.each(programs.map(({ title }, i) => [title, i] as const))('%s', (_title, i) => {
      const run = outcome.runs[i];
      // The traceback says more than a status that differs.
      expect(run?.stderr).toBe('');
      expect(run?.result.status).toBe('ok');
    });

    it('meets no bug of ours on the way, and ends when the page has no more runs', () => {
      expect(outcome.others).toEqual([{ type: 'exit', code: 0 }]);
    });
  });

  describe('the interpreter', { timeout: BOOT_PATIENCE_MS }, () => {
    it('imports these names and no other one', async () => {
      const interpreter = await provisionInterpreter(python);
      const module = await WebAssembly.compile(interpreter.bytes as BufferSource);
      const imports = WebAssembly.Module.imports(module).map(
        ({ module, name }) => `${module}.${name}`,
      );
      expect(imports.sort()).toEqual(GUEST_IMPORTS[python]);
      const wasi = Object.keys(new RawGuest().imports);
      const known = [
        'env.memory',
        'goru.tick',
        ...wasi.map((name) => `wasi_snapshot_preview1.${name}`),
      ];
      expect(imports.filter((name) => !known.includes(name))).toEqual([]);
    });

    it('sends output in true order, and all of it before the result', async () => {
      const { runs } = await runPython([
        lines(
          'import sys',
          'for i in range(3):',
          '    print("out", i, flush=True)',
          '    print("err", i, file=sys.stderr, flush=True)',
          'print("no newline", end="")',
        ),
        'print("x" * 3_000_000)',
        'for i in range(20_000): print(i)',
        lines('import sys', 'sys.stdout.buffer.write(bytes(range(256)))', 'sys.stdout.flush()'),
      ]);
      const [mixed, large, flood, binary] = runs;
      expect(textsInOrder(mixed)).toEqual([
        'stdout:out 0\n',
        'stderr:err 0\n',
        'stdout:out 1\n',
        'stderr:err 1\n',
        'stdout:out 2\n',
        'stderr:err 2\n',
        'stdout:no newline',
      ]);
      expect(large?.stdout).toHaveLength(3_000_001);
      const numbers = Array.from({ length: 20_000 }, (_, i) => `${String(i)}\n`);
      expect(flood?.stdout === numbers.join('')).toBe(true);
      expect(binary?.pieces.flatMap(({ bytes }) => [...bytes])).toEqual(
        Array.from({ length: 256 }, (_, i) => i),
      );
    });

    it('reads standard input from the host', async () => {
      const input = ['Zoë', '42'];
      const { runs } = await runPython(['print(input(), int(input()) + 1)', 'input()'], {
        answer: ({ method }) => {
          if (method !== 'stdin/read') return undefined;
          const line = input.shift();
          const payload = new TextEncoder().encode(line === undefined ? '' : `${line}\n`);
          return { value: null, payload };
        },
      });
      expect(runs[0]?.stdout).toBe('Zoë 43\n');
      expect(runs[1]?.result).toMatchObject({ status: 'error', errorType: 'EOFError' });
    });

    it('is stopped while it sleeps, while it floods, and goes on with the next run', async () => {
      const interrupted = new Set<number>();
      const { runs } = await runPython(
        [
          lines(
            'import time',
            'try:',
            '    time.sleep(3600)',
            'finally:',
            '    print("cleaned up")',
          ),
          'while True: print("flood")',
          'while True: display("flood")',
          'print("still here")',
        ],
        {
          whileWaiting: (channel, run) => {
            if (run < 4 && !interrupted.has(run)) channel.send({ type: 'interrupt', run });
            interrupted.add(run);
          },
        },
      );
      const statuses = runs.map(({ result }) => result.status);
      expect(statuses).toEqual(['interrupted', 'interrupted', 'interrupted', 'ok']);
      expect(runs[0]?.stdout).toBe('cleaned up\n');
      // As in any CPython, the interrupt may come before print() has ended its line.
      expect(runs[1]?.stdout).toMatch(/^(?:flood\n)+(?:flood)?$/);
      expect(runs[3]?.stdout).toBe('still here\n');
    });

    it.runIf(python === '3.13')(
      'is stopped while it computes, also in a handler of its own',
      async () => {
        const interrupted = new Set<number>();
        const { runs } = await runPython(
          [
            'while True: pass',
            'def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nfib(40)',
            'sum(1 for _ in iter(int, 1))',
            'import re\nre.match(r"(a*)*b", "a" * 40)',
            'try:\n    while True: pass\nfinally: print("cleaned up")',
            'print("still here")',
          ],
          {
            whileWaiting: (channel, run) => {
              if (!interrupted.has(run)) channel.send({ type: 'interrupt', run });
              interrupted.add(run);
            },
          },
        );
        const statuses = runs.map(({ result }) => result.status);
        expect(statuses).toEqual([...Array<string>(5).fill('interrupted'), 'ok']);
        expect(runs[4]?.stdout).toBe('cleaned up\n');
        expect(runs[0]?.stderr).toMatch(
          /File "main.py", line 1, in <module>[^]*KeyboardInterrupt\n$/,
        );
      },
    );

    it.runIf(python === '3.13')(
      'draws its own numbers and has its own clocks in every session',
      async () => {
        const program = lines(
          'import json, logging, os, random, secrets, tempfile, time, uuid',
          'record = logging.LogRecord("", 0, "", 0, "", None, None)',
          'drawn = random.random(), secrets.token_hex(), str(uuid.uuid1()), str(uuid.uuid4()), os.urandom(8).hex(), tempfile.mktemp()',
          'clocks = time.time(), record.relativeCreated / 1000, time.process_time()',
          'print(json.dumps([drawn, clocks, hash("a"), [str(k) for k in os.environ]]))',
        );
        type Seen = [
          drawn: unknown[],
          clocks: [number, number, number],
          hash: number,
          env: string[],
        ];
        const see = async (): Promise<Seen> => {
          const { runs } = await runPython([program]);
          return JSON.parse(runs[0]?.stdout ?? '') as Seen;
        };
        const [first, second] = [await see(), await see()];
        for (const [i, value] of first[0].entries()) expect(value).not.toBe(second[0][i]);
        const [now, sinceImport, processTime] = first[1];
        expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(60);
        expect(sinceImport).toBeLessThan(60);
        expect(processTime).toBeLessThan(60);
        // The same in every session, as if PYTHONHASHSEED were set: sets keep their order.
        expect(first[2]).toBe(second[2]);
        expect(first[3]).toEqual([]);
      },
    );

    it('has a place for what nobody wants to read', async () => {
      const { runs } = await runPython([
        lines(
          'import contextlib, os, subprocess',
          'with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):',
          '    print("unseen")',
          'with open("/dev/null", "a+b") as nothing:',
          '    nothing.write(b"x" * 100_000)',
          'os.listdir("/dev"), open("/dev/null").read(), os.isatty(os.open("/dev/null", os.O_RDWR))',
        ),
        'open("/dev/zero", "w")',
      ]);
      expect(runs.map(({ result }) => 'value' in result && result.value)).toEqual([
        "(['null'], '', False)",
        false,
      ]);
      expect(runs[0]?.stdout).toBe('');
    });

    it('reports the code with which a program ends it', async () => {
      const { runs, others } = await runPython([
        'import os; print("last words", flush=True); os._exit(3)',
        'print("never")',
      ]);
      expect(runs).toEqual([]);
      expect(others).toEqual([{ type: 'exit', code: 3 }]);
    });

    it('takes a result for one only when the guest waits for another run', async () => {
      const { runs, others } = await runPython([
        lines(FORGERY, `forge(1)`, 'print("went on")', '"real"'),
        lines(FORGERY, `forge(2)`, 'import os', 'os._exit(3)'),
      ]);
      expect(runs.map(({ result }) => 'value' in result && result.value)).toEqual(["'real'"]);
      expect(runs[0]?.stdout).toBe('went on\n');
      expect(others).toEqual([{ type: 'exit', code: 3 }]);
    });

    it('keeps its streams and its channel whatever a program closes', async () => {
      const { runs, others } = await runPython([
        lines(
          'import os',
          'for fd in range(64):',
          '    if os.isatty(fd): os.close(fd)',
          'file = open("/tmp/new", "w")',
          'print(file.fileno() > 2)',
        ),
        'import os; print(os.listdir("/tmp"), open("/tmp/new").read())',
      ]);
      expect(runs.map(({ stdout }) => stdout)).toEqual(['True\n', "['new'] \n"]);
      expect(others).toEqual([{ type: 'exit', code: 0 }]);
    });

    it('survives a program that wants more memory than there is', async () => {
      const { runs, others } = await runPython(
        ['bytearray(80_000_000)', 'x = [0]\nwhile True: x += x', 'x = None; print("alive")'],
        { memoryBytes: 64 * 1024 * 1024 },
      );
      expect(runs.map(({ result }) => 'errorType' in result && result.errorType)).toEqual([
        'MemoryError',
        'MemoryError',
        false,
      ]);
      expect(runs[2]?.stdout).toBe('alive\n');
      expect(others).toEqual([{ type: 'exit', code: 0 }]);
    });

    it('frees what only refers to itself, however often a program makes it', async () => {
      const knot =
        'class Node:\n    def __init__(self):\n        self.me = self\n        self.load = bytearray(10_000_000)\nnode = Node()';
      const { runs } = await runPython(Array<string>(8).fill(knot), {
        memoryBytes: 64 * 1024 * 1024,
      });
      expect(runs.map(({ result }) => result.status)).toEqual(Array(8).fill('ok'));
    });

    describe('when a program fills the memory and keeps it', () => {
      const memoryBytes = 64 * 1024 * 1024;
      const fill = 'data = []\nwhile True: data.append("x" * 100_000)';
      const small = 'print(sum([i * i for i in range(50_000)]))';

      it('frees what that program set, says so, and runs the next ones', async () => {
        const { runs, others } = await runPython(
          [fill, small, 'import decimal, json', fill, small],
          {
            memoryBytes,
          },
        );
        for (const i of [0, 3]) {
          expect(runs[i]?.result).toMatchObject({ errorType: 'MemoryError', line: 2 });
          expect(runs[i]?.stderr).toMatch(
            /MemoryError\nThe memory was full, so the variables that this program set were deleted: data\.\n$/,
          );
        }
        for (const i of [1, 4]) expect(runs[i]?.stdout).toBe('41665416675000\n');
        expect(runs[2]?.result.status).toBe('ok');
        expect(others).toEqual([{ type: 'exit', code: 0 }]);
      });

      it('frees the variables of its functions, and the value it ended with', async () => {
        const { runs } = await runPython(
          [
            'def f():\n    data = []\n    while True: data.append("x" * 100_000)\nf()',
            small,
            'list(range(10**7))',
            small,
            'f',
          ],
          { memoryBytes },
        );
        expect(runs.map(({ result }) => result.status)).toEqual([
          'error',
          'ok',
          'error',
          'ok',
          'ok',
        ]);
        expect(runs[0]?.stderr).toMatch(/MemoryError\n$/);
      });

      it('leaves what earlier programs set alone, and says each time what to do', async () => {
        const { runs, others } = await runPython(
          [
            `kept = 5\ntry:\n    ${fill.replaceAll('\n', '\n    ')}\nexcept MemoryError: pass`,
            'y = [str(i) for i in range(10**6)]',
            'y = [str(i) for i in range(10**6)]',
            'print(kept); del data',
            small,
          ],
          { memoryBytes },
        );
        expect(runs[0]?.result.status).toBe('ok');
        for (const i of [1, 2]) {
          expect(runs[i]?.result).toMatchObject({ errorType: 'MemoryError', message: '' });
          expect(runs[i]?.stderr).toContain(
            'Variables of the session fill the memory: delete the large ones (del name), or reset the session.',
          );
        }
        expect(runs[3]?.stdout).toBe('5\n');
        expect(runs[4]?.stdout).toBe('41665416675000\n');
        expect(others).toEqual([{ type: 'exit', code: 0 }]);
      });

      it('survives the fullest memory that a program can make', async () => {
        const hog = [
          'x = []',
          'for size in (100_000, 1_000, 10):',
          '    try:',
          '        while True: x.append("y" * size)',
          '    except MemoryError: pass',
        ];
        const { runs, others } = await runPython([lines(...hog), 'print(1)', 'del x', small], {
          memoryBytes,
        });
        expect(runs.map(({ result }) => result.status)).toEqual(['ok', 'ok', 'ok', 'ok']);
        expect(runs[3]?.stdout).toBe('41665416675000\n');
        expect(others).toEqual([{ type: 'exit', code: 0 }]);
      });

      it('survives calls and answers that are too large for it', async () => {
        const { runs, others } = await runPython(
          [
            'kept = 5\ntry: call("f", x="x" * 30_000_000)\nexcept MemoryError: print("no memory")',
            'try: call("huge")\nexcept MemoryError as e: print(e)',
            'print(kept)',
          ],
          {
            memoryBytes,
            answer: ({ params }) => ({
              value: JSON.stringify(params).includes('huge') ? 'x'.repeat(60_000_000) : 1,
            }),
          },
        );
        expect(runs[0]?.stdout).toBe('no memory\n');
        expect(runs[1]?.stdout).toBe('the answer is too large\n');
        expect(runs[2]?.stdout).toBe('5\n');
        expect(others).toEqual([{ type: 'exit', code: 0 }]);
      });
    });

    it('takes an answer of 100 MB in 256 MB, and a second one once the first is gone', async () => {
      const payload = new Uint8Array(100_000_000).fill(120);
      const { runs, others } = await runPython(
        [
          lines(
            'for i in range(2):',
            '    r = http.get("https://example.com/")',
            '    print(len(r.content), r.content[:2], r.content[-2:] == b"xx")',
            '    del r',
          ),
        ],
        {
          memoryBytes: 256 * 1024 * 1024,
          answer: () => ({
            value: { status: 200, reason: 'OK', headers: [], url: 'https://example.com/' },
            payload,
          }),
        },
      );
      expect(runs[0]?.stderr).toBe('');
      expect(runs[0]?.stdout).toBe("100000000 b'xx' True\n".repeat(2));
      expect(others).toEqual([{ type: 'exit', code: 0 }]);
    });

    it('tells apart a program that ends the interpreter and an interpreter that fails', async () => {
      const { others } = await runPython(['import os; os.abort()']);
      expect(others).toEqual([{ type: 'trap', message: 'RuntimeError: unreachable' }]);
    });

    it('explains what a browser tab makes different below an uncaught error', async () => {
      const { runs } = await runPython(
        ['open("/data/a.txt", "w")', 'open("/foo.txt", "w")', 'import idlelib'],
        {
          mounts: [
            { path: '/data', mode: 'ro', files: filesOf({ 'a.txt': 'a' }) },
            { path: '/out', mode: 'rwc', files: new Map() },
          ],
        },
      );
      expect(runs[0]?.stderr).toMatch(
        /: '\/data\/a\.txt'\n\/data is mounted read-only: its files can be read, not changed\./,
      );
      expect(runs[1]?.stderr).toContain(
        '/foo.txt is in no mount. Files are in /data (read only), /out (read and write, the current directory) and /tmp',
      );
      expect(runs[2]?.stderr).toContain("No module named 'idlelib'\nIDLE is a desktop program");
    });

    it('survives recursion without end', async () => {
      const { runs } = await runPython([
        'def f(): return f()\nf()',
        'class C:\n    def __repr__(self): return repr(self)\nrepr(C())',
        'print("alive")',
      ]);
      expect(runs.map(({ result }) => 'errorType' in result && result.errorType)).toEqual([
        'RecursionError',
        'RecursionError',
        false,
      ]);
    });

    it.skipIf(python === '3.13')(
      'has not opened the zip (3.13 brings what it read from it)',
      async () => {
        const { runs } = await runPython([
          'import sys\nprint([entry for entry in sys.path_importer_cache if entry.endswith(".zip")])',
        ]);
        expect(runs[0]?.stdout).toBe('[]\n');
      },
    );

    it('knows the names of characters, and the codecs of East Asia', async () => {
      const { runs } = await runPython(
        [
          `'\\N{SNOWMAN}'`,
          `import unicodedata; unicodedata.normalize('NFKD', 'é') + unicodedata.lookup('EURO SIGN')`,
          lines(
            `codecs = 'gb18030 hz big5 big5hkscs cp950 euc_jp shift_jisx0213 iso2022_jp_2004 euc_kr johab'.split()`,
            `[codec for codec in codecs if '中文'.encode(codec).decode(codec) != '中文']`,
          ),
          // Frozen into the interpreter, and imported from there again.
          'import importlib, os; importlib.reload(os).sep',
        ],
        { python },
      );
      expect(runs.map(({ result, stderr }) => ('value' in result ? result.value : stderr))).toEqual(
        [`'☃'`, `'e\u0301€'`, '[]', `'/'`],
      );
    });

    it('imports what is installed while it runs, as ordinary files that it cannot change', async () => {
      const files = {
        'site-packages/made_up/__init__.py': 'from importlib.resources import files\nWORD = 6',
        'site-packages/made_up/data.txt': 'seven',
        'site-packages/made_up-1.2.dist-info/METADATA':
          'Metadata-Version: 2.1\nName: made-up\nVersion: 1.2\n',
      };
      const content = new Uint8Array(
        packBundle(
          new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const)),
        ),
      );
      const sent = new Set<number>();
      const { runs } = await runPython(
        [
          // Looked for in vain, before there was anything.
          lines('import time', 'try: import made_up', 'except ImportError: time.sleep(0.001)'),
          lines(
            'import made_up, importlib.metadata',
            `text = made_up.files('made_up').joinpath('data.txt').read_text()`,
            `(made_up.WORD, text, importlib.metadata.version('made_up'), made_up.__file__)`,
          ),
          `open(made_up.__file__, 'w')`,
          'import time; time.sleep(0.001)',
          `import sys; del sys.modules['made_up']; import made_up`,
        ],
        {
          python,
          whileWaiting: (channel, run) => {
            if (sent.has(run)) return;
            sent.add(run);
            const change = { type: 'change-packages', isLast: true } as const;
            if (run === 1) channel.inbox.push({ ...change, removed: [], content });
            const removed = Object.keys(files);
            if (run === 4) channel.inbox.push({ ...change, removed });
          },
        },
      );
      expect(runs[1]?.result).toMatchObject({
        value: `(6, 'seven', '1.2', '/lib/packages/site-packages/made_up/__init__.py')`,
      });
      expect(runs[2]?.stderr).toContain('Read-only file system');
      expect(runs[4]?.result).toMatchObject({ errorType: 'ModuleNotFoundError' });
    });

    it('has the environment and the time zone that it was given', async () => {
      const { runs } = await runPython(
        [
          'import os; print(sorted(os.environ.items()))',
          'import time; print(time.tzname, time.localtime(0).tm_hour)',
        ],
        { env: { NAME: 'Zoë', EMPTY: '' }, timeZone: 'Asia/Tokyo' },
      );
      expect(runs[0]?.stdout).toBe("[('EMPTY', ''), ('NAME', 'Zoë')]\n");
      expect(runs[1]?.stdout).toBe("('JST', 'JST') 9\n");
    });
  });
});

/** Writes a result behind the driver's back. */
const FORGERY = `
import os, struct
def forge(run):
    text = b'{"type":"result","run":%d,"status":"ok","value":"FORGED"}' % run
    channel = next(fd for fd in range(3, 64) if os.isatty(fd))
    os.write(channel, struct.pack('<II', len(text), 0) + text)
`;

function filesOf(files: Record<string, string>): Map<string, Uint8Array> {
  const encoder = new TextEncoder();
  return new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)]));
}

function lines(...source: string[]): string {
  return source.join('\n');
}

function textsInOrder(run: PythonRun | undefined): string[] {
  const decoder = new TextDecoder();
  return (run?.pieces ?? []).map(({ stream, bytes }) => `${stream}:${decoder.decode(bytes)}`);
}
