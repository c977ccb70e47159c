import type { ReactNode } from 'react';

interface LogEntryProps {
  /** What was done, and with what. */
  verb: string;
  target: string;
  outcome: string;
  isBad: boolean;
  /** Milliseconds since the Unix epoch. */
  startedAt: number;
  /** What else there is to know of it. */
  children: ReactNode;
}

/** A line of a log, with more below it for who opens it. */
export function LogEntry({ verb, target, outcome, isBad, startedAt, children }: LogEntryProps) {
  const time = new Date(startedAt);
  return (
    <li>
      <details className="log-entry">
        <summary>
          <span className="log-first">
            <b>{verb}</b> {target}
          </span>
          <span className={isBad ? 'log-second log-bad' : 'log-second'}>{outcome}</span>
        </summary>
        <p className="log-more">
          {children}
          <time dateTime={time.toISOString()}>{time.toLocaleTimeString()}</time>
        </p>
      </details>
    </li>
  );
}
