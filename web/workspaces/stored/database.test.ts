import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { completed, openDatabase } from './database';

it('what is not stored says why', async () => {
  const database = await openDatabase('values', 'kv');
  const transaction = database.transaction('kv', 'readwrite');
  const store = transaction.objectStore('kv');
  store.add('first', 'a');
  store.add('second', 'a');
  await expect(completed(transaction)).rejects.toMatchObject({ name: 'ConstraintError' });
  database.close();
});
