/** Shorter names are all near each other: only letters that changed places count. */
const SHORT = 4;
/** In the name of something as long as this two slips count, in others one. */
const LONG = 8;

/** A first letter is seldom mistyped: of two names that are as near, `nunpy` means numpy rather than runpy. */
const OTHER_START = 0.5;

/**
 * Of the known names the first of those that are nearest to a misspelt one; null when it is one of them, or like none.
 * runtime-assets/_goru/spelling.py is the same.
 */
export function nearestName(name: string, known: Iterable<string>): string | null {
  let nearest: string | null = null;
  let least = Infinity;
  const asked = name.toLowerCase();
  for (const candidate of known) {
    if (candidate === name) return null;
    const count = slips(asked, candidate.toLowerCase());
    if (count === null) continue;
    const isSameStart = candidate[0]?.toLowerCase() === asked[0];
    const away = isSameStart ? count : count + OTHER_START;
    if (away >= least) continue;
    nearest = candidate;
    least = away;
  }
  return nearest;
}

/** How many slips lie between two names; null for too many. */
function slips(asked: string, known: string): number | null {
  const most = known.length >= LONG ? 2 : 1;
  if (Math.abs(asked.length - known.length) > most) return null;
  const count = distance(asked, known);
  const isLongEnough = Math.min(asked.length, known.length) >= SHORT;
  return count <= most && (isLongEnough || letters(asked) === letters(known)) ? count : null;
}

function letters(name: string): string {
  return name.split('').sort().join('');
}

/** Letters that are missing, too many, others, or swapped with their neighbours. */
function distance(one: string, other: string): number {
  let above: readonly number[];
  let before: readonly number[] = [];
  let row: number[] = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 0; i < one.length; i += 1) {
    [above, before, row] = [before, row, [i + 1]];
    for (let j = 0; j < other.length; j += 1) {
      const changed = one[i] === other[j] ? 0 : 1;
      const isSwapped = i > 0 && j > 0 && one[i] === other[j - 1] && one[i - 1] === other[j];
      row.push(
        Math.min(
          at(before, j + 1) + 1,
          at(row, j) + 1,
          at(before, j) + changed,
          isSwapped ? at(above, j - 1) + 1 : Infinity,
        ),
      );
    }
  }
  return at(row, other.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
