import type { JsonValue } from './json';
import type { LimitOptions } from './limits';
import type { PlannedPackage } from './session-packages';
import type { SessionStatus } from './session-status';

/**
 * The shipped interpreters: our own optimised build of CPython 3.13, and VMware's 3.12, which programs of goru were
 * written for.
 */
export const PYTHON_VERSIONS = ['3.13', '3.12'] as const;
export type PythonVersion = (typeof PYTHON_VERSIONS)[number];

/** What `platform.python_version()` says in each; packages depend on it. */
export const FULL_PYTHON_VERSIONS = {
  '3.13': '3.13.15',
  '3.12': '3.12.0',
} as const satisfies Record<PythonVersion, string>;

/** How a blocked guest reaches the page; `auto` probes for JSPI. */
export type ChannelKind = 'jspi' | 'service-worker';

export type OutputStream = 'stdout' | 'stderr';

/** A piece of output. Pieces arrive in the order in which the program wrote them. */
export interface OutputChunk {
  stream: OutputStream;
  text: string;
}

export interface InputRequest {
  /** Who reads: the program, or `pdb`, whose commands somebody has to give who sees where it stands. */
  reader: 'program' | 'debugger';
  /** Aborts when the program no longer waits (it was stopped, or the session closed). */
  signal: AbortSignal;
}

/** A rich value: MIME type → text (binary types in base64), as `_repr_mimebundle_` makes it. */
export type MimeBundle = Readonly<Record<string, string>>;

/** A function of the page that Python reaches with `call(name, **kwargs)`. JSON in, JSON out. */
export type HostFunction = (
  args: Readonly<Record<string, JsonValue>>,
  context: { signal: AbortSignal },
) => unknown;

export type HostFunctions = Readonly<Record<string, HostFunction>>;

/** Files for a mount that lives in memory: path relative to the mount → content. */
export interface MemorySource {
  kind: 'memory';
  files: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * A folder of the origin's private file system (or of IndexedDB, where the browser has none), by a
 * name of the page's choice. It survives reloads and belongs to this site alone.
 */
export interface OpfsSource {
  kind: 'opfs';
  name: string;
}

export type MountMode = 'ro' | 'rw' | 'rwc';

export interface Mount {
  /** Absolute, normalised: `/data`. */
  path: string;
  mode: MountMode;
  source: MemorySource | OpfsSource;
}

/** A program wants to send a request to a host that nobody has granted yet. */
export interface HostRequest {
  /**
   * What a yes grants: the host as the URL parser writes it, with its port where that is not the
   * scheme's own.
   */
  host: string;
  method: string;
  /** As the URL parser writes it, which may differ from what the program wrote. */
  url: string;
  /** The line of the program that asks, as far as the program says so. */
  line: number | null;
  /** Aborts when the program no longer waits for an answer. */
  signal: AbortSignal;
}

/**
 * `once` holds until the run ends, for this host and port alone; `always` adds the host, and with
 * it its subdomains, to the session's allowed ones.
 */
export type HostDecision = 'once' | 'always' | 'deny';

/** A program wants to install packages that the page has not allowed. */
export interface PackageRequest {
  /** What the program asks for: `requests>=2.32`. */
  requirements: readonly string[];
  /** The packages' names as an index writes them: lower case, with hyphens. */
  names: readonly string[];
  /** The line of the program that asks, as far as the program says so. */
  line: number | null;
  /**
   * Asks the index which versions would come, and what they need. It tells the index the names that
   * a program has chosen: call it for somebody who wants to know.
   */
  plan: () => Promise<readonly PlannedPackage[]>;
  /** Aborts when the program no longer waits for an answer. */
  signal: AbortSignal;
}

/** `once` holds until the run ends; `always` adds the packages to the session's allowed ones. */
export type PackageDecision = 'once' | 'always' | 'deny';

/** What became of one HTTP request; told when it has ended. */
export interface HttpReport {
  method: string;
  /** As the browser reads it, `https://xn--…` for one that looks like another; what is no URL as it was written. */
  url: string;
  /** Milliseconds since the Unix epoch. */
  startedAt: number;
  durationMs: number;
  outcome: 'answered' | 'failed' | 'denied' | 'cancelled';
  /** HTTP status, when there was an answer. */
  status: number | null;
  responseBytes: number;
  /** What went wrong, in the words the program saw. */
  message: string | null;
}

/** One host call as an inspector shows it. */
export interface HostCallReport {
  /** `kv/get`, `fs/read`, `http/request`, `call/invoke` … */
  method: string;
  params: JsonValue;
  requestBytes: number;
  resultBytes: number;
  startedAt: number;
  durationMs: number;
  error: { code: string; message: string } | null;
}

export interface SessionOptions {
  /** Which shipped interpreter. Default: the newest. */
  python?: PythonVersion;
  mounts?: readonly Mount[];
  /**
   * A store for JSON values that survives reloads. `true` is the site's own store, a name keeps
   * lessons apart. Default: off.
   */
  kv?: boolean | { store: string };
  /**
   * Hosts (`api.example.com`, `localhost:8000`) that programs may send requests to, subdomains
   * included; `*` is all of them. Default: none.
   */
  allowedHosts?: readonly string[];
  /** Asked about any other host. Without it the answer is no. */
  onHostRequest?: (request: HostRequest) => HostDecision | Promise<HostDecision>;
  /** Told about every HTTP request, denied ones included, once it has ended. */
  onHttpRequest?: (report: HttpReport) => void;
  /** Bytes of a response so far, for requests that take longer than a moment. */
  onHttpProgress?: (progress: {
    url: string;
    receivedBytes: number;
    totalBytes: number | null;
  }) => void;
  /**
   * Packages that programs may install, as requirements (`requests>=2.32`); `*` is all of them. What
   * they need is allowed with them. Default: none.
   */
  allowedPackages?: readonly string[];
  /** Asked about any other package. Without it the answer is no. */
  onPackageRequest?: (request: PackageRequest) => PackageDecision | Promise<PackageDecision>;
  /** Address of the package index to ask instead of PyPI (PEP 503, PEP 691). */
  packageIndex?: string;
  /** Functions for `call(name, **kwargs)`. */
  functions?: HostFunctions;
  /**
   * Environment variables the program sees. Default: none of yours. With `LANGUAGE: 'de'` the advice below errors is German.
   */
  env?: Readonly<Record<string, string>>;
  limits?: LimitOptions;
  /**
   * Receives output as it is written. Return a promise to slow the program down until you have
   * shown what you got (back-pressure).
   */
  onOutput?: (chunk: OutputChunk) => void | Promise<void>;
  /**
   * Answers `input()`: a line without its newline, or null for end of file. Without it reading
   * standard input is at end of file at once.
   */
  onInput?: (request: InputRequest) => string | null | Promise<string | null>;
  /**
   * Shows a value of `display`; there is always a `text/plain`. Tables come as
   * `application/vnd.goru.table+json`: `{ columns: [{ name, isNumeric }], rows: [[text]], rowCount, columnCount }`.
   * HTML of a program belongs into a sandboxed frame. A returned promise makes the program wait.
   */
  onDisplay?: (data: MimeBundle) => void | Promise<void>;
  /**
   * What a run tells besides its output: that a test or a check has ended, and where `pdb` stands. JSON under
   * `application/vnd.goru.tests+json`, `…checks+json` or `…debugger+json`; a program can make up such news, too.
   */
  onNews?: (news: MimeBundle) => void | Promise<void>;
  onStatus?: (status: SessionStatus) => void;
  /** Closes the session when it aborts. */
  signal?: AbortSignal;
  /** How the guest blocks. Default `auto`; the fallback can be forced for tests. */
  channel?: ChannelKind | 'auto';
  /** Keep a second, booted interpreter ready so that Stop costs milliseconds. Default: auto. */
  hotSpare?: boolean | 'auto';
}

export interface RunOptions {
  /** Shown in tracebacks. Default `main.py`. */
  filename?: string;
  /**
   * `console`: the text is an entry of a console. `name?` and `%pip` are understood, tasks and exit
   * handlers are left for later entries. `tests`: the text is run apart from the session's names, and then the unit
   * tests and doctests in it and in the files beside it. `checks`: those that the program carries
   * (`# goru: check "name"`) look at what its last run has left. Both tell their results through `onNews`.
   * Default: `program`.
   */
  mode?: 'program' | 'console' | 'tests' | 'checks';
  /** Runs only this part of the text, by UTF-16 offsets. Lines are those of the whole text. */
  part?: { from: number; to: number };
  /** What follows the file's name in `sys.argv`. */
  args?: readonly string[];
  /** Seeds `random` before the run. */
  seed?: number;
  /** The wall clock stands still at this moment (milliseconds since the Unix epoch) until the run ends. */
  clockMs?: number;
  /** For `checks`: what the program's run wrote, which they see as `output`. */
  output?: string;
  /** Overrides `limits.runTimeoutMs` for this run; 0 = no limit. */
  timeoutMs?: number;
  /** Interrupts this run (or takes it out of the queue) when it aborts. */
  signal?: AbortSignal;
}

export type { JsonValue };
