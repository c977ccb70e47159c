import { formatNumber } from '../words/in-language';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** A size in units people use, by thousands as browsers show it: `0 B`, `812 B`, `4.1 KB`, `12 MB`. */
export function formatBytes(bytes: number): string {
  let amount = Math.max(0, bytes);
  let unit = 0;
  // 999.5 would be rounded to a fourth digit.
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || amount >= 9.95 ? 0 : 1;
  return `${formatNumber(amount, digits)} ${UNITS[unit] ?? ''}`;
}
