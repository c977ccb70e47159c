/** A name as the "Names and normalization" specification admits it. */
const NAME = /^[a-z\d](?:[a-z\d._-]*[a-z\d])?$/i;

export function isPackageName(text: string): boolean {
  return NAME.test(text);
}

/** Lower case, runs of `-`, `_` and `.` as one hyphen (PEP 503); extras too (PEP 685). */
export function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
