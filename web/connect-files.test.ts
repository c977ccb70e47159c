import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GoruError } from '../src/index';
import { connectFiles } from './connect-files';
import { createStore } from './ui/store';
import { memoryFolder } from './workspace/testing/memory-folder';

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', new EventTarget());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('a mistake in what looks at changes is told, and not that the session is gone', async () => {
  const folder = memoryFolder();
  const onChange = vi.fn<() => Promise<void>>();
  const onFailure = vi.fn();
  connectFiles(
    { connect: () => Promise.resolve(), rest: vi.fn(), lookAgain: vi.fn() } as never,
    { store: createStore({ session: { files: folder.files } }) } as never,
    { onFailure, onChange },
  );
  const mistake = new TypeError('a mistake');
  onChange.mockRejectedValueOnce(new GoruError('session-closed', 'session closed'));
  onChange.mockRejectedValueOnce(mistake);
  folder.put('/work/a.txt', 'a');
  folder.put('/work/a.txt', 'b');
  await vi.waitFor(() => {
    expect(onFailure.mock.calls).toEqual([[mistake]]);
  });
  expect(onChange).toHaveBeenCalledTimes(2);
});
