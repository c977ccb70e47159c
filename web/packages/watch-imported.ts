import { words } from '../words/page';
import type { InstalledPackage, Session } from '../../src/index';
import type { Notice, NoticeBoard } from '../ui/notice-board';
import type { Store } from '../ui/store';

interface WatchImportedOptions {
  python: Store<{ session: Session | null }>;
  notices: Pick<NoticeBoard, 'show' | 'dismiss'>;
  reset: () => void;
}

/**
 * Says when a package has changed its version that the running Python has imported already: wherever
 * the person is, as the program would go on with the old one without a word.
 */
export function watchImported({ python, notices, reset }: WatchImportedOptions): void {
  let watched: Session | null = null;
  let shown: Notice | null = null;

  function look({ packages }: Session): void {
    const text = describeImported(packages.list());
    if (text === (shown?.text ?? null)) return;
    if (shown !== null) notices.dismiss(shown);
    shown = null;
    if (text === null) return;
    const notice: Notice = {
      text,
      action: {
        label: words().resetSession,
        act: () => {
          notices.dismiss(notice);
          reset();
        },
      },
    };
    shown = notice;
    notices.show(notice);
  }

  function watch(): void {
    const { session } = python.get();
    if (session === watched || session === null) return;
    watched = session;
    session.packages.observe(() => {
      if (session === watched) look(session);
    });
  }

  python.subscribe(watch);
  watch();
}

/** Null where Python uses what is installed. */
export function describeImported(
  installed: readonly Pick<InstalledPackage, 'name' | 'version' | 'importedVersion'>[],
): string | null {
  const stale = installed.filter(({ importedVersion }) => importedVersion !== null);
  if (stale.length === 0) return null;
  const imported = stale.map(({ name, importedVersion }) => `${name} ${importedVersion ?? ''}`);
  const present = stale.map(({ version }) => version);
  return words().importedAlready(imported.join(', '), present.join(', '));
}
