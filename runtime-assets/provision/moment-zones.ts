// Reads the time zone data of the npm package moment-timezone.
//
// Why this package: it is released within days of each IANA release, by a pull request anybody can check,
// and its data come from zic's own output (zdump), so offsets, abbreviations and transition times are
// IANA's to the second. What it lacks is decided in daylight-saving.ts and posix-time-zone.ts.

/** data/packed/latest.json of moment-timezone. */
export interface MomentData {
  version: string;
  /** `name|abbreviations|offsets|indices|gaps between transitions|population` */
  zones: string[];
  /** `target|alias` */
  links: string[];
}

/** The data run to 2499. Beyond IANA's last prediction (Morocco's Ramadan of 2087) it is rules, the same for ever. */
const ENOUGH = Date.UTC(2150, 0) / 1000;
/** A zone that still changes this late changes for ever. */
export const PERPETUAL_FROM = Date.UTC(2140, 0) / 1000;

/** A stretch of time during which a zone's clocks ran evenly. The first one has no beginning. */
export interface ZoneSpan {
  /** Unix seconds; -Infinity for the first span. */
  start: number;
  /** Seconds east of Greenwich. */
  offset: number;
  abbreviation: string;
}

export interface MomentZone {
  name: string;
  spans: ZoneSpan[];
}

export function unpackZone(packed: string): MomentZone {
  const [name = '', abbreviations = '', offsets = '', indices = '', gaps = ''] = packed.split('|');
  const names = abbreviations.split(' ');
  // Offsets count minutes west of Greenwich.
  const seconds = offsets.split(' ').map((offset) => -Math.round(unpackNumber(offset) * 60));
  const starts = [-Infinity];
  let last = 0;
  for (const gap of gaps === '' ? [] : gaps.split(' ')) {
    last += Math.round(unpackNumber(gap) * 60);
    if (last >= ENOUGH) break;
    starts.push(last);
  }
  const spans = starts.map((start, position): ZoneSpan => {
    const type = digitValue(indices.charAt(position));
    const abbreviation = names[type];
    const offset = seconds[type];
    if (abbreviation === undefined || offset === undefined) {
      throw new Error(`time zone ${name} of moment-timezone is not packed as expected: ${packed}`);
    }
    // `|| 0` because -0 would be another number to a comparison of files.
    return { start, offset: offset || 0, abbreviation };
  });
  return { name, spans };
}

/** Base 60, digits 0-9 a-z A-X, with a fraction: `2n.k` minutes. */
function unpackNumber(text: string): number {
  const isNegative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.slice(isNegative ? 1 : 0).split('.');
  let value = 0;
  for (const digit of whole) value = value * 60 + digitValue(digit);
  let weight = 1;
  for (const digit of fraction) {
    weight /= 60;
    value += digitValue(digit) * weight;
  }
  return isNegative ? -value : value;
}

function digitValue(digit: string): number {
  const code = digit.charCodeAt(0);
  if (code > 96) return code - 87;
  if (code > 64) return code - 29;
  return code - 48;
}
