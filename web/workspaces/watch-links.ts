import { isLink } from './current-workspace';

/** Who speaks with the person, once the page is there. */
export interface LinkHost {
  /** Somebody else, or nobody knows who, has led this page to a link: nothing of it is opened here unasked. */
  askAbout: (link: URL) => void;
  /** Whether the page may begin anew without losing anything. */
  isAllKept: () => boolean;
}

export interface LinkWatch {
  /** From now on, this one asks. */
  readonly connect: (host: LinkHost) => void;
}

/**
 * Links that arrive at a page which is open already, in its address or dropped on it. One that its person has gone to
 * gets a workspace of its own, as it would in a new tab: the page begins anew with it. The page that has opened this one
 * can change its address, too, at the moment in which somebody presses Run, and can hide that it has opened it; some
 * browsers do not tell who it was. Then somebody is asked, and until they have answered everything is as it was, also
 * after a reload. To be called before anybody else listens.
 *
 * @param needsOwn Whether there is something here to keep it apart from.
 */
export function watchLinks(needsOwn: () => boolean): LinkWatch {
  const { navigation } = window as Partial<Pick<Window, 'navigation'>>;
  let isByPerson = false;
  let host: LinkHost | null = null;

  navigation?.addEventListener('navigate', ({ hashChange, userInitiated }) => {
    isByPerson = hashChange && userInitiated;
  });
  window.addEventListener('hashchange', (event) => {
    if (!isLink(window.location.hash) || !needsOwn()) return;
    event.stopImmediatePropagation();
    // Before the page is there, nobody has made anything on it.
    if (host === null || (isByPerson && host.isAllKept())) {
      window.location.reload();
      return;
    }
    const { href, pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', pathname + search);
    host.askAbout(new URL(href));
  });
  window.addEventListener('dragover', (event) => {
    if (isForPage(event)) event.preventDefault();
  });
  // Browsers would leave the page for it, and with it what they do not keep.
  window.addEventListener('drop', (event) => {
    if (!isForPage(event)) return;
    event.preventDefault();
    const [first = ''] = (event.dataTransfer?.getData('text/uri-list') ?? '').split(/\r?\n/);
    const link = URL.parse(first);
    const { origin, pathname } = window.location;
    const isOurs = link?.origin === origin && link.pathname === pathname && isLink(link.hash);
    if (isOurs) host?.askAbout(link);
  });

  return {
    connect: (next) => {
      host = next;
    },
  };
}

/** An address that is dropped where nobody writes; the page's own things are dragged without one. */
function isForPage({ dataTransfer, target, defaultPrevented }: DragEvent): boolean {
  if (defaultPrevented || dataTransfer?.types.includes('text/uri-list') !== true) return false;
  if (dataTransfer.types.includes('Files')) return false;
  return (
    !(target instanceof Element) || target.closest('input, textarea, [contenteditable]') === null
  );
}
