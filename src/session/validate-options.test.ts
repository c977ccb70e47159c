import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../contract/limits';
import type { HostDecision, Mount, PackageDecision, SessionOptions } from '../contract/options';
import { PAGE_BYTES } from '../contract/worker-api';
import { memoryFiles, opfsDirectory } from './mount-sources';
import {
  checkEnv,
  checkMemory,
  checkMounts,
  checkRun,
  checkSessionOptions,
  resolveLimits,
} from './validate-options';

const opfs = { kind: 'opfs', name: 'x' };

describe('limits', () => {
  it('are the defaults where nothing is said', () => {
    expect(resolveLimits()).toEqual(DEFAULT_LIMITS);
    expect(resolveLimits({})).toEqual(DEFAULT_LIMITS);
    expect(resolveLimits({ fs: {} })).toEqual(DEFAULT_LIMITS);
  });

  it('are changed one by one', () => {
    expect(resolveLimits({ runTimeoutMs: 0, fs: { tmpBytes: 5 } })).toEqual({
      ...DEFAULT_LIMITS,
      runTimeoutMs: 0,
      fs: { ...DEFAULT_LIMITS.fs, tmpBytes: 5 },
    });
  });

  it('of the memory must fit the interpreter, and 32 bits', () => {
    const minPages = 300;
    checkMemory(minPages * PAGE_BYTES, minPages);
    checkMemory(2 ** 32, minPages);
    for (const memoryBytes of [0, minPages * PAGE_BYTES - 1, 2 ** 32 + 1, Infinity]) {
      expect(() => {
        checkMemory(memoryBytes, minPages);
      }).toThrow(
        expect.objectContaining({
          code: 'invalid-argument',
          message: `limits.memoryBytes is ${String(memoryBytes)}; this interpreter takes 19660800 to 4294967296 bytes`,
        }),
      );
    }
  });
});

describe('the options of createSession', () => {
  it('may be any that are documented, undefined included', () => {
    checkSessionOptions({});
    checkSessionOptions({
      python: '3.12',
      mounts: [
        {
          path: '/a',
          mode: 'ro',
          source: { kind: 'memory', files: { a: 'x', b: new Uint8Array(1) } },
        },
        { path: '/b', mode: 'rwc', source: { kind: 'opfs', name: 'b' } },
      ],
      kv: { store: 'lesson' },
      allowedHosts: ['example.com'],
      functions: { add: () => 1 },
      env: { A: 'b' },
      limits: { runTimeoutMs: 0, memoryBytes: Infinity, fs: { tmpBytes: 1, readBytes: undefined } },
      onOutput: () => undefined,
      onInput: undefined,
      signal: new AbortController().signal,
      channel: 'jspi',
      hotSpare: false,
    });
  });

  it('may be the ones that the contract shows', () => {
    const onHostRequest = (): HostDecision => 'once';
    const onPackageRequest = (): PackageDecision => 'deny';
    const packageIndex = 'https://pypi.org/simple/';
    const [totalBytes, responseBytes, timeoutMs, readBytes] = [1, 2, 3, 4];
    const [onOutput, onInput] = [() => undefined, () => null];
    const [onDisplay, onStatus] = [() => undefined, () => undefined];
    const { signal } = new AbortController();
    const options = {
      python: '3.12',
      kv: true,
      allowedHosts: ['api.example.com'],
      onHostRequest,
      mounts: [
        { path: '/data', mode: 'ro', source: memoryFiles({ 'a.csv': '…' }) },
        { path: '/out', mode: 'rwc', source: opfsDirectory('out') },
      ],
      allowedPackages: ['requests>=2.32'],
      onPackageRequest,
      packageIndex,
      functions: { get_user: async ({ id }) => Promise.resolve({ id, name: 'Ada' }) },
      env: {},
      limits: {
        runTimeoutMs: 30_000,
        memoryBytes: 256 * 1024 * 1024,
        kv: { totalBytes },
        http: { responseBytes, timeoutMs },
        fs: { readBytes },
      },
      onOutput,
      onInput,
      onDisplay,
      onStatus,
      signal,
    } satisfies SessionOptions;
    checkSessionOptions(options);
    checkMounts(options.mounts);
  });

  it.each<[unknown, string]>([
    [null, 'the options of createSession is null; give an object'],
    [5, 'the options of createSession is 5; give an object'],
    [[], 'the options of createSession is an Array; give an object'],
    [
      { onOutptu: () => 1 },
      'unknown option "onOutptu" in the options of createSession; did you mean "onOutput"?',
    ],
    [{ memory: 5 }, expect.stringMatching(/^unknown option "memory" in .*; give python, mounts, /)],
    [
      { __proto__: null, constructor: 1 },
      expect.stringMatching(/^the options|^unknown option "constructor"/),
    ],
    [{ python: '2.7' }, 'python is "2.7"; give "3.13" or "3.12"'],
    [{ python: 3.12 }, 'python is 3.12; give "3.13" or "3.12"'],
    [{ channel: 'sw' }, 'channel is "sw"; give "auto", "jspi" or "service-worker"'],
    [{ hotSpare: 'yes' }, 'hotSpare is "yes"; give "auto", true or false'],
    [{ limits: 5 }, 'limits is 5; give an object'],
    [{ limits: { runTimeoutMs: '30' } }, 'limits.runTimeoutMs is "30"; give a number of 0 or more'],
    [{ limits: { runTimeoutMs: -1 } }, 'limits.runTimeoutMs is -1; give a number of 0 or more'],
    [{ limits: { outputBytes: NaN } }, 'limits.outputBytes is NaN; give a number of 0 or more'],
    [{ limits: { outputBytes: 5n } }, 'limits.outputBytes is 5; give a number of 0 or more'],
    [{ limits: { fs: { tmpBytes: -5 } } }, 'limits.fs.tmpBytes is -5; give a number of 0 or more'],
    [{ limits: { fs: 5 } }, 'limits.fs is 5; give an object'],
    [
      { limits: { timeoutMs: 5 } },
      expect.stringContaining('unknown option "timeoutMs" in limits;'),
    ],
    [
      { limits: { runTimeoutMS: 5 } },
      'unknown option "runTimeoutMS" in limits; did you mean "runTimeoutMs"?',
    ],
    [
      { limits: { fs: { tmpByte: 5 } } },
      'unknown option "tmpByte" in limits.fs; did you mean "tmpBytes"?',
    ],
    [
      { functions: new Map() },
      'functions is a Map; give an object such as { name: (args) => result }',
    ],
    [
      { functions: [() => 1] },
      'functions is an Array; give an object such as { name: (args) => result }',
    ],
    [{ functions: { add: 'code' } }, 'functions["add"] is "code"; give a function'],
    [{ onOutput: 'print' }, 'onOutput is "print"; give a function'],
    [{ onInput: null }, 'onInput is null; give a function'],
    [{ onStatus: {} }, 'onStatus is an Object; give a function'],
    [{ onDisplay: [] }, 'onDisplay is an Array; give a function'],
    [{ signal: {} }, 'signal is an Object; give an AbortSignal'],
    [{ signal: new AbortController() }, 'signal is an AbortController; give an AbortSignal'],
    [{ env: { A: 1 } }, 'env["A"] is 1; give a string'],
    [{ env: 'A=1' }, 'env is "A=1"; give an object such as { NAME: "value" }'],
    [{ allowedHosts: 'example.com' }, expect.stringContaining('give an array')],
    [{ allowedHosts: [5] }, 'allowedHosts[0] is 5; give a string'],
    [
      { allowedPackages: 'requests' },
      'allowedPackages is "requests"; give an array such as ["requests>=2.32"]',
    ],
    [{ allowedPackages: [5] }, 'allowedPackages[0] is 5; give a string'],
    [{ onPackageRequest: 'once' }, 'onPackageRequest is "once"; give a function'],
    [{ packageIndex: 5 }, 'packageIndex is 5; give a string'],
    [{ kv: 'yes' }, 'kv is "yes"; give true, false or { store }'],
    [{ kv: {} }, 'kv.store is undefined; give a string'],
    [{ mounts: {} }, 'mounts is an Object; give an array of { path, mode, source }'],
    [{ mounts: [null] }, 'mounts[0] is null; give an object'],
    [
      { mounts: [{ path: '/a', mode: 'ro' }] },
      expect.stringContaining('mounts[0].source is undefined'),
    ],
    [
      { mounts: [{ path: '/a', mode: 'r', source: opfs }] },
      'mounts[0].mode is "r"; give "ro", "rw" or "rwc"',
    ],
    [{ mounts: [{ path: 5, mode: 'ro', source: opfs }] }, 'mounts[0].path is 5; give a string'],
    [
      { mounts: [{ path: '/a', source: opfs }] },
      expect.stringContaining('mounts[0].mode is undefined'),
    ],
    [
      { mounts: [{ path: '/a', mode: 'ro', source: { kind: 'opfs' } }] },
      expect.stringContaining('source.name'),
    ],
    [
      { mounts: [{ path: '/a', mode: 'ro', source: { 'a.txt': 'x' } }] },
      'mounts[0].source is an Object; give memoryFiles({ … }) or opfsDirectory("name")',
    ],
    [
      { mounts: [{ path: '/a', mode: 'ro', source: { kind: 'memory', files: { 'a.txt': 5 } } }] },
      'mounts[0].source.files["a.txt"] is 5; give a string or a Uint8Array',
    ],
    [
      { mounts: [{ path: '/a', mode: 'ro', source: { kind: 'memory', files: null } }] },
      'mounts[0].source.files is null; give an object such as { "a.txt": "text" }',
    ],
  ])('are refused by name when they make no sense (%#)', (options, message) => {
    expect(() => {
      checkSessionOptions(options);
    }).toThrow(expect.objectContaining({ code: 'invalid-argument', message }));
  });
});

describe('a run', () => {
  it('is a program and options', () => {
    checkRun('', {});
    checkRun('1', { filename: 'a.py', timeoutMs: 0.5, signal: new AbortController().signal });
    checkRun('1', { timeoutMs: Infinity, filename: undefined });
  });

  it.each<[unknown, unknown, string]>([
    [undefined, {}, 'the program of run() is undefined; give a string'],
    [5, {}, 'the program of run() is 5; give a string'],
    ['1', null, 'the options of run() is null; give an object'],
    // CPython's clock would overflow.
    ['1', { clockMs: Date.UTC(2263, 0, 1) }, expect.stringContaining('clockMs')],
    ['1', 'main.py', 'the options of run() is "main.py"; give an object'],
    [
      '1',
      { nonsense: 1 },
      expect.stringContaining('unknown option "nonsense" in the options of run()'),
    ],
    [
      '1',
      { timeout: 1 },
      'unknown option "timeout" in the options of run(); did you mean "timeoutMs"?',
    ],
    ['1', { timeoutMs: -1 }, 'timeoutMs is -1; give a number of 0 (no limit) or more'],
    ['1', { timeoutMs: NaN }, 'timeoutMs is NaN; give a number of 0 (no limit) or more'],
    ['1', { timeoutMs: '5' }, 'timeoutMs is "5"; give a number of 0 (no limit) or more'],
    ['1', { filename: 5 }, 'filename is 5; give a string'],
    ['1', { signal: 'x' }, 'signal is "x"; give an AbortSignal'],
  ])('is refused when it makes no sense: %j %j', (source, options, message) => {
    expect(() => {
      checkRun(source, options);
    }).toThrow(expect.objectContaining({ code: 'invalid-argument', message }));
  });
});

describe('mount paths', () => {
  it.each(['/data', '/data/sub', '/a.b-c', '/grüße', '/data2', '/library', '/hosts'])(
    'may be %s',
    (path) => {
      checkMounts([mountAt(path)]);
    },
  );

  it.each(['', '/', 'data', './data', '/data/', '/data//sub', '/data/../x', '/./data', '/a\0b'])(
    'may not be "%s", which is not absolute and normalised',
    (path) => {
      expect(() => {
        checkMounts([mountAt(path)]);
      }).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    },
  );

  it.each(['/tmp', '/tmp/x', '/lib', '/lib/goru', '/usr/share', '/host'])(
    'may not be %s, which is the interpreter’s',
    (path) => {
      expect(() => {
        checkMounts([mountAt(path)]);
      }).toThrow(`mount path "${path}" belongs to the interpreter`);
    },
  );

  it('may not be given twice', () => {
    checkMounts([mountAt('/data'), mountAt('/data/sub')]);
    expect(() => {
      checkMounts([mountAt('/data'), mountAt('/out'), mountAt('/data')]);
    }).toThrow('"/data" is mounted twice');
  });
});

describe('files of a mount in memory', () => {
  it.each([['a.txt'], ['a/b.txt', 'a/c.txt'], ['ü/€.csv', 'a b']])('may be %j', (...files) => {
    checkMounts([mountAt('/data', files)]);
  });

  it.each(['', '/abs', 'a//b', '../x', 'a/./b', 'a/', 'a\0'])('may not be called "%s"', (file) => {
    expect(() => {
      checkMounts([mountAt('/data', [file])]);
    }).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  it('are not directories of each other', () => {
    expect(() => {
      checkMounts([mountAt('/data', ['a/b', 'a'])]);
    }).toThrow('mount "/data" has "a" both as a file and as a directory');
  });
});

describe('the environment', () => {
  it('takes what POSIX takes', () => {
    checkEnv({ HOME: '/tmp', EMPTY: '', 'with space': 'a=b', grüße: '€' });
  });

  it.each([[{ '': 'x' }], [{ 'a=b': 'x' }], [{ 'a\0': 'x' }], [{ a: 'x\0' }]])(
    'refuses %j',
    (env) => {
      expect(() => {
        checkEnv(env);
      }).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    },
  );
});

function mountAt(path: string, files: readonly string[] = []): Mount {
  const source = Object.fromEntries(files.map((file) => [file, 'content']));
  return { path, mode: 'ro', source: { kind: 'memory', files: source } };
}
