import { expect, it } from 'vitest';
import { createRequestLog } from './request-log';
import type { HttpReport } from '../../src/index';

it('shows a download until its request has ended', () => {
  const log = createRequestLog((update) => {
    update();
  });
  const url = 'https://a.test/big';
  log.progress({ url, receivedBytes: 10, totalBytes: 100 });
  log.progress({ url, receivedBytes: 60, totalBytes: 100 });
  expect([...log.downloads.get().byUrl.values()]).toEqual([
    { url, receivedBytes: 60, totalBytes: 100 },
  ]);
  const report: HttpReport = {
    method: 'GET',
    url,
    startedAt: 0,
    durationMs: 5,
    outcome: 'answered',
    status: 200,
    responseBytes: 100,
    message: null,
  };
  log.report(report);
  expect(log.downloads.get().byUrl.size).toBe(0);
  expect(log.ended.store.get().entries).toEqual([{ ...report, id: 1 }]);
});
