import type { MimeBundle } from './options';

/** What every run ends with, whatever happened. */
interface RunOutcome {
  /** Everything the run wrote, up to `limits.outputBytes` (then a notice says so). */
  stdout: string;
  stderr: string;
  /** Wall time, without waiting for a person. */
  durationMs: number;
  /** True when the interpreter had to be replaced: variables are gone. */
  stateLost: boolean;
}

export interface OkResult extends RunOutcome {
  status: 'ok';
  /** `repr` of a trailing expression; null when there is none or it is `None`. */
  value: string | null;
  /** That value as `display` would send it, if its class has a `_repr_html_` or the like. */
  display: MimeBundle | null;
}

export interface ErrorResult extends RunOutcome {
  status: 'error';
  /** Exception class, qualified unless builtin. */
  type: string;
  message: string;
  /** As CPython prints it: user frames only, chained exceptions and notes included. */
  traceback: string;
  /** Innermost line of the run's own file, 1-based, for an editor marker. */
  line: number | null;
  /** 1-based, in UTF-16 code units. */
  column: number | null;
  endLine: number | null;
  endColumn: number | null;
}

export interface ExitResult extends RunOutcome {
  status: 'exit';
  code: number;
}

/** Ended by `interrupt()` or an `AbortSignal`. */
export interface InterruptedResult extends RunOutcome {
  status: 'interrupted';
}

/** Ended by its time limit. */
export interface TimeoutResult extends RunOutcome {
  status: 'timeout';
  limitMs: number;
}

/** The interpreter itself died (a trap). */
export interface CrashedResult extends RunOutcome {
  status: 'crashed';
  message: string;
}

export type RunResult =
  OkResult | ErrorResult | ExitResult | InterruptedResult | TimeoutResult | CrashedResult;
