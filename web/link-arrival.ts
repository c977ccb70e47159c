import { messageOf } from './ui/message-of';
import { words } from './words/page';
import { decodeCodeFragment } from './workspace/code-link';
import type { KeptState } from './kept';
import type { Place } from './place';
import type { Notice, NoticeBoard } from './ui/notice-board';
import type { Store } from './ui/store';
import type { LinkWatch } from './workspaces/watch-links';

export interface LinkArrivalOptions {
  place: Pick<Place, 'hash' | 'keepUntouched'>;
  links: LinkWatch;
  notices: Pick<NoticeBoard, 'show' | 'dismiss'>;
  /** Resolves when the program and the files of the link that this page was opened with are here. */
  whenOpened: Promise<void>;
  kept: Store<KeptState>;
  /** The program is in memory only from now on. */
  onUnkept: () => void;
}

/** What the page says of links: of one that it has no room for, and of those that arrive while it is open. */
export function connectLinks(options: LinkArrivalOptions): void {
  const { place, links, notices, whenOpened, kept, onUnkept } = options;
  links.connect({
    isAllKept: () => kept.get().unkept.length === 0,
    askAbout: (link) => {
      ask(link).catch((error: unknown) => {
        notices.show({ text: words().linkNotOpened(messageOf(error)) });
      });
    },
  });
  void whenOpened.then(keep);

  async function keep(): Promise<void> {
    if (await place.keepUntouched()) return;
    onUnkept();
    // In the address it comes again with a reload.
    setHash(place.hash);
    notices.show({ text: words().linkNotKept });
    const unsubscribe = kept.subscribe(() => {
      if (kept.get().unkept.includes('code')) return;
      unsubscribe();
      // Somebody has made it theirs, and there is room now: a reload shows what they have.
      if (window.location.hash === place.hash) setHash('');
    });
  }

  async function ask(link: URL): Promise<void> {
    const problem = await problemOf(link.hash);
    if (problem !== null) {
      notices.show({ text: problem });
      return;
    }
    const notice: Notice = {
      text: words().linkSent,
      action: {
        label: words().openInNewTab,
        act: () => {
          notices.dismiss(notice);
          // There it has a workspace of its own; what is here stays even where the browser keeps nothing.
          window.open(link, '_blank', 'noopener');
        },
      },
    };
    notices.show(notice);
  }
}

function setHash(hash: string): void {
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, '', pathname + search + hash);
}

/** What is wrong with a link, for people; null for one that can be opened. */
async function problemOf(hash: string): Promise<string | null> {
  if (decodeCodeFragment(hash) !== null) return null;
  const { readShareFragment } = await import('./share/share-link');
  const content = await readShareFragment(hash);
  return content.kind === 'problem' ? content.problem : null;
}
