import { words } from './words/share';
import { loaded } from './ui/not-loaded';
import { decodeCodeFragment } from './workspace/code-link';
import type { Notice, NoticeBoard } from './ui/notice-board';

type Notices = Pick<NoticeBoard, 'show' | 'dismiss'>;

/** A link has arrived while the page is open, and nobody knows that its person wants it. */
export async function askAbout(link: URL, notices: Notices): Promise<void> {
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

/** There is no room for what the page's link has brought. */
export function tellUnkept(notices: Notices): void {
  notices.show({ text: words().linkNotKept });
}

/** What is wrong with a link, for people; null for one that can be opened. */
async function problemOf(hash: string): Promise<string | null> {
  if (decodeCodeFragment(hash) !== null) return null;
  const { readShareFragment } = await loaded(import('./share/share-link'));
  const content = await readShareFragment(hash);
  return content.kind === 'problem' ? content.problem : null;
}
