import { expect, it, vi } from 'vitest';
import { createStorageKeeper } from './keep-storage';

function fakeStorage(isPersisted: boolean) {
  const persist = vi.fn(() => Promise.resolve(true));
  const storage = { persisted: () => Promise.resolve(isPersisted), persist };
  return { storage: storage as unknown as StorageManager, persist };
}

it('asks once, when there is something to lose', async () => {
  const { storage, persist } = fakeStorage(false);
  const keeper = createStorageKeeper({ storage, asksPerson: false });
  expect(persist).not.toHaveBeenCalled();
  keeper.afterChange();
  keeper.afterChange();
  keeper.afterSave();
  await vi.waitFor(() => {
    expect(persist).toHaveBeenCalledTimes(1);
  });
});

it('does not interrupt somebody who types with a question', async () => {
  const { storage, persist } = fakeStorage(false);
  const keeper = createStorageKeeper({ storage, asksPerson: true });
  keeper.afterChange();
  await Promise.resolve();
  expect(persist).not.toHaveBeenCalled();
  keeper.afterSave();
  await vi.waitFor(() => {
    expect(persist).toHaveBeenCalledTimes(1);
  });
});

it('does not ask for what it has', async () => {
  const { storage, persist } = fakeStorage(true);
  createStorageKeeper({ storage, asksPerson: false }).afterChange();
  await new Promise((resolve) => setTimeout(resolve));
  expect(persist).not.toHaveBeenCalled();
});
