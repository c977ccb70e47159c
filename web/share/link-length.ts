import { words } from '../words/share-dialog';

export interface LengthNote {
  text: string;
  isWarning: boolean;
}

/** Where links of a length stop working, the longest first. */
const LIMITS = [
  {
    over: 32_000,
    text: () => words().aboveChromium,
  },
  {
    over: 8_000,
    text: () => words().aboveMany,
  },
  {
    over: 2_000,
    text: () => words().aboveSome,
  },
] as const;

/** How long a link is, and what that breaks. */
export function describeLength(length: number): LengthNote {
  const limit = LIMITS.find(({ over }) => length > over);
  const count = words().characters(length);
  if (limit === undefined) return { text: count, isWarning: false };
  return { text: `${count} ${limit.text()}`, isWarning: true };
}
