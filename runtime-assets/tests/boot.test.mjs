/**
 * A whole session over real file descriptors: boot, channel device, streams. Each step is one run;
 * the interpreter lives through all of them, in 256 MB.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';

import { GuestExit, runGuest, ScriptedHost } from './harness/guest.mjs';

const { interpreter, version, python } = JSON.parse(process.argv[2]);
const FULL_VERSIONS = { 3.12: '3.12.0', 3.13: '3.13.15' };
const PAGES_OF_256_MB = 4096;
const START =
  "import sys; sys.path.insert(0, '/lib/goru'); import _goru.boot; "
  + "_goru.boot.start(env={}, workspace='/tmp', mounts=[])";
const BIG = 300_000;

const steps = [
  {
    name: 'prints and reports a value',
    source: 'import sys\nprint("hi")\nprint("err", file=sys.stderr)\n6 * 7',
    check({ result, output }) {
      assert.deepEqual([result.status, result.value], ['ok', '42']);
      assert.equal(output, 'stdout:hi\nstderr:err\n');
    },
  },
  {
    name: 'streams are terminals for Python and for the C library',
    source: 'import os, sys\n[os.isatty(1), os.isatty(2), sys.stdout.isatty(), sys.stdin.isatty()]',
    check: ({ result }) => assert.equal(result.value, '[True, True, True, True]'),
  },
  {
    name: 'asks for input, and takes large answers',
    source: 'x = input("? ")\nlen(x)',
    input: Buffer.from(`${'x'.repeat(BIG)}\n`),
    check({ result, output }) {
      assert.equal(output, 'stdout:? ');
      assert.equal(result.value, String(BIG));
    },
  },
  {
    name: 'sends large frames',
    source: `len(call("echo", text="y" * ${BIG})["text"])`,
    check: ({ result }) => assert.equal(result.value, String(BIG)),
  },
  {
    name: 'stops a sleeping program',
    source: 'import time\ntime.sleep(30)',
    interruptMs: 30,
    check({ result, frames, durationMs }) {
      assert.equal(result.status, 'interrupted');
      assert.ok(frames.some((frame) => frame.type === 'interrupted'));
      assert.ok(durationMs < 5_000);
    },
  },
  {
    name: 'stops a program that prints for ever, without losing or repeating output',
    source: 'i = 0\nwhile True:\n    print(i)\n    i += 1',
    interruptMs: 100,
    check({ result, output }) {
      assert.equal(result.status, 'interrupted');
      const numbers = [...output.matchAll(/^(?:stdout:)?(\d+)$/gm)].map((match) =>
        Number(match[1]),
      );
      assert.ok(numbers.length > 10);
      numbers.forEach((number, i) => assert.equal(number, i));
    },
  },
  {
    name: 'stops an idle event loop',
    source: 'import asyncio\nawait asyncio.sleep(30)',
    interruptMs: 1_000,
    check: ({ result }) => assert.equal(result.status, 'interrupted'),
  },
  {
    name: 'overlaps host calls',
    source:
      'import asyncio, time\nt = time.monotonic()\n'
      + 'await asyncio.gather(*(async_call("slow") for _ in range(3)))\ntime.monotonic() - t < 0.5',
    check: ({ result }) => assert.equal(result.value, 'True'),
  },
  {
    name: 'turns the memory limit into a MemoryError',
    source: 'x = []\nwhile True: x.append(bytearray(10**6))',
    check: ({ result }) => assert.equal(result.errorType, 'MemoryError'),
  },
  {
    name: 'goes on after that',
    source: 'x = None\nlen(bytearray(10**8))',
    check: ({ result }) => assert.equal(result.value, '100000000'),
  },
  {
    name: 'imports what a program wrote before its own packages',
    source:
      'open("helper.py", "w").write("a = 5\\n")\nimport helper, sys\nhelper.a, sys.path[0], sys.path[-1]',
    check: ({ result }) => assert.equal(result.value, "(5, '', '/lib/goru')"),
  },
];

let current = -1;
let observed;
let startedAt;

function next(host) {
  current += 1;
  const step = steps[current];
  if (step === undefined) throw new GuestExit('done');
  observed = { output: '', frames: [] };
  startedAt = performance.now();
  host.send({ type: 'run', run: current, source: step.source, filename: 'main.py' });
  if (step.interruptMs !== undefined) {
    host.send({ type: 'interrupt', run: current }, { afterMs: step.interruptMs });
  }
}

function finish(result, host) {
  const { name, check } = steps[current];
  try {
    check({ ...observed, result, durationMs: performance.now() - startedAt });
    console.log(`ok ${name}`);
  } catch (error) {
    const got = JSON.stringify({ ...observed, result }).slice(0, 2_000);
    console.log(`not ok ${name}: ${error.message.replaceAll('\n', ' ')} ${got}`);
  }
  next(host);
}

function answer(frame, host) {
  const reply = { type: 'reply', id: frame.id };
  if (frame.method === 'stdin/read') {
    host.send({ ...reply, value: null }, { payload: steps[current].input });
  } else if (frame.params.name === 'slow') host.send({ ...reply, value: 1 }, { afterMs: 200 });
  else host.send({ ...reply, value: frame.params.args });
}

const host = new ScriptedHost((frame) => {
  if (frame.type === 'ready') {
    assert.deepEqual(frame, { type: 'ready', protocol: 1, python: FULL_VERSIONS[version] });
    console.log('ok boots and says so');
    next(host);
  } else if (frame.type === 'call') answer(frame, host);
  else if (frame.type === 'result') finish(frame, host);
  else observed.frames.push(frame);
});
let lastStream;
host.writeOutput = (stream, bytes) => {
  if (stream !== lastStream || observed.output === '') observed.output += `${stream}:`;
  observed.output += bytes.toString();
  lastStream = stream;
};

const temporary = fs.mkdtempSync(`${python}-tmp`);
await runGuest({
  interpreter,
  maxPages: PAGES_OF_256_MB,
  source: START,
  preopens: { '/lib/goru': python, '/tmp': temporary },
  host,
});
if (current < steps.length) console.log(`not ok ${steps[current].name}: the interpreter ended`);
