import { inLanguage } from './in-language';

export const english = {
  noCalls: 'No calls yet. Run a program.',
  clear: 'Clear calls',
  sent: (size: string) => `sent ${size}, `,
  got: (size: string) => `got ${size}`,
  copied: 'Copied',
  notCopied: (reason: string) => `Not copied: ${reason}`,
  copyJson: 'Copy as JSON',
  hint: (
    <>
      What a program asks of this page: <code>kv</code>, <code>fs</code>, <code>http</code>,{' '}
      <code>call</code>. Recorded while this panel is open.
    </>
  ),
  olderOnes: (count: number) => `and ${String(count)} older ones`,
  count: (count: number) => `${String(count)} ${count === 1 ? 'call' : 'calls'}`,
  more: (count: number) => `${String(count)} more`,
  moreCharacters: (count: number) => `${String(count)} more characters`,
};

export const words = inLanguage('calls', english);
