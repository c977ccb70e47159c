// The rule in a time zone file's footer, as in `CET-1CEST,M3.5.0,M10.5.0/3`: from the last Sunday of March to
// that of October. Only what IANA's footers use; `Jn` and `n` dates are refused.

import type { TimeZoneSpan } from './local-time-zone';

export interface PosixTimeZone {
  standard: { offset: number; abbreviation: string };
  saving: { offset: number; abbreviation: string };
  toSaving: YearlyRule;
  toStandard: YearlyRule;
}

interface YearlyRule {
  month: number;
  /** 5 is the last. */
  week: number;
  weekday: number;
  /** Seconds after midnight in the time that ends there; may lie outside the day. */
  time: number;
}

const NAME = '([A-Za-z]+|<[^>]+>)';
const TIME = '([+-]?\\d+(?::\\d+){0,2})';
const DATE = `M(\\d+)\\.(\\d)\\.(\\d)(?:/${TIME})?`;
const WITH_SAVING = new RegExp(`^${NAME}${TIME}${NAME}${TIME}?,${DATE},${DATE}$`);
const WITHOUT_SAVING = new RegExp(`^${NAME}${TIME}$`);

/** undefined where the clocks never change (and for an empty footer, which promises nothing). */
export function parsePosixTimeZone(text: string): PosixTimeZone | undefined {
  if (text === '' || WITHOUT_SAVING.test(text)) return undefined;
  const parts = WITH_SAVING.exec(text);
  if (parts === null) throw new Error(`time zone rule not understood: "${text}"`);
  const [, name = '', offset = '', savingName = '', savingOffset, ...dates] = parts;
  // POSIX counts westward; summer time is one hour unless it says otherwise.
  const standard = -parseTime(offset);
  return {
    standard: { offset: standard, abbreviation: unquote(name) },
    saving: {
      offset: savingOffset === undefined ? standard + 3600 : -parseTime(savingOffset),
      abbreviation: unquote(savingName),
    },
    toSaving: parseRule(dates.slice(0, 4)),
    toStandard: parseRule(dates.slice(4)),
  };
}

/** The two spans that begin in a year, in order: summer spans the New Year in the south. */
export function spansOfYear(zone: PosixTimeZone, year: number): TimeZoneSpan[] {
  const { standard, saving, toSaving, toStandard } = zone;
  return [
    { ...saving, isDst: true, start: wallTime(toSaving, year) - standard.offset },
    { ...standard, isDst: false, start: wallTime(toStandard, year) - saving.offset },
  ].sort((a, b) => a.start - b.start);
}

function wallTime({ month, week, weekday, time }: YearlyRule, year: number): number {
  const firstWeekday = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  let day = 1 + ((weekday - firstWeekday + 7) % 7) + (week - 1) * 7;
  while (day > daysInMonth) day -= 7;
  return Date.UTC(year, month - 1, day) / 1000 + time;
}

function parseRule([month, week, weekday, time]: (string | undefined)[]): YearlyRule {
  return {
    month: Number(month),
    week: Number(week),
    weekday: Number(weekday),
    time: parseTime(time ?? '2'),
  };
}

function parseTime(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, '').split(':').map(Number);
  const absolute = (hours * 60 + minutes) * 60 + seconds;
  return text.startsWith('-') ? -absolute : absolute;
}

function unquote(name: string): string {
  return name.replace(/^<|>$/g, '');
}
