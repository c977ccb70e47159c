import { isGoruError, toErrorData } from '../contract/goru-error';
import type { HttpReport } from '../contract/options';
import { MESSAGE_CHARACTERS, shown } from '../host/shown-text';
import { MAX_URL_LENGTH } from './request-url';

type Ending = { outcome: 'answered'; status: number; bytes: number } | { error: unknown };

/** Begins to measure a request; what is returned is called once, with how it ended. */
export function startReport(
  { method, url }: { method: string; url: string },
  signal: AbortSignal,
  onReport: (report: HttpReport) => void,
): (ending: Ending) => void {
  const startedAt = Date.now();
  const startMs = performance.now();
  return (ending) => {
    const isAnswered = 'outcome' in ending;
    onReport({
      method: shown(method).toUpperCase(),
      url: shown(url, MAX_URL_LENGTH),
      startedAt,
      durationMs: performance.now() - startMs,
      outcome: isAnswered ? 'answered' : failureOutcome(ending.error, signal),
      status: isAnswered ? ending.status : null,
      responseBytes: isAnswered ? ending.bytes : 0,
      message: isAnswered ? null : shown(toErrorData(ending.error).message, MESSAGE_CHARACTERS),
    });
  };
}

function failureOutcome(error: unknown, signal: AbortSignal): HttpReport['outcome'] {
  if (signal.aborted) return 'cancelled';
  return isGoruError(error) && error.code === 'permission' ? 'denied' : 'failed';
}
