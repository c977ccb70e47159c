import { expect, it } from 'vitest';
import { NotLoaded } from '../ui/not-loaded';
import { registerWorker } from './register-worker';
import { savingProblem } from './saving-problem';

const SCRIPT = new URL('https://site.test/goru-sw.js');
const REGISTRATION = {} as ServiceWorkerRegistration;

function register(failure: Error | null) {
  const container = {
    register: () => (failure === null ? Promise.resolve(REGISTRATION) : Promise.reject(failure)),
    ready: Promise.resolve(REGISTRATION),
  };
  return registerWorker(container, SCRIPT);
}

it('is refused, has not come, or has failed: three reasons, of which one is the network', async () => {
  expect(await register(null)).toBe(REGISTRATION);
  expect(await register(new DOMException('denied', 'SecurityError'))).toBeNull();
  expect(await register(new DOMException('denied', 'NotSupportedError'))).toBeNull();
  const problems: unknown[] = [];
  const failures = [
    new TypeError('Failed to register: an unknown error occurred when fetching the script'),
    new DOMException('the storage has failed', 'UnknownError'),
  ];
  for (const failure of failures) {
    await register(failure).catch((error: unknown) => problems.push(savingProblem(error)));
  }
  expect(problems).toEqual(['network', { reason: 'the storage has failed' }]);
  expect(savingProblem(new NotLoaded())).toBe('network');
});
