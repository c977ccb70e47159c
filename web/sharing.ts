import { loadArrivalDialog } from './share/Arrival';
import { createShareDesk } from './share/share-desk';
import { messageOf } from './ui/message-of';
import { loaded } from './ui/not-loaded';
import { words } from './words/page';
import { MAIN_NAME } from './workspace/file-names';
import type { Grants } from './grants';
import type { Python } from './run/python';
import type { ShareAnswer, ShareDesk, ShareStorage } from './share/share-desk';
import type { ShareOffer } from './share/share-offer';
import type { SharedFile, SharedProgram } from './share/shared-program';
import type { NoticeBoard } from './ui/notice-board';
import type { CodeDocument } from './workspace/code-document';

/** Told from others before anything is loaded that could read it. */
const SHARE_FRAGMENT = /^#(?:.*&)?g\d+=/s;

/** Links: what this workspace gives away, and what it opens. */
export interface Sharing {
  readonly desk: ShareDesk;
  readonly siteUrl: string;
  readonly takeOffer: () => ShareOffer;
  /** Whether a run may go ahead, after asking about a program from a link. */
  readonly mayRun: () => Promise<boolean>;
  /** Resolves, when the files of the page's own link are here or could not be had, with their names. */
  readonly whenOpened: Promise<readonly string[]>;
}

/** The workspace's files, as far as links have to do with them. */
export interface ShareableFiles {
  /** The program that Run runs. */
  main: CodeDocument;
  /** That one first. */
  snapshot: () => readonly SharedFile[];
  /** Puts these in, the first one for the program, and aside what they replace. */
  open: (files: readonly SharedFile[], title: string) => Promise<void>;
}

export interface SharingOptions {
  python: Python;
  grants: Grants;
  files: ShareableFiles;
  notices: NoticeBoard;
  /** This tab's own. */
  tabStorage: ShareStorage;
  /** What the address had when the workspace was chosen: another page may have changed it since. */
  hash: string;
  /** Resolves when there is a session. */
  whenSession: () => Promise<void>;
}

export function createSharing(options: SharingOptions): Sharing {
  const { python, grants, files, notices, tabStorage, hash: ownHash, whenSession } = options;
  const desk = createShareDesk(tabStorage);
  let opened: string | null = null;
  let isDeciding = false;
  /** The link that is being opened; another one may overtake it. */
  let latest: string | null = null;

  files.main.subscribe((text, origin) => {
    if (origin === 'replacement' && text !== opened) desk.forget();
  });
  const whenOpened = openLink(ownHash);
  // Only where there is nothing to keep apart from it: web/workspaces/watch-links.ts is asked first.
  window.addEventListener('hashchange', () => void openLink(window.location.hash));

  async function openLink(hash: string): Promise<readonly string[]> {
    if (!SHARE_FRAGMENT.test(hash)) return [];
    let names: readonly string[] = [];
    try {
      await readLink(hash, (program) => {
        // Also where only some of them can be stored. The first one is main.py here, whatever its name.
        names = [MAIN_NAME, ...program.files.slice(1).map(({ path }) => path)];
      });
    } catch (error) {
      notices.show({ text: words().linkNotOpened(messageOf(error)) });
    }
    return names;
  }

  async function readLink(hash: string, onRead: (program: SharedProgram) => void): Promise<void> {
    latest = hash;
    const { readShareFragment } = await loaded(import('./share/share-link'));
    const content = await readShareFragment(hash);
    // Somebody went on to another one meanwhile.
    if (latest !== hash) return;
    if (content.kind === 'problem') {
      notices.show({ text: content.problem });
      return;
    }
    const { program } = content;
    onRead(program);
    opened = program.files[0]?.text ?? '';
    // Before it can be run.
    desk.arrive(program);
    await files.open(program.files, words().programInLink);
    // Without the fragment a reload shows what the person made of it, not the link's text again.
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', pathname + search);
    // If it does not load now it is asked for again when it is needed.
    loadArrivalDialog().catch(() => undefined);
  }

  function takeOffer(): ShareOffer {
    const { session } = python.store.get();
    const locked = session?.packages.lock().packages ?? [];
    return {
      files: files.snapshot(),
      python: python.version,
      packages: locked.map(({ name, version }) => `${name}==${version}`),
      // The whole network is nothing to ask anybody for.
      hosts: grants.hostList.store.get().hosts.filter((host) => host !== '*'),
      mounts: grants.mounts.map(({ path, mode }) => ({ path, mode })),
    };
  }

  async function mayRun(): Promise<boolean> {
    const { unconfirmed } = desk.store.get();
    if (unconfirmed === null) return true;
    // Run was pressed again, with the question on the screen or packages on their way.
    if (isDeciding) return false;
    isDeciding = true;
    try {
      const answer = await desk.ask();
      if (answer === null) return false;
      await allow(answer, unconfirmed.packages ?? []);
      // Packages take a while: another program may have come meanwhile, which nobody has confirmed.
      if (desk.store.get().unconfirmed !== unconfirmed) return false;
      desk.forget();
      return true;
    } catch (error) {
      notices.show({ text: words().notHad(messageOf(error)) });
      return false;
    } finally {
      isDeciding = false;
    }
  }

  async function allow(
    { hosts, installs }: ShareAnswer,
    packages: readonly string[],
  ): Promise<void> {
    const wanted = installs ? packages : [];
    if (hosts.length === 0 && wanted.length === 0) return;
    await whenSession();
    for (const host of hosts) grants.hostList.add(host);
    const { session } = python.store.get();
    if (wanted.length === 0 || session === null) return;
    notices.showBriefly(words().installing(wanted.join(', ')));
    await session.packages.install(wanted);
  }

  const siteUrl = new URL('.', document.baseURI).href;
  return { desk, siteUrl, takeOffer, mayRun, whenOpened };
}
