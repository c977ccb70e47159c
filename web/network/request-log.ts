import { createBoundedLog } from '../ui/bounded-log';
import { createStore } from '../ui/store';
import type { BoundedLog } from '../ui/bounded-log';
import type { HttpReport, SessionOptions } from '../../src/index';
import type { Store } from '../ui/store';

const MAX_ENTRIES = 300;

export type DownloadProgress = Parameters<NonNullable<SessionOptions['onHttpProgress']>>[0];

interface Downloads {
  byUrl: ReadonlyMap<string, DownloadProgress>;
}

/** What was sent and what became of it. */
export interface RequestLog {
  readonly ended: BoundedLog<HttpReport>;
  /** Responses that take longer than a moment. */
  readonly downloads: Store<Downloads>;
  report: (report: HttpReport) => void;
  progress: (progress: DownloadProgress) => void;
}

export function createRequestLog(schedule?: (update: () => void) => void): RequestLog {
  const ended = createBoundedLog<HttpReport>({
    maxEntries: MAX_ENTRIES,
    ...(schedule ? { schedule } : {}),
  });
  const downloads = createStore<Downloads>({ byUrl: new Map() });
  return {
    ended,
    downloads,
    report: (report) => {
      ended.add(report);
      const byUrl = new Map(downloads.get().byUrl);
      if (byUrl.delete(report.url)) downloads.update({ byUrl });
    },
    progress: (progress) => {
      const { byUrl } = downloads.get();
      downloads.update({ byUrl: new Map(byUrl).set(progress.url, progress) });
    },
  };
}
