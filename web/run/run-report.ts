import { words } from '../words/run';
import type { RunResult } from '../../src/index';

/** A line the page adds below the output of a run. */
export interface ReportLine {
  text: string;
  kind: 'result' | 'notice';
}

/** What is left to tell when a run has ended, beyond what the program printed itself. */
export function describeEnd(result: RunResult, stoppedAt: number | null = null): ReportLine[] {
  const lines = describeOutcome(result, stoppedAt);
  if (result.stateLost) lines.push({ text: words().restarted, kind: 'notice' });
  return lines;
}

/** The traceback, if the interpreter has not printed it already. */
export function missingTraceback(result: RunResult): string | null {
  if (result.status !== 'error') return null;
  const traceback = result.traceback.trimEnd();
  return result.stderr.includes(traceback) ? null : traceback;
}

function describeOutcome(result: RunResult, stoppedAt: number | null): ReportLine[] {
  switch (result.status) {
    case 'ok':
      // A value with a richer form is shown in that one.
      return result.value === null || result.display !== null
        ? []
        : [{ text: result.value, kind: 'result' }];
    case 'error':
      return [];
    case 'exit':
      return result.code === 0 ? [] : [notice(words().endedWithCode(result.code))];
    case 'interrupted':
      return [notice(stoppedAt === null ? words().stopped : words().stoppedAt(stoppedAt))];
    case 'timeout':
      return [notice(words().stoppedAfter(result.limitMs / 1000))];
    case 'crashed':
      return [notice(words().crashed(result.message))];
  }
}

function notice(text: string): ReportLine {
  return { text, kind: 'notice' };
}
