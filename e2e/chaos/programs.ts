/** The Python of the chaos run. What has been written says so in a line of its own, `ACK kind name number`. */
import type { Model } from './model';

const FOLDER = '/work/chaos';

/** How many names each open tab has of each kind; more would be more of the same. */
const NAMES = ['a', 'b', 'c'] as const;

const WRITERS = {
  kv: (name: string, n: string) => `kv.set(${q(name)}, ${n})`,
  file: (name: string, n: string) => `fs.write_text(${q(`${FOLDER}/${name}.txt`)}, str(${n}))`,
  log: (name: string, n: string) => `fs.append_text(${q(`${FOLDER}/${name}.log`)}, f'{${n}}\\n')`,
};
export type WriteKind = keyof typeof WRITERS;
export const WRITE_KINDS = ['kv', 'file', 'log'] as const;
export { NAMES };

/** The ordinary ways of Python to write the same, durable when the file is closed. */
const PLAIN_WRITERS = {
  ...WRITERS,
  log: (name: string, n: string) =>
    `with open(${q(`${FOLDER}/${name}.log`)}, 'a') as log: log.write(f'{${n}}\\n')`,
  file: (name: string, n: string) =>
    `with open(${q(`${FOLDER}/${name}.new`)}, 'w') as new: new.write(str(${n}))\n    os.replace(${q(`${FOLDER}/${name}.new`)}, ${q(`${FOLDER}/${name}.txt`)})`,
};

/** What is there already. */
const READERS = {
  kv: (name: string) => `kv.get(${q(name)}, 0)`,
  file: (name: string) => {
    const path = q(`${FOLDER}/${name}.txt`);
    return `int(fs.read_text(${path})) if fs.exists(${path}) else 0`;
  },
  log: () => '0',
} satisfies Record<WriteKind, (name: string) => string>;

/**
 * Writes `count` numbers, one after the other, and says so after each. Whoever runs it again goes on with what is not
 * there yet: numbers only grow.
 */
export function writing(options: {
  model: Model;
  kind: WriteKind;
  name: string;
  count: number;
  isPlain: boolean;
  pauseMs: number;
  /** Text to write along, so that the program is large in memory or on the screen. */
  padding?: number;
}): string {
  const { model, kind, name, count, isPlain, pauseMs } = options;
  const first = model.issue(kind, name, count);
  const write = (isPlain ? PLAIN_WRITERS : WRITERS)[kind](name, 'n');
  return `import os, time
if ${kind === 'kv' ? 'False' : 'True'}: fs.mkdir(${q(FOLDER)})
present = ${READERS[kind](name)}
for n in range(max(${String(first)}, present + 1), ${String(first + count)}):
    ${write}
    print('ACK', ${q(kind)}, ${q(name)}, n)
    time.sleep(${String(pauseMs / 1000)})
`;
}

/** Looks at everything that was ever promised, and prints it as one line of JSON after this word. */
export function looking(word: string): string {
  return `import base64 as _b, glob as _g, importlib.util as _u, json as _j, os as _o, re as _r
def _text(path):
    try:
        with open(path, encoding='utf-8') as file: return file.read()
    except (OSError, UnicodeDecodeError) as error: return f'{type(error).__name__}: {error}'
def _name(path): return _o.path.basename(path)[:-4]
def _number(text): return int(text) if text.isdigit() else -1
def _look():
    return {
        'kv': {key: value for key, value in kv.items() if isinstance(value, int)},
        'file': {_name(path): _number(_text(path)) for path in _g.glob('${FOLDER}/*.txt')},
        'log': {_name(path): [int(line) for line in _text(path).split('\\n') if line.isdigit()] for path in _g.glob('${FOLDER}/*.log')},
        'texts': {_o.path.basename(path): _text(path) for path in _g.glob('/work/chaos-*')},
        'packages': [name for name in ('lesson', 'more') if _u.find_spec(name)],
        'names': sorted(_o.listdir('${FOLDER}')) if _o.path.isdir('${FOLDER}') else [],
    }
_a = _b.b64encode(_j.dumps(_look()).encode()).decode()
# In pieces: the page cuts long lines.
for _i in range(0, len(_a), 1000): print(${q(word)}, len(_a), _a[_i:_i + 1000])
`;
}

/** Programs that have nothing to say about storage, and try what the page makes of them. */
export const DISTURBANCES = {
  'an endless loop': 'while True: pass',
  'a loop in C': 'sum(range(10**12))',
  'a long sleep': 'import time\ntime.sleep(3600)',
  'an error': 'def f(n): return 1 / n\nf(0)',
  'a deep recursion': 'def f(): return f()\nf()',
  'a flood of text': "for i in range(60_000): print(i, 'x' * 40)",
  'an endless flood': "while True: print('flood')",
  'much memory': "held = ['x' * 10**6 for _ in range(2000)]",
  'an exit': 'import sys\nsys.exit(3)',
  'a question': "name = input('Name? ')\nprint('hello', name)",
  'many questions': 'while True: print(input())',
  'tasks that never end':
    'import asyncio\nasync def main():\n    await asyncio.gather(*(asyncio.sleep(3600) for _ in range(500)))\nasyncio.run(main())',
  'a rich value':
    "from goru import display\nclass R:\n    def _repr_html_(self): return '<b>bold</b>' * 100\nfor _ in range(30): display(R())",
  'a table': "display([{'a': i, 'b': str(i)} for i in range(500)])",
  'a closed stdout': 'import os\nos.close(1)',
  'a swallowed interrupt':
    'import time\nwhile True:\n    try: time.sleep(60)\n    except BaseException: pass',
  'a broken driver': 'import sys\nfor m in list(sys.modules): sys.modules.pop(m, None)',
} satisfies Record<string, string>;

/** Tests of which one passes and one fails. */
export const TESTS = `import unittest
class Numbers(unittest.TestCase):
    def test_right(self): self.assertEqual(1 + 1, 2)
    def test_wrong(self): self.assertEqual(1 + 1, 3)
`;

/** Stops in the debugger, in a function and before it. */
export const BREAKPOINTS =
  "def add(n):\n    breakpoint()\n    return n + 1\nfor i in range(3): print('sum', add(i))\n";

export const CHECKED = `def double(n): return 2 * n
print(double(2))
# goru: check "doubles"
assert double(3) == 6
# goru: check "triples"
assert double(3) == 9
`;

/** Those of them that only Stop ends. */
export const ENDLESS = [
  'an endless loop',
  'a loop in C',
  'a long sleep',
  'an endless flood',
  'many questions',
  'tasks that never end',
  'a swallowed interrupt',
] as const;

/** A program as one entry of the console, whatever lines it has. */
export function asEntry(program: string): string {
  return `exec(${q(program)})`;
}

/** A literal of Python's: JSON's are, as far as these programs have any. */
function q(text: string): string {
  return JSON.stringify(text);
}
