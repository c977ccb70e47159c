import { createStore } from './store';
import type { Store } from './store';

export type Numbered<Entry> = Entry & {
  /** Counts up from 1; a key for lists. */
  id: number;
};

export interface LogState<Entry> {
  /** Newest first. */
  entries: readonly Numbered<Entry>[];
  /** All of them since the last clearing, also those that made room for newer ones. */
  total: number;
}

/** The newest entries of what may be endless. */
export interface BoundedLog<Entry extends object> {
  readonly store: Store<LogState<Entry>>;
  add: (entry: Entry) => void;
  clear: () => void;
}

export interface BoundedLogOptions {
  maxEntries: number;
  /** Runs a function before the next picture. Thousands of entries a second make one change of the store. */
  schedule?: (update: () => void) => void;
}

export function createBoundedLog<Entry extends object>({
  maxEntries,
  schedule = (update) => requestAnimationFrame(update),
}: BoundedLogOptions): BoundedLog<Entry> {
  const store = createStore<LogState<Entry>>({ entries: [], total: 0 });
  /** Oldest first. */
  let fresh: Numbered<Entry>[] = [];
  let lastId = 0;
  /** As many as `fresh` has lost: a hidden tab draws no picture, so nobody takes them from there. */
  let skipped = 0;
  let isScheduled = false;

  function publish(): void {
    isScheduled = false;
    const { entries, total } = store.get();
    const count = fresh.length + skipped;
    skipped = 0;
    const newest = fresh.splice(0).slice(-maxEntries).reverse();
    store.update({ entries: [...newest, ...entries].slice(0, maxEntries), total: total + count });
  }

  return {
    store,
    add: (entry) => {
      lastId += 1;
      fresh.push({ ...entry, id: lastId });
      if (fresh.length >= 2 * maxEntries) skipped += fresh.splice(0, maxEntries).length;
      if (isScheduled) return;
      isScheduled = true;
      schedule(publish);
    },
    clear: () => {
      fresh = [];
      skipped = 0;
      store.update({ entries: [], total: 0 });
    },
  };
}
