import { expect, it } from 'vitest';
import { isHarmless } from './harmless-problems';

const ENDED_WORKER =
  'uncaught: Failed to load ‘’. A ServiceWorker intercepted the request and encountered an unexpected error.';
const RETRIED =
  'console: Failed to load resource: net::ERR_FAILED (http://a.test/x/__goru_channel__/1)';

it.each([ENDED_WORKER, `${ENDED_WORKER}\n at somewhere`, RETRIED])(
  'on the channel through the service worker, %s',
  (problem) => {
    expect(isHarmless(problem, 'service-worker')).toBe(true);
    expect(isHarmless(problem, 'jspi')).toBe(false);
    expect(isHarmless(problem, 'auto')).toBe(false);
  },
);

it('a size that is told a frame later, everywhere', () => {
  const problem = 'uncaught: ResizeObserver loop completed with undelivered notifications.';
  expect(isHarmless(problem, 'jspi')).toBe(true);
  expect(isHarmless(`${problem} And more.`, 'jspi')).toBe(false);
});

it.each([
  ENDED_WORKER.replace('‘’', '‘http://a.test/main.js’'),
  ENDED_WORKER.replace('unexpected', 'expected'),
  `${ENDED_WORKER} And more.`,
  `uncaught: TypeError: x\n${ENDED_WORKER}`,
  RETRIED.replace('__goru_channel__', 'main.js'),
])('never %s', (problem) => {
  expect(isHarmless(problem, 'service-worker')).toBe(false);
});
