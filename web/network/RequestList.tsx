import { formatBytes } from '../ui/bytes';
import { formatDuration } from '../ui/duration';
import { LogEntry } from '../ui/LogEntry';
import { useStore } from '../ui/use-store';
import { spokenLanguage } from '../words/in-language';
import { words } from '../words/network';
import type { HttpReport } from '../../src/index';
import type { Numbered } from '../ui/bounded-log';
import type { DownloadProgress, RequestLog } from './request-log';

/** Everything that was sent or refused, newest first. */
export function RequestList({ requests }: { requests: RequestLog }) {
  const { entries, total } = useStore(requests.ended.store);
  const { byUrl } = useStore(requests.downloads);
  const hidden = total - entries.length;
  return (
    <section className="panel-section" aria-labelledby="requests-title">
      <div className="section-head">
        <h3 id="requests-title">{words().requests}</h3>
        {total === 0 ? null : (
          <button type="button" className="button button-quiet" onClick={requests.ended.clear}>
            {words().clear}
          </button>
        )}
      </div>
      {[...byUrl.values()].map((download) => (
        <Download key={download.url} {...download} />
      ))}
      {total === 0 && byUrl.size === 0 ? <p className="panel-hint">{words().nothingSent}</p> : null}
      <ol className="log-list">
        {entries.map((entry) => (
          <RequestRow key={entry.id} request={entry} />
        ))}
      </ol>
      {hidden > 0 ? <p className="panel-hint">{words().olderOnes(hidden)}</p> : null}
    </section>
  );
}

function RequestRow({ request }: { request: Numbered<HttpReport> }) {
  const { method, url, startedAt, message } = request;
  const isBad = request.outcome !== 'answered' || (request.status ?? 0) >= 400;
  return (
    <LogEntry
      verb={method}
      target={withoutScheme(url)}
      outcome={describe(request)}
      isBad={isBad}
      startedAt={startedAt}
    >
      {url}
      {message === null ? null : <span className="log-bad">{message}</span>}
    </LogEntry>
  );
}

function Download({ url, receivedBytes, totalBytes }: DownloadProgress) {
  const isKnown = totalBytes !== null && totalBytes > 0;
  const of = isKnown ? words().of(formatBytes(totalBytes)) : '';
  return (
    <div className="download">
      <span className="log-first">{withoutScheme(url)}</span>
      <progress
        aria-label={words().downloading(url)}
        {...(isKnown ? { value: receivedBytes, max: totalBytes } : {})}
      />
      <span className="log-second">
        {formatBytes(receivedBytes)}
        {of}
      </span>
    </div>
  );
}

/** `200 · 4.1 KB · 184 ms`, or why there was no answer. */
export function describe(report: HttpReport): string {
  const time = formatDuration(report.durationMs);
  switch (report.outcome) {
    case 'answered':
      return `${String(report.status)} · ${formatBytes(report.responseBytes)} · ${time}`;
    case 'denied':
      return words().denied(URL.parse(report.url)?.hostname ?? report.url);
    case 'cancelled':
      return words().cancelled(time);
    case 'failed':
      // Below it stands what the program saw, which is English.
      return `${(spokenLanguage() === 'en' ? report.message : null) ?? words().failed} · ${time}`;
  }
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, '');
}
