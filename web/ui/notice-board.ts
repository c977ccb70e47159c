import { createStore } from './store';
import type { Store } from './store';

export interface Notice {
  text: string;
  action?: { label: string; act: () => void };
}

/** A message that only confirms goes by itself; one with something to decide does not. */
const BRIEF_MS = 4_000;

export interface NoticeBoard {
  readonly store: Store<{ notice: Notice | null; brief: string | null }>;
  /** Stays until it is answered, dismissed or replaced. */
  show: (notice: Notice) => void;
  /** Stays for a moment, in front of a notice that waits for an answer. */
  showBriefly: (text: string) => void;
  /** Takes the notice away; given one, only if that is still the one shown. */
  dismiss: (notice?: Notice) => void;
}

/** What the page has to tell, one thing at a time. */
export function createNoticeBoard(): NoticeBoard {
  const store = createStore<{ notice: Notice | null; brief: string | null }>({
    notice: null,
    brief: null,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;

  function endBrief(): void {
    clearTimeout(timer);
    store.update({ brief: null });
  }

  return {
    store,
    show: (notice) => {
      store.update({ notice });
    },
    showBriefly: (brief) => {
      clearTimeout(timer);
      timer = setTimeout(endBrief, BRIEF_MS);
      store.update({ brief });
    },
    dismiss: (notice) => {
      const shown = store.get();
      if (notice !== undefined) {
        if (shown.notice === notice) store.update({ notice: null });
      } else if (shown.brief !== null) {
        endBrief();
      } else if (shown.notice !== null) {
        store.update({ notice: null });
      }
    },
  };
}
