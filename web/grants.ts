import { memoryFiles, openKvStore, opfsDirectory } from '../src/index';
import { createConsentDesk } from './consent/consent-desk';
import { createHostList } from './network/host-list';
import { createRequestLog } from './network/request-log';
import { PAGE_LIMITS } from './page-limits';
import { SAMPLE_FILES } from './samples/sample-files';
import type { KvStore, Mount, SessionOptions } from '../src/index';
import type { ConsentDesk } from './consent/consent-desk';
import type { HostList, HostListStorage } from './network/host-list';
import type { RequestLog } from './network/request-log';

const MOUNTS: readonly Mount[] = [
  // The first one that can be written to is where programs start.
  { path: '/work', mode: 'rwc', source: opfsDirectory('workspace') },
  { path: '/data', mode: 'ro', source: memoryFiles(SAMPLE_FILES) },
];

/** What programs of this workspace may touch, who is asked, and what they have done with it. */
export interface Grants {
  readonly hostList: HostList;
  readonly consent: ConsentDesk;
  readonly requests: RequestLog;
  readonly mountPaths: readonly string[];
  readonly hasKv: boolean;
  /** The store that programs see as `kv`; opened when it is first asked for. */
  readonly openKv: () => Promise<KvStore>;
  readonly sessionOptions: SessionOptions;
}

export function createGrants(storage: HostListStorage): Grants {
  const hostList = createHostList(storage);
  const consent = createConsentDesk();
  const requests = createRequestLog();
  let kvStore: Promise<KvStore> | undefined;
  return {
    hostList,
    consent,
    requests,
    mountPaths: MOUNTS.map(({ path }) => path),
    hasKv: true,
    openKv: () => (kvStore ??= openKvStore()),
    sessionOptions: {
      kv: true,
      mounts: MOUNTS,
      onHostRequest: async (request) => {
        const decision = await consent.ask(request);
        // Kept here and granted at once: a reload must not ask again.
        if (decision === 'always') hostList.add(request.host);
        return decision;
      },
      onHttpRequest: requests.report,
      onHttpProgress: requests.progress,
      limits: PAGE_LIMITS,
    },
  };
}
