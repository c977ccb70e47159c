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
      method: visible(shown(method)).toUpperCase(),
      url: reportedUrl(url),
      startedAt,
      durationMs: performance.now() - startMs,
      outcome: isAnswered ? 'answered' : failureOutcome(ending.error, signal),
      status: isAnswered ? ending.status : null,
      responseBytes: isAnswered ? ending.bytes : 0,
      message: isAnswered
        ? null
        : visible(shown(toErrorData(ending.error).message, MESSAGE_CHARACTERS)),
    });
  };
}

/**
 * An address as the parser reads it, which is where the request goes: what a program wrote may look like another one. What
 * is no address stands as it was written.
 */
export function reportedUrl(url: string): string {
  const written = shown(url, MAX_URL_LENGTH);
  return shown(URL.parse(written)?.href ?? visible(written), MAX_URL_LENGTH);
}

/** Control characters, and those that turn the direction of what follows: a list would show something else. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, '�');
}

function failureOutcome(error: unknown, signal: AbortSignal): HttpReport['outcome'] {
  if (signal.aborted) return 'cancelled';
  return isGoruError(error) && error.code === 'permission' ? 'denied' : 'failed';
}
