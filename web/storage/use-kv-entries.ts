import { useEffect, useState } from 'react';
import { messageOf } from '../ui/message-of';
import type { KvEntry, KvStore } from '../../src/index';

/** A program may change thousands of entries a second. */
const RELOAD_PAUSE_MS = 200;

export interface KvEntries {
  store: KvStore | null;
  /** Null until they are loaded. */
  entries: readonly KvEntry[] | null;
  /** Why they could not be read. */
  problem: string | null;
}

/** The entries of the store, kept up to date while the panel is open. */
export function useKvEntries(openKv: () => Promise<KvStore>): KvEntries {
  const [state, setState] = useState<KvEntries>({ store: null, entries: null, problem: null });

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function follow(): Promise<void> {
      const store = await openKv();
      if (abort.signal.aborted) return;
      const load = async (): Promise<void> => {
        const entries = await store.entries();
        if (!abort.signal.aborted) setState({ store, entries, problem: null });
      };
      const unsubscribe = store.onChange(() => {
        timer ??= setTimeout(() => {
          timer = undefined;
          load().catch(fail);
        }, RELOAD_PAUSE_MS);
      });
      abort.signal.addEventListener('abort', unsubscribe);
      await load();
    }

    function fail(error: unknown): void {
      if (!abort.signal.aborted) setState((before) => ({ ...before, problem: messageOf(error) }));
    }

    follow().catch(fail);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [openKv]);

  return state;
}
