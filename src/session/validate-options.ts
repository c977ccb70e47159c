import { GoruError } from '../contract/goru-error';
import { DEFAULT_LIMITS, type LimitOptions, type Limits } from '../contract/limits';
import {
  type Mount,
  PYTHON_VERSIONS,
  type RunOptions,
  type SessionOptions,
} from '../contract/options';
import { PAGE_BYTES } from '../contract/worker-api';
import {
  type Check,
  checkEntries,
  checkFields,
  checkFunction,
  checkList,
  checkOneOf,
  checkSignal,
  checkText,
  checkThat,
  describe,
  isObject,
  refuse,
} from './option-checks';

const checkLimit = checkThat(
  (value) => typeof value === 'number' && value >= 0,
  'a number of 0 or more',
);

/** The checks of limits, which are numbers or groups of them. */
function limitChecks(limits: Readonly<Record<string, unknown>>): Record<string, Check> {
  return Object.fromEntries(
    Object.entries(limits).map(([name, value]) => [
      name,
      isObject(value) ? checkFields(limitChecks(value)) : checkLimit,
    ]),
  );
}

const checkFile = checkThat(
  (value) =>
    typeof value === 'string' || Object.prototype.toString.call(value) === '[object Uint8Array]',
  'a string or a Uint8Array',
);

const SOURCE_CHECKS: Readonly<Record<Mount['source']['kind'], Check>> = {
  memory: checkFields(
    {
      kind: checkText,
      files: checkEntries(checkFile, 'an object such as { "a.txt": "text" }'),
    },
    { required: ['files'] },
  ),
  opfs: checkFields({ kind: checkText, name: checkText }, { required: ['name'] }),
};

const checkSource: Check = (value, name) => {
  const kind = isObject(value) ? value['kind'] : undefined;
  if (kind !== 'memory' && kind !== 'opfs') {
    refuse(name, value, 'memoryFiles({ … }) or opfsDirectory("name")');
  }
  SOURCE_CHECKS[kind](value, name);
};

const MOUNT_CHECKS = {
  path: checkText,
  mode: checkOneOf('ro', 'rw', 'rwc'),
  source: checkSource,
} satisfies Record<keyof Mount, Check>;

const OPTION_CHECKS = {
  python: checkOneOf(...PYTHON_VERSIONS),
  mounts: checkList(
    checkFields(MOUNT_CHECKS, { required: ['path', 'mode', 'source'] }),
    'an array of { path, mode, source }',
  ),
  kv: (value, name) => {
    if (typeof value === 'boolean') return;
    checkFields({ store: checkText }, { wanted: 'true, false or { store }', required: ['store'] })(
      value,
      name,
    );
  },
  allowedHosts: checkList(checkText, 'an array such as ["api.example.com"]'),
  onHostRequest: checkFunction,
  onHttpRequest: checkFunction,
  onHttpProgress: checkFunction,
  allowedPackages: checkList(checkText, 'an array such as ["requests>=2.32"]'),
  onPackageRequest: checkFunction,
  packageIndex: checkText,
  functions: checkEntries(checkFunction, 'an object such as { name: (args) => result }'),
  env: checkEntries(checkText, 'an object such as { NAME: "value" }'),
  limits: checkFields(limitChecks(DEFAULT_LIMITS)),
  onOutput: checkFunction,
  onInput: checkFunction,
  onDisplay: checkFunction,
  onNews: checkFunction,
  onStatus: checkFunction,
  signal: checkSignal,
  channel: checkOneOf('auto', 'jspi', 'service-worker'),
  hotSpare: checkOneOf('auto', true, false),
} satisfies Record<keyof SessionOptions, Check>;

const checkOffset = checkThat(
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'a position in the text',
);
/** Python counts the time in nanoseconds, in 63 bits: they end in April of that year. */
const CLOCK_MAX_MS = Date.UTC(2262, 3, 1);

const RUN_OPTION_CHECKS = {
  filename: checkText,
  mode: checkOneOf('program', 'console', 'tests', 'checks'),
  part: checkFields(
    { from: checkOffset, to: checkOffset },
    { wanted: 'an object with `from` and `to`', required: ['from', 'to'] },
  ),
  args: checkList(checkText, 'an array of strings'),
  seed: checkThat(Number.isSafeInteger, 'a whole number'),
  clockMs: checkThat(
    (value) => typeof value === 'number' && value >= 0 && value <= CLOCK_MAX_MS,
    'milliseconds since the Unix epoch',
  ),
  output: checkText,
  timeoutMs: checkThat(
    (value) => typeof value === 'number' && value >= 0,
    'a number of 0 (no limit) or more',
  ),
  signal: checkSignal,
} satisfies Record<keyof RunOptions, Check>;

/** Names and types of `createSession`'s options: a page need not be TypeScript. */
export function checkSessionOptions(options: unknown): void {
  checkFields(OPTION_CHECKS, { prefix: '' })(options, 'the options of createSession');
}

/** What `session.run` was called with. */
export function checkRun(source: unknown, options: unknown): void {
  checkText(source, 'the program of run()');
  checkFields(RUN_OPTION_CHECKS, { prefix: '' })(options, 'the options of run()');
}

export function checkHostFunction(name: unknown, fn: unknown): void {
  checkText(name, 'the name of registerFunction()');
  checkFunction(fn, `the function ${describe(name)} of registerFunction()`);
}

/** Limits with every default filled in. */
export function resolveLimits(options: LimitOptions = {}): Limits {
  return {
    ...DEFAULT_LIMITS,
    ...withoutUndefined(options),
    kv: { ...DEFAULT_LIMITS.kv, ...withoutUndefined(options.kv) },
    http: { ...DEFAULT_LIMITS.http, ...withoutUndefined(options.http) },
    fs: { ...DEFAULT_LIMITS.fs, ...withoutUndefined(options.fs) },
    packages: { ...DEFAULT_LIMITS.packages, ...withoutUndefined(options.packages) },
  };
}

function withoutUndefined<T extends object>(options: T | undefined): Partial<T> {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<T>;
}

/** The largest memory that 32-bit WebAssembly can address. */
const MAX_MEMORY_BYTES = 65_536 * PAGE_BYTES;

/** An interpreter that cannot even start in the memory it is given is the page's mistake. */
export function checkMemory(memoryBytes: number, minPages: number): void {
  const minBytes = minPages * PAGE_BYTES;
  if (memoryBytes >= minBytes && memoryBytes <= MAX_MEMORY_BYTES) return;
  throw new GoruError(
    'invalid-argument',
    `limits.memoryBytes is ${String(memoryBytes)}; this interpreter takes ${String(minBytes)} to ${String(MAX_MEMORY_BYTES)} bytes`,
  );
}

/** Paths the interpreter has for itself. */
const RESERVED_PATHS = ['/dev', '/host', '/lib', '/usr', '/tmp'];

export function checkMounts(mounts: readonly Mount[]): void {
  const seen = new Set<string>();
  const stored = new Set<string>();
  for (const { path, source } of mounts) {
    if (!path.startsWith('/') || !isNormalised(path.slice(1))) {
      throw new GoruError(
        'invalid-argument',
        `mount path "${path}" is not an absolute, normalised path such as "/data"`,
      );
    }
    const isReserved = RESERVED_PATHS.some((own) => path === own || path.startsWith(`${own}/`));
    if (isReserved) {
      throw new GoruError('invalid-argument', `mount path "${path}" belongs to the interpreter`);
    }
    if (seen.has(path)) throw new GoruError('invalid-argument', `"${path}" is mounted twice`);
    seen.add(path);
    if (source.kind === 'opfs') {
      if (source.name === '') {
        throw new GoruError('invalid-argument', `mount "${path}": opfsDirectory() wants a name`);
      }
      if (stored.has(source.name)) {
        throw new GoruError('invalid-argument', `opfsDirectory("${source.name}") is mounted twice`);
      }
      stored.add(source.name);
    }
    if (source.kind === 'memory') checkFiles(path, Object.keys(source.files));
  }
}

/** Files of a mount in memory: relative, normalised, and none is another one's directory. */
function checkFiles(mount: string, files: readonly string[]): void {
  const names = new Set(files);
  for (const file of files) {
    if (!isNormalised(file)) {
      throw new GoruError(
        'invalid-argument',
        `mount "${mount}" has a file "${file}"; give a relative, normalised path such as "a/b.txt"`,
      );
    }
    const parents = file.split('/').map((_, i, segments) => segments.slice(0, i).join('/'));
    const clash = parents.find((parent) => names.has(parent));
    if (clash !== undefined) {
      throw new GoruError(
        'invalid-argument',
        `mount "${mount}" has "${clash}" both as a file and as a directory`,
      );
    }
  }
}

function isNormalised(relativePath: string): boolean {
  return relativePath
    .split('/')
    .every((segment) => !['', '.', '..'].includes(segment) && !segment.includes('\0'));
}

/** Environment variables: POSIX forbids `=` in names and NUL anywhere. */
export function checkEnv(env: NonNullable<SessionOptions['env']>): void {
  for (const [name, value] of Object.entries(env)) {
    if (name === '' || /[=\0]/.test(name) || value.includes('\0')) {
      throw new GoruError('invalid-argument', `env has an impossible entry: "${name}"`);
    }
  }
}
