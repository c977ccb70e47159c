import { memoryFiles, openKvStore, opfsDirectory } from '../src/index';
import { createConsentDesk } from './consent/consent-desk';
import { createHostList } from './network/host-list';
import { createPackageList } from './packages/package-list';
import { createWorkspaceLock } from './packages/workspace-lock';
import { createRequestLog } from './network/request-log';
import { PAGE_LIMITS } from './page-limits';
import { SAMPLE_FILES } from './samples/sample-files';
import type { KvStore, Mount, Session, SessionOptions } from '../src/index';
import type { ConsentDesk } from './consent/consent-desk';
import type { HostList } from './network/host-list';
import type { PackageList } from './packages/package-list';
import type { LockStorage, WorkspaceLock } from './packages/workspace-lock';
import type { RequestLog } from './network/request-log';
import type { DoubtfulName } from './spelling/well-known';

/** Where programs start, and where the files of the workspace are. */
const FILES_PATH = '/work';

function mountsOf(folder: string): readonly Mount[] {
  return [
    // The first one that can be written to is where programs start.
    { path: FILES_PATH, mode: 'rwc', source: opfsDirectory(folder) },
    { path: '/data', mode: 'ro', source: memoryFiles(SAMPLE_FILES) },
  ];
}

/** What programs of this workspace may touch, who is asked, and what they have done with it. */
export interface Grants {
  readonly hostList: HostList;
  readonly packageList: PackageList;
  /** What this workspace has installed. */
  readonly packageLock: WorkspaceLock;
  readonly consent: ConsentDesk;
  readonly requests: RequestLog;
  readonly mounts: readonly Pick<Mount, 'path' | 'mode'>[];
  readonly mountPaths: readonly string[];
  readonly filesPath: string;
  readonly hasKv: boolean;
  /** The store that programs see as `kv`; opened when it is first asked for. */
  readonly openKv: () => Promise<KvStore>;
  readonly sessionOptions: SessionOptions;
  /** Gives a new session what this workspace has; resolves with what went wrong, for people. */
  readonly connect: (session: Session) => Promise<string | null>;
  /** Another tab may have changed the storage. */
  readonly lookAgain: () => void;
}

/** Where the workspace keeps what its programs may touch. */
export interface GrantsPlace {
  /** This workspace's own. */
  readonly texts: LockStorage;
  /** Those of the whole site. */
  readonly siteTexts: Pick<LockStorage, 'read'>;
  readonly folder: string;
  readonly kvStore: string;
}

export function createGrants(place: GrantsPlace): Grants {
  const { texts: storage, siteTexts, folder, kvStore: store } = place;
  const mounts = mountsOf(folder);
  const hostList = createHostList(storage);
  const packageList = createPackageList(storage);
  const packageLock = createWorkspaceLock(storage);
  // A school's mirror, say; whoever publishes the site or sits in front of it sets it.
  const index = siteTexts.read('package-index');
  const consent = createConsentDesk();
  const requests = createRequestLog();
  let kvStore: Promise<KvStore> | undefined;
  return {
    hostList,
    packageList,
    packageLock,
    consent,
    requests,
    mounts,
    mountPaths: mounts.map(({ path }) => path),
    filesPath: FILES_PATH,
    hasKv: true,
    openKv: () => (kvStore ??= openKvStore({ store })),
    connect: (session) => {
      hostList.connect(session);
      packageList.connect(session);
      return packageLock.connect(session);
    },
    lookAgain: () => {
      hostList.lookAgain();
      packageList.lookAgain();
      packageLock.lookAgain();
    },
    sessionOptions: {
      kv: { store },
      mounts,
      onHostRequest: async (request) => {
        const decision = await consent.ask(request);
        // Kept here and granted at once: a reload must not ask again.
        if (decision === 'always') hostList.add(request.host);
        return decision;
      },
      onHttpRequest: requests.report,
      onHttpProgress: requests.progress,
      // Read when a session begins: the list may be shorter than it was when the page was opened.
      get allowedPackages() {
        return packageList.store.get().names;
      },
      ...(index === null ? {} : { packageIndex: index }),
      onPackageRequest: async (request) => {
        const decision = await consent.askForPackages(request, await findDoubtful(request.names));
        if (decision === 'always') packageList.add(request.names);
        return decision;
      },
      limits: PAGE_LIMITS,
    },
  };
}

async function findDoubtful(names: readonly string[]): Promise<DoubtfulName[]> {
  // Where it does not load, offline say, the question is the one that it was before.
  const known = await import('./spelling/well-known').catch(() => null);
  return known?.doubtfulNames(names) ?? [];
}
