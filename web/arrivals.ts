import { messageOf } from './ui/message-of';
import { loaded } from './ui/not-loaded';
import type { KeptState } from './kept';
import type { Place } from './place';
import type { NoticeBoard } from './ui/notice-board';
import type { Store } from './ui/store';
import type { Workspace } from './workspace/workspace';
import type { LinkWatch } from './workspaces/watch-links';
import type * as LinkArrival from './link-arrival';

interface ArrivalsOptions {
  links: LinkWatch;
  place: Pick<Place, 'hash' | 'keepUntouched'>;
  kept: Store<KeptState>;
  notices: NoticeBoard;
  workspace: Pick<Workspace, 'saveNow'>;
  /** Resolves when all that the page's own link has brought is there. */
  whenBrought: Promise<void>;
  load?: () => Promise<Pick<typeof LinkArrival, 'askAbout' | 'tellUnkept'>>;
}

/**
 * What happens to links: to the one that the page was opened with, once its program is there, and to those that arrive
 * later. One that cannot be kept or asked about stays in the address, from where a reload opens it again.
 */
export function connectArrivals(options: ArrivalsOptions): void {
  const { links, place, kept, notices, workspace, whenBrought } = options;
  const { load = () => import('./link-arrival') } = options;

  links.connect({
    isAllKept: () => kept.get().unkept.length === 0,
    askAbout: (link) => {
      loaded(load())
        .then(({ askAbout }) => askAbout(link, notices))
        .catch((error: unknown) => {
          setHash(link.hash);
          tellFailure(error);
        });
    },
  });

  async function keepOwn(): Promise<void> {
    await whenBrought;
    try {
      if (await place.keepUntouched()) return;
      leaveInAddress();
      const { tellUnkept } = await loaded(load());
      tellUnkept(notices);
    } catch (error) {
      leaveInAddress();
      tellFailure(error);
    }
  }

  function leaveInAddress(): void {
    const { hash } = place;
    setHash(hash);
    // The bar at the bottom says it, too.
    workspace.saveNow();
    const unsubscribe = kept.subscribe(() => {
      if (kept.get().unkept.includes('code')) return;
      unsubscribe();
      // Somebody has made it theirs, and there is room now: a reload shows what they have.
      if (window.location.hash === hash) setHash('');
    });
  }

  function tellFailure(error: unknown): void {
    notices.show({ text: messageOf(error) });
  }

  void keepOwn();
}

function setHash(hash: string): void {
  const { pathname, search } = window.location;
  window.history.replaceState(window.history.state, '', pathname + search + hash);
}
