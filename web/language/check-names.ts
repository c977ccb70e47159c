// Checks that a program carries see names which nobody has written: `output`, `run`, `source`; a file of checks sees the
// program's (runtime-assets/_goru/checks.py).

const CHECK_MARK = '# goru: check';
const CHECK_FILE = /\/check_[^/]*\.py$/;
const UNDEFINED = /^(?:"(\w+)" is not defined|Undefined name `(\w+)`)/;
const GIVEN: ReadonlySet<string> = new Set(['output', 'run', 'source']);

/** Whether a diagnostic complains about a name that checks are given. The line is 0-based. */
export function isAboutCheckNames(
  message: string,
  { path, lines, line }: { path: string; lines: readonly string[]; line: number },
): boolean {
  const found = UNDEFINED.exec(message);
  if (found === null) return false;
  if (CHECK_FILE.test(path)) return true;
  if (!GIVEN.has(found[1] ?? found[2] ?? '')) return false;
  const firstCheck = lines.findIndex((text) => text.startsWith(CHECK_MARK));
  return firstCheck !== -1 && firstCheck <= line;
}
