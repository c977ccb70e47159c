import type { RunOptions } from '../contract/options';
import type { RunResult } from '../contract/run-result';
import type { FailedImport } from '../packages/installer';
import type { PackageOptions } from '../packages/session-packages';

/**
 * Imports packages in the session's own Python, as `install_pkg` does for a program; `runOwn` runs a text that nobody
 * sees, or answers undefined where it cannot.
 */
export function proveByImport(
  runOwn: (source: string, options: RunOptions) => Promise<RunResult | undefined>,
): NonNullable<PackageOptions['prove']> {
  return async (unproven, signal) => {
    // JSON in a string of JSON, which is one of Python's, too.
    const argument = JSON.stringify(JSON.stringify(unproven));
    const source = `__import__('goru._packages')._packages.tell_first_failure(${argument})`;
    const result = await runOwn(source, { filename: '<packages>', signal });
    if (result?.status !== 'ok') return 'untried';
    // A module may have printed something, too.
    const line = result.stdout.trimEnd().split('\n').at(-1) ?? '';
    return readFailure(line) ?? 'untried';
  };
}

/** Undefined: that is no answer. */
function readFailure(line: string): { failure: FailedImport | null } | undefined {
  try {
    const { failure } = JSON.parse(line) as {
      failure?: Record<keyof FailedImport, unknown> | null;
    };
    if (failure === null || failure === undefined) return failure === null ? { failure } : failure;
    const { name, module, reason } = failure;
    return { failure: { name: String(name), module: String(module), reason: String(reason) } };
  } catch {
    return undefined;
  }
}
