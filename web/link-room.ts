import { makeLinkRoom, removeUntouched } from './workspaces/link-room';
import { siteData } from './workspaces/stored/site-data';
import { siteNames } from './workspaces/stored/site-names';
import { workspaceLocks } from './workspaces/workspace-locks';
import { createWorkspaceList } from './workspaces/workspace-list';
import { forgetOtherTexts } from './workspaces/tab-texts';
import type { WorkspaceStorages } from './workspaces/current-workspace';
import type { HeldTexts } from './workspaces/held-texts';
import type { WorkspaceRecord } from './workspaces/workspace-records';

/** Makes room for what a link has brought, with all that this site keeps in this browser. */
export async function makeRoomHere(
  { siteUrl, storage, tabStorage }: WorkspaceStorages & { siteUrl: URL },
  { record, texts }: { record: WorkspaceRecord; texts: HeldTexts },
): Promise<boolean> {
  const { files, values } = siteData(siteUrl);
  const stores = { storage, files, values };
  const locks = workspaceLocks(siteNames(siteUrl.pathname));
  forgetOtherTexts({ storage, tabStorage }, record.id);
  // First what nobody can want: it takes room, too. Where some of it refuses to go, there may be room all the same.
  await createWorkspaceList({ ...stores, locks })
    .sweep()
    .catch(() => undefined);
  const remove = (id: string): Promise<boolean> => removeUntouched(id, stores, locks);
  return makeLinkRoom({ storage, record, texts, remove });
}
