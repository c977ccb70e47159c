import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { NotLoaded } from '../ui/not-loaded';
import { registerWorker } from './register-worker';
import { savingProblem } from './saving-problem';

const SCRIPT = new URL('https://site.test/goru-sw.js');
const REGISTRATION = {} as ServiceWorkerRegistration;

function register(failure: Error | null, script = SCRIPT) {
  const container = {
    register: () => (failure === null ? Promise.resolve(REGISTRATION) : Promise.reject(failure)),
    ready: Promise.resolve(REGISTRATION),
  };
  return registerWorker(container, script);
}

it('is refused, has not come, or has failed: three reasons, of which one is the network', async () => {
  expect(await register(null)).toBe(REGISTRATION);
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

it.each(['SecurityError', 'NotSupportedError'])(
  'a %s is a refusal where the script is there, and none where a login page is',
  async (name) => {
    const server = createServer((request, response) => {
      const isHome = request.url === '/goru-sw.js';
      const isMoved = request.url === '/moved.js';
      response.writeHead(isMoved ? 302 : 200, {
        'Content-Type': isHome ? 'text/javascript' : 'text/html',
        Location: '/goru-sw.js',
      });
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const at = (path: string) =>
      register(
        new DOMException('denied', name),
        new URL(`http://127.0.0.1:${String(port)}/${path}`),
      );
    expect(await at('goru-sw.js')).toBeNull();
    for (const path of ['login.js', 'moved.js']) await expect(at(path)).rejects.toThrow(NotLoaded);
    await new Promise((resolve) => server.close(resolve));
    await expect(at('goru-sw.js')).rejects.toThrow(NotLoaded);
  },
);
