import { expect, it, vi } from 'vitest';
import { messageOf } from './message-of';
import { loaded, loadOnce, NotLoaded, workerFailure } from './not-loaded';

it('is said in words for people', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module: /assets/x.js');
  const failure = loaded(Promise.reject(cause));
  await expect(failure).rejects.toMatchObject({ cause });
  await expect(failure.catch(messageOf)).resolves.toMatch('could not be loaded. Reload the page');
});

it('is tried again, and nothing else is', async () => {
  const load = vi.fn<(name: string) => Promise<string>>();
  const once = loadOnce(load);
  load.mockRejectedValueOnce(new NotLoaded());
  await expect(once('a')).rejects.toThrow(NotLoaded);
  const mistake = new Error('a mistake');
  load.mockRejectedValueOnce(mistake);
  await expect(once('b')).rejects.toBe(mistake);
  await expect(once('c')).rejects.toBe(mistake);
  expect(load.mock.calls).toEqual([['a'], ['b']]);
});

it('is what a worker means that says nothing', () => {
  expect(workerFailure('ruff', {})).toBeInstanceOf(NotLoaded);
  expect(workerFailure('ruff', { message: '' })).toBeInstanceOf(NotLoaded);
  expect(workerFailure('ruff', { message: 'out of memory' })).toEqual(
    new Error('ruff failed: out of memory'),
  );
});
