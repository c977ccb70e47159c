/**
 * Which wheel of a version to take. In this order:
 *
 * 1. A pure one, the most specific tag first: `cp313-none-any`, `py313-none-any`, `py3-none-any`,
 *    then `py312` and older.
 * 2. One with compiled parts, which are left out on installation. Nothing in it is run before an
 *    import check, so that what matters is the Python code that lies beside them: first the code
 *    for this very Python (`cp313-cp313`), then that for the stable ABI of this or an older one
 *    (`cp39-abi3`), then what needs no ABI but has a platform (`py3-none-linux_…`, a bundled
 *    program), and last the code for an older Python, the nearest first.
 * 3. Among those, the platform that is most like ours: WASI, other WebAssembly, Linux, macOS,
 *    anything else. Code for Windows may import what POSIX lacks.
 * 4. The higher build number; then the name that sorts first, so that the choice is always the same.
 *
 * PyPy's wheels and those for a newer or a free-threaded Python are never taken.
 */
import type { MarkerEnvironment } from './contract';
import { isPureWheel, type WheelName } from './wheel-name';

const PLATFORMS = [
  /^any$/,
  /^wasi/,
  /wasm32$/,
  /^(many|musl)?linux.*_x86_64$/,
  /^(many|musl)?linux/,
  /^macosx/,
  /^/,
];

/** A list to compare from left to right, the smaller the better; null: not for this Python. */
export type WheelRank = readonly number[];

export function rankWheel(
  wheel: WheelName,
  { python_version: python }: Pick<MarkerEnvironment, 'python_version'>,
): WheelRank | null {
  const minor = Number(python.split('.')[1]);
  const interpreter = isPureWheel(wheel)
    ? best(wheel.pythons.map((tag) => rankPure(tag, minor)))
    : best(wheel.pythons.flatMap((tag) => wheel.abis.map((abi) => rankCompiled(tag, abi, minor))));
  if (interpreter === null) return null;
  const platform = Math.min(
    ...wheel.platforms.map((tag) => PLATFORMS.findIndex((pattern) => pattern.test(tag))),
  );
  return [isPureWheel(wheel) ? 0 : 1, ...interpreter, platform, -(wheel.build?.[0] ?? -1)];
}

/** Below 0 where the first is better. */
export function compareRanks(a: WheelRank, b: WheelRank): number {
  for (const [index, value] of a.entries()) {
    const order = value - (b[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

type InterpreterRank = readonly [tier: number, distance: number];

function rankPure(tag: string, minor: number): InterpreterRank | null {
  if (tag === `cp3${String(minor)}`) return [0, 0];
  if (tag === 'py3') return [1, 1];
  const distance = olderBy(tag, 'py', minor);
  if (distance === null) return null;
  return distance === 0 ? [1, 0] : [2, distance];
}

function rankCompiled(tag: string, abi: string, minor: number): InterpreterRank | null {
  const distance = olderBy(tag, 'cp', minor);
  if (distance === 0 && [tag, 'none'].includes(abi)) return [0, 0];
  if (distance !== null && abi === 'abi3') return [1, distance];
  if (abi === 'none' && (tag === 'py3' || olderBy(tag, 'py', minor) !== null)) return [2, 0];
  return distance !== null && (abi === tag || abi === `${tag}m`) ? [3, distance] : null;
}

/** By how many minor versions `cp39` is older than this Python; null where it is not, or newer. */
function olderBy(tag: string, kind: 'py' | 'cp', minor: number): number | null {
  const [, found] = new RegExp(`^${kind}3(\\d+)$`).exec(tag) ?? [];
  const distance = minor - Number(found);
  return distance >= 0 ? distance : null;
}

function best(ranks: readonly (InterpreterRank | null)[]): InterpreterRank | null {
  const [first] = ranks.filter((rank) => rank !== null).sort(compareRanks);
  return first ?? null;
}
