import { expect, it } from 'vitest';
import { describeUnkept, watchKept } from './kept';
import { createStore } from './ui/store';
import type { KeptOptions } from './kept';

it('names what is not kept, and nothing else', () => {
  expect(describeUnkept(['values'])).toContain('keep the values of kv: gone after a reload');
  expect(describeUnkept(['code', 'files', 'values'])).toContain(
    'keep your code, the files in /work and the values of kv: gone',
  );
});

it('says of stored files that they are still there', () => {
  expect(describeUnkept(['unopened'])).toMatch(/could not be opened.*still there.*reload/);
  expect(describeUnkept(['unopened', 'values'])).toMatch(/try again.*keep the values of kv: gone/);
});

it('hears of it from whoever was refused', async () => {
  const workspace = createStore({ isSaved: true, putAside: [] });
  const files = createStore({ isKept: true, isLasting: true, isUnopened: false });
  const store = watchKept({
    workspace: { store: workspace },
    files: { store: files },
    grants: { openKv: () => Promise.resolve({ problem: 'no' }) },
    whenQuiet: Promise.resolve(),
  } as unknown as KeptOptions);
  await new Promise((resolve) => setTimeout(resolve));
  expect(store.get().unkept).toEqual(['values']);
  files.update({ isLasting: false });
  workspace.update({ isSaved: false });
  expect(store.get().unkept).toEqual(['code', 'files', 'values']);
  workspace.update({ isSaved: true });
  expect(store.get().unkept).toEqual(['files', 'values']);
  files.update({ isUnopened: true });
  expect(store.get().unkept).toEqual(['unopened', 'values']);
});
