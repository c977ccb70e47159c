import { SHARE_LIMITS } from './shared-program';
import { words } from '../words/share';
import type { SharedFile, SharedMount, SharedProgram } from './shared-program';

/** A link that this page does not open, and why: `newer` for what a later version may have added. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
  readonly isNewer: boolean;

  constructor(message: string, { isNewer = false } = {}) {
    super(message);
    this.isNewer = isNewer;
  }
}

type Check<T> = (value: unknown) => T;

const MODES = ['ro', 'rw', 'rwc'] as const satisfies readonly SharedMount['mode'][];
const PYTHON = /^\d\.\d{1,2}$/;
const PACKAGE = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?==[A-Za-z0-9][A-Za-z0-9.!+_-]{0,60}$/;
/** As the URL parser writes hosts: ASCII, lower case. No `*`: nobody gets asked for the whole network. */
const HOST = /^(?:[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/;
const MOUNT = /^(?:\/[\w-][\w.-]{0,60}){1,6}$/;
/** What is not seen, or makes text read in another order than it is written. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const FIELDS: { [Name in keyof Required<SharedProgram>]: Check<Required<SharedProgram>[Name]> } = {
  files: checkFiles,
  python: textLike(PYTHON, () => words().aPython),
  packages: listOf(
    textLike(PACKAGE, () => words().aPackage),
    SHARE_LIMITS.packages,
  ),
  hosts: listOf(
    textLike(HOST, () => words().aHost),
    SHARE_LIMITS.hosts,
  ),
  kv: (value) => {
    if (typeof value !== 'boolean') throw new PayloadError(words().kvNotBoolean);
    return value;
  },
  mounts: listOf(checkMount, SHARE_LIMITS.mounts),
};

/** The program that a link's JSON describes; throws a `PayloadError` for anything else. */
export function checkPayload(payload: unknown): SharedProgram {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new PayloadError(words().noObject);
  }
  const unknown = Object.keys(payload).find((name) => !Object.hasOwn(FIELDS, name));
  if (unknown !== undefined) {
    throw new PayloadError(words().unknownPart, { isNewer: true });
  }
  const given = payload as Readonly<Record<string, unknown>>;
  const checked: SharedProgram = { files: FIELDS.files(given['files']) };
  if (given['python'] !== undefined) checked.python = FIELDS.python(given['python']);
  if (given['packages'] !== undefined) checked.packages = FIELDS.packages(given['packages']);
  if (given['hosts'] !== undefined) checked.hosts = FIELDS.hosts(given['hosts']);
  if (given['kv'] !== undefined) checked.kv = FIELDS.kv(given['kv']);
  if (given['mounts'] !== undefined) checked.mounts = FIELDS.mounts(given['mounts']);
  return checked;
}

function checkFiles(value: unknown): readonly SharedFile[] {
  const files = listOf(checkFile, SHARE_LIMITS.files)(value);
  if (files[0]?.path.endsWith('.py') !== true) {
    throw new PayloadError(words().firstNotPython);
  }
  // Not every place that keeps files tells capitals from small letters. The first one is opened as main.py, whatever its
  // name: another main.py would take its place, and it would not be the program that somebody has been asked about.
  const names = files.map(({ path }) => path.normalize('NFC').toLowerCase());
  if (names.indexOf('main.py') > 0) throw new PayloadError(words().sameName);
  const clash = names.find(
    (name, i) => names.indexOf(name) !== i || names.some((other) => other.startsWith(`${name}/`)),
  );
  if (clash !== undefined) throw new PayloadError(words().sameName);
  return files;
}

function checkFile(value: unknown): SharedFile {
  const [path, text, ...more] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof path !== 'string' || typeof text !== 'string' || more.length > 0) {
    throw new PayloadError(words().notNameAndText);
  }
  if (!isSharedPath(path)) throw new PayloadError(words().unknownName);
  // Half of a character has no place in a file.
  if (!text.isWellFormed()) throw new PayloadError(words().notWhole);
  return { path, text };
}

/** Relative, normalised, visible, of a length that every place can keep, and no hidden file. */
export function isSharedPath(path: string): boolean {
  if (path.length > SHARE_LIMITS.pathLength || UNSEEN.test(path) || /[\\:*?"<>|]/.test(path)) {
    return false;
  }
  return (
    path.isWellFormed()
    && path.split('/').every((name) => name !== '' && !name.startsWith('.') && name === name.trim())
  );
}

function checkMount(value: unknown): SharedMount {
  const [path, mode, ...more] = Array.isArray(value) ? (value as unknown[]) : [];
  const known = MODES.find((one) => one === mode);
  if (typeof path !== 'string' || !MOUNT.test(path) || known === undefined || more.length > 0) {
    throw new PayloadError(words().notPathAndMode);
  }
  return { path, mode: known };
}

function textLike(pattern: RegExp, what: () => string): Check<string> {
  return (value) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw new PayloadError(words().isNone(what()));
    }
    return value;
  };
}

function listOf<T>(check: Check<T>, max: number): Check<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new PayloadError(words().isNoList);
    if (value.length > max) throw new PayloadError(words().listTooLong);
    return (value as unknown[]).map(check);
  };
}
