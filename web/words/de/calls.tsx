import type { Words } from '../shape';

export const calls: Words['calls'] = {
  noCalls: 'Noch keine Aufrufe. Starte ein Programm.',
  clear: 'Aufrufe leeren',
  sent: (size) => `${size} gesendet, `,
  got: (size) => `${size} bekommen`,
  copied: 'Kopiert',
  notCopied: (reason) => `Nicht kopiert: ${reason}`,
  copyJson: 'Als JSON kopieren',
  hint: (
    <>
      Was ein Programm von dieser Seite verlangt: <code>kv</code>, <code>fs</code>,{' '}
      <code>http</code>, <code>call</code>. Wird aufgezeichnet, solange dieser Bereich offen ist.
    </>
  ),
  olderOnes: (count) => `und ${String(count)} ältere`,
  count: (count) => `${String(count)} ${count === 1 ? 'Aufruf' : 'Aufrufe'}`,
  more: (count) => `${String(count)} weitere`,
  moreCharacters: (count) => `${String(count)} weitere Zeichen`,
};
