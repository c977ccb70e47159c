export interface LengthNote {
  text: string;
  isWarning: boolean;
}

/** Where links of a length stop working, the longest first. */
const LIMITS = [
  {
    over: 32_000,
    text: 'Chromium shows no address above 32,768 characters, and on Windows no other program can open one above 32,767. Send the file instead.',
  },
  {
    over: 8_000,
    text: 'Link shorteners, forms and many chat programs refuse more than about 8,000. E-mail, documents and web pages hold it.',
  },
  {
    over: 2_000,
    text: 'Some programs cut links after about 2,000: Discord’s messages (2,000), Excel and older Outlook (2,083). Everywhere else it works.',
  },
] as const;

/** How long a link is, and what that breaks. */
export function describeLength(length: number): LengthNote {
  const limit = LIMITS.find(({ over }) => length > over);
  const count = `${length.toLocaleString('en')} characters.`;
  if (limit === undefined) return { text: count, isWarning: false };
  return { text: `${count} ${limit.text}`, isWarning: true };
}
