import { expect, it } from 'vitest';
import { describeUnkept, tellOfRefusedStorage, watchKept } from './kept';
import { createStore } from './ui/store';
import { createNoticeBoard } from './ui/notice-board';
import type { KeptOptions, KeptState } from './kept';

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

it('is told whole, as one part after the other is refused, until somebody puts it away', () => {
  const kept = createStore<KeptState>({ unkept: [] });
  const notices = createNoticeBoard();
  const shown = (): string | undefined => notices.store.get().notice?.text;
  tellOfRefusedStorage(kept, notices);
  kept.update({ unkept: ['code'] });
  expect(shown()).toBeUndefined();
  kept.update({ unkept: ['values'] });
  kept.update({ unkept: ['files', 'values'] });
  expect(shown()).toContain('keep the files in /work and the values of kv: gone');
  notices.dismiss();
  kept.update({ unkept: ['code', 'files', 'values'] });
  expect(shown()).toBeUndefined();
});

it('is told no longer when it is over, and takes no other notice away', () => {
  for (const other of [null, { text: 'A new version is ready.' }]) {
    const kept = createStore<KeptState>({ unkept: [] });
    const notices = createNoticeBoard();
    tellOfRefusedStorage(kept, notices);
    kept.update({ unkept: ['files'] });
    if (other !== null) notices.show(other);
    kept.update({ unkept: [] });
    expect(notices.store.get().notice).toBe(other);
  }
});
