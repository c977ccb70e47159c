// Decides which spans of a time zone are daylight saving time. moment-timezone does not say; IANA's rules do,
// but no npm package carries those in a form as well kept. Python shows the answer as `tm_isdst` and `dst()`.
//
// Names in letters decide it. Numeric names (`-03`) are judged by shape: clocks go forward for less than a
// year and then back. daylight-corrections.ts sets right what that misses since 1970; before, it may err.

import { daylightCorrections } from './daylight-corrections';
import type { ZoneSpan } from './moment-zones';
import { PERPETUAL_FROM } from './moment-zones';
import type { SavingSpan } from './posix-time-zone';

const YEAR_SECONDS = 365 * 86_400;
const LONGEST_SUMMER_SECONDS = 0.9 * YEAR_SECONDS;

/** …DT daylight, …DDT double daylight, …WT war time, …PT peace time. */
const DAYLIGHT_NAME = /^[A-Z]{1,3}(DT|DDT|WT|PT)$/;
const SUMMER_NAMES = new Set(
  'BDST CAST CEMT CEST EEST HKST LST MDST MSD PKST WAST WEMT WEST'.split(' '),
);

/** Zones whose law calls the summer time standard; what is saved is the winter. Unix seconds of the first one. */
const WINTER_SAVING: Record<string, { from: number; abbreviation: string }> = {
  'Europe/Dublin': { from: 57_722_400, abbreviation: 'GMT' },
  'Africa/Windhoek': { from: 764_200_800, abbreviation: 'WAT' },
  'Africa/Casablanca': { from: 1_540_692_000, abbreviation: '+00' },
  'Africa/El_Aaiun': { from: 1_540_692_000, abbreviation: '+00' },
};

export function markDaylightSaving(zone: string, spans: readonly ZoneSpan[]): SavingSpan[] {
  const marked: SavingSpan[] = [];
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1];
    // The data stop here, the yearly change goes on: what held two changes ago holds again.
    const isDst =
      next === undefined && span.start >= PERPETUAL_FROM
        ? (marked[index - 2]?.isDst ?? false)
        : isDaylightSaving({ zone, span, previous: marked[index - 1], next });
    marked.push({ ...span, isDst });
  }
  return daylightCorrections(zone).reduce(correct, marked);
}

interface Question {
  zone: string;
  span: ZoneSpan;
  previous: SavingSpan | undefined;
  next: ZoneSpan | undefined;
}

function isDaylightSaving({ zone, span, previous, next }: Question): boolean {
  const { abbreviation, offset, start } = span;
  const winter = WINTER_SAVING[zone];
  if (winter !== undefined && start >= winter.from) {
    return abbreviation === winter.abbreviation && next !== undefined;
  }
  const length = (next?.start ?? Infinity) - start;
  // British and Irish summer time; from 1968 to 1971 it was the standard time. Elsewhere: Bering, India, Israel.
  if (abbreviation === 'BST' || abbreviation === 'IST') {
    return offset > 0 && offset <= 3600 && length < YEAR_SECONDS;
  }
  if (DAYLIGHT_NAME.test(abbreviation) || SUMMER_NAMES.has(abbreviation)) return true;
  if (/^[A-Z]/.test(abbreviation)) return false;
  if (previous === undefined || next === undefined) return false;
  const isForward = offset > previous.offset || previous.isDst;
  return isForward && offset > next.offset && length < LONGEST_SUMMER_SECONDS;
}

/** Marks the span that begins at `start`, or splits the one that holds it. */
function correct(
  spans: SavingSpan[],
  { start, isDst }: { start: number; isDst: boolean },
): SavingSpan[] {
  return spans.flatMap((span, index) => {
    const end = spans[index + 1]?.start ?? Infinity;
    if (start < span.start || start >= end) return [span];
    const corrected = { ...span, start, isDst };
    return start === span.start ? [corrected] : [span, corrected];
  });
}
