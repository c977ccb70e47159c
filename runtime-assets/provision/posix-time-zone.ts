// Finds the POSIX TZ string (`EST5EDT,M3.2.0,M11.1.0`) that continues a zone's transitions for ever. It is the
// footer of a TZif file, and what Python computes with after the file's last transition.

import type { ZoneSpan } from './moment-zones';
import { PERPETUAL_FROM } from './moment-zones';

const DAY = 86_400;
const HOUR = 3600;
const DEFAULT_RULE_TIME = 2 * HOUR;
const LONGEST_SPAN_SECONDS = 330 * DAY;
/** Enough years for every date of a rule such as "the last Sunday" to turn up. */
const YEARS_OF_EVIDENCE = 10;

export interface SavingSpan extends ZoneSpan {
  isDst: boolean;
}

export interface Continuation {
  /** POSIX TZ string. */
  footer: string;
  /** The spans that the footer does not already tell; never empty. */
  spans: SavingSpan[];
}

export function findContinuation(zone: string, spans: readonly SavingSpan[]): Continuation {
  const last = spans.at(-1);
  if (last === undefined) throw new Error(`time zone ${zone} has no spans`);
  if (last.start < PERPETUAL_FROM) return { footer: formatZone(last), spans: [...spans] };

  const recent = spans.slice(-2 * YEARS_OF_EVIDENCE - 1);
  const standard = recent.findLast(({ isDst }) => !isDst);
  const saving = recent.findLast(({ isDst }) => isDst);
  if (standard === undefined || saving === undefined) {
    throw new Error(`time zone ${zone} changes without daylight saving time`);
  }
  const toSaving = findRule(zone, recent, true);
  const toStandard = findRule(zone, recent, false);
  const savingOffset = saving.offset === standard.offset + HOUR ? '' : formatTime(-saving.offset);
  const footer = `${formatZone(standard)}${formatName(saving)}${savingOffset},${formatRule(toSaving)},${formatRule(toStandard)}`;

  // A span that the footer tells may go, if everything after it may: the footer speaks after the last one kept.
  const isTold = (span: SavingSpan, index: number): boolean => {
    const [like, before, rule] = span.isDst
      ? [saving, standard, toSaving]
      : [standard, saving, toStandard];
    return (
      // A year without daylight saving time breaks the series.
      (spans[index + 1]?.start ?? span.start) - span.start < LONGEST_SPAN_SECONDS
      && span.offset === like.offset
      && span.abbreviation === like.abbreviation
      && span.start
        === ruleInstant(rule, new Date(span.start * 1000).getUTCFullYear(), before.offset)
    );
  };
  const firstTold = spans.findLastIndex((span, index) => !isTold(span, index)) + 1;
  return { footer, spans: spans.slice(0, firstTold + 1) };
}

/** Week `week` (5 = last) of a month, in the clock time that ends there. */
interface Rule {
  month: number;
  week: number;
  weekday: number;
  /** Seconds after midnight; beyond a day, or negative, where the law counts from another day. */
  time: number;
}

function findRule(zone: string, spans: readonly SavingSpan[], isDst: boolean): Rule {
  const wallTimes: number[] = [];
  spans.forEach((span, index) => {
    const previous = spans[index - 1];
    if (previous !== undefined && span.isDst === isDst)
      wallTimes.push(span.start + previous.offset);
  });
  // "Friday on or after the 23rd" is not a week of a month, but the day before it, 26 o'clock, is.
  for (const shift of [0, 1, -1, 2, -2, 3, -3]) {
    const days = wallTimes.map((time) => Math.floor(time / DAY) - shift);
    const time = common(wallTimes.map((wall, index) => wall - (days[index] ?? 0) * DAY));
    const day = findWeekday(days);
    if (day !== undefined && time !== undefined) return { ...day, time };
  }
  throw new Error(`the transitions of time zone ${zone} follow no rule that POSIX can express`);
}

function findWeekday(daysSinceEpoch: readonly number[]): Omit<Rule, 'time'> | undefined {
  const dates = daysSinceEpoch.map((day) => new Date(day * DAY * 1000));
  const month = common(dates.map((date) => date.getUTCMonth() + 1));
  const weekday = common(dates.map((date) => date.getUTCDay()));
  const week = dates.every(isLastWeek)
    ? 5
    : common(dates.map((date) => Math.ceil(date.getUTCDate() / 7)));
  if (month === undefined || weekday === undefined || week === undefined) return undefined;
  return { month, week, weekday };
}

function isLastWeek(date: Date): boolean {
  return new Date(date.getTime() + 7 * DAY * 1000).getUTCMonth() !== date.getUTCMonth();
}

function common(values: readonly number[]): number | undefined {
  const [first, ...others] = values;
  return others.every((other) => other === first) ? first : undefined;
}

/** Unix seconds at which the rule strikes in a year. Rules near New Year would need care; there are none. */
function ruleInstant(rule: Rule, year: number, offsetBefore: number): number {
  const first = new Date(Date.UTC(year, rule.month - 1, 1));
  let day = 1 + ((rule.weekday - first.getUTCDay() + 7) % 7) + (rule.week - 1) * 7;
  const daysInMonth = new Date(Date.UTC(year, rule.month, 0)).getUTCDate();
  while (day > daysInMonth) day -= 7;
  return Date.UTC(year, rule.month - 1, day) / 1000 + rule.time - offsetBefore;
}

function formatRule({ month, week, weekday, time }: Rule): string {
  const date = `M${[month, week, weekday].join('.')}`;
  return time === DEFAULT_RULE_TIME ? date : `${date}/${formatTime(time)}`;
}

/** POSIX counts offsets westward. */
function formatZone(span: ZoneSpan): string {
  return `${formatName(span)}${formatTime(-span.offset)}`;
}

function formatName({ abbreviation }: ZoneSpan): string {
  return /^[A-Za-z]+$/.test(abbreviation) ? abbreviation : `<${abbreviation}>`;
}

function formatTime(seconds: number): string {
  const absolute = Math.abs(seconds);
  const parts = [Math.floor(absolute / HOUR), Math.floor(absolute / 60) % 60, absolute % 60];
  while (parts.length > 1 && parts.at(-1) === 0) parts.pop();
  const [hours = '0', ...rest] = parts.map(String);
  const sign = seconds < 0 ? '-' : '';
  return [sign + hours, ...rest.map((part) => part.padStart(2, '0'))].join(':');
}
