/** What an import statement, as far as it is written, asks for next. */
export interface ImportPlace {
  asksFor: 'module' | 'name';
  /** The beginning of it. */
  typed: string;
}

const BEGIN = String.raw`(?:^|[:;])[ \t]*`;
/** What stands before a comma. */
const LISTED = String.raw`(?:[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*`;
const WORD = String.raw`([\p{XID_Start}_]?\p{XID_Continue}*)$`;

const MODULE = new RegExp(String.raw`${BEGIN}(?:from[ \t]+|import[ \t]+${LISTED})${WORD}`, 'u');
const NAME = new RegExp(
  String.raw`${BEGIN}from[ \t]+[\w.]+[ \t]+import[ \t]+\(?[ \t]*${LISTED}${WORD}`,
  'u',
);

/** Null where no import is being written, or something else than the beginning of a name comes next. */
export function importPlace(lineBefore: string): ImportPlace | null {
  for (const [asksFor, pattern] of [
    ['module', MODULE],
    ['name', NAME],
  ] as const) {
    const typed = pattern.exec(lineBefore)?.[1];
    if (typed !== undefined) return { asksFor, typed };
  }
  return null;
}
