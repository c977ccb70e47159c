import type { MimeBundle } from '../../src/index';

/** What running a program needs from whatever shows its output. */
export interface ConsolePort {
  write: (text: string, kind: 'stdout' | 'stderr') => Promise<void> | undefined;
  writeLine: (text: string, kind: 'stdout' | 'result' | 'notice') => Promise<void> | undefined;
  /** Shows a rich value, or its text. */
  show: (value: MimeBundle, kind: 'stdout' | 'result') => Promise<void> | undefined;
  ask: (signal: AbortSignal) => Promise<string | null>;
  /** Shows a line that answers the program's question, as if it had been typed. */
  echo: (line: string) => void;
  /** Types a line into the program's question. */
  type: (line: string) => void;
  /** A part of a program begins, or its tests: what comes of it is shown below this title. */
  startPart: (title: string) => void;
  /** A run begins: its output replaces what is shown. */
  startRun: () => void;
  /** An entry of the console begins: it is shown, and what comes of it below. */
  startEntry: (source: string) => void;
}
