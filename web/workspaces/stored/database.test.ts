import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { completed, InUse, openDatabase, removeDatabase } from './database';

it('what is not stored says why', async () => {
  const database = await openDatabase('values', 'kv');
  const transaction = database.transaction('kv', 'readwrite');
  const store = transaction.objectStore('kv');
  store.add('first', 'a');
  store.add('second', 'a');
  await expect(completed(transaction)).rejects.toMatchObject({ name: 'ConstraintError' });
  database.close();
});

it('what does not go says why: another page has it, or the browser’s own reason', async () => {
  const database = await openDatabase('held', 'kv');
  await expect(removeDatabase('held', { endingMs: 1 })).rejects.toBeInstanceOf(InUse);
  database.close();

  const request = new EventTarget() as IDBOpenDBRequest;
  Object.assign(request, { error: new DOMException('the disk has failed', 'UnknownError') });
  vi.spyOn(indexedDB, 'deleteDatabase').mockReturnValueOnce(request);
  const removed = removeDatabase('held');
  request.onerror?.(new Event('error'));
  await expect(removed).rejects.toMatchObject({ name: 'UnknownError' });
});

it('what is held by a page that is just ending is waited for', async () => {
  const database = await openDatabase('ending', 'kv');
  const removed = removeDatabase('ending');
  setTimeout(() => {
    database.close();
  }, 50);
  await removed;
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('ending');
});
