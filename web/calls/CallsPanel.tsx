import { memo, useEffect, useState } from 'react';
import { createBoundedLog } from '../ui/bounded-log';
import { formatBytes } from '../ui/bytes';
import { formatDuration } from '../ui/duration';
import { LogEntry } from '../ui/LogEntry';
import { messageOf } from '../ui/message-of';
import { useStore } from '../ui/use-store';
import { describeParams, shorten } from './shorten';
import { words } from '../words/calls';
import type { HostCallReport, Session } from '../../src/index';
import type { LogState, Numbered } from '../ui/bounded-log';

const MAX_ENTRIES = 500;
const COPIED_MS = 2_000;

/** Every call of a program to the page, while this panel is open: closed, it costs nothing. */
export function CallsPanel({ session }: { session: Session | null }) {
  const [log] = useState(() => createBoundedLog<HostCallReport>({ maxEntries: MAX_ENTRIES }));
  const state = useStore(log.store);

  useEffect(
    () =>
      session?.observeHostCalls((report) => {
        // Hundreds of calls with large arguments must not pile up.
        log.add({ ...report, params: shorten(report.params) });
      }),
    [session, log],
  );

  return (
    <div className="panel-body">
      <p className="panel-hint">{words().hint}</p>
      {state.total === 0 ? (
        <p className="panel-hint">{words().noCalls}</p>
      ) : (
        <Calls {...state} onClear={log.clear} />
      )}
    </div>
  );
}

function Calls(props: LogState<HostCallReport> & { onClear: () => void }) {
  const { entries, total, onClear } = props;
  const hidden = total - entries.length;
  return (
    <section className="panel-section" aria-labelledby="calls-title">
      <div className="section-head">
        <h3 id="calls-title">{words().count(total)}</h3>
        <CopyButton entries={entries} />
        <button type="button" className="button button-quiet" onClick={onClear}>
          {words().clear}
        </button>
      </div>
      <ol className="log-list">
        {entries.map((entry) => (
          <CallRow key={entry.id} call={entry} />
        ))}
      </ol>
      {hidden > 0 ? <p className="panel-hint">{words().olderOnes(hidden)}</p> : null}
    </section>
  );
}

/** A flood of calls draws only those that are new. */
const CallRow = memo(function CallRow({ call }: { call: Numbered<HostCallReport> }) {
  const { method, params, requestBytes, resultBytes, startedAt, durationMs, error } = call;
  return (
    <LogEntry
      verb={method}
      target={describeParams(params)}
      outcome={`${error ? error.message : formatBytes(resultBytes)} · ${formatShort(durationMs)}`}
      isBad={error !== null}
      startedAt={startedAt}
    >
      {JSON.stringify(params, null, 2)}
      {error ? <span className="log-bad">{`${error.code}: ${error.message}`}</span> : null}
      <span>
        {requestBytes > 0 ? words().sent(formatBytes(requestBytes)) : ''}
        {words().got(formatBytes(resultBytes))}
      </span>
    </LogEntry>
  );
});

/** Puts the calls on the clipboard, oldest first. */
function CopyButton({ entries }: { entries: readonly Numbered<HostCallReport>[] }) {
  const [outcome, setOutcome] = useState<string | null>(null);

  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => {
      setOutcome(null);
    }, COPIED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(JSON.stringify([...entries].reverse(), null, 2));
      setOutcome(words().copied);
    } catch (error) {
      setOutcome(words().notCopied(messageOf(error)));
    }
  }

  return (
    <>
      <button
        type="button"
        className="button button-quiet"
        onClick={() => {
          void copy();
        }}
      >
        {words().copyJson}
      </button>
      <span className="visually-hidden" role="status">
        {outcome}
      </span>
      {outcome === null ? null : (
        <span className="pill" aria-hidden="true">
          {outcome}
        </span>
      )}
    </>
  );
}

/** Most calls take less than a millisecond: `0.4 ms`. */
function formatShort(milliseconds: number): string {
  return milliseconds < 9.95 ? `${milliseconds.toFixed(1)} ms` : formatDuration(milliseconds);
}
