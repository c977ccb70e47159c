import { isUntouched, textPrefix } from './current-workspace';
import { readRecord } from './workspace-records';
import type { WorkspaceStorages } from './current-workspace';

const OF_WORKSPACE = /^in-([a-z0-9]+):/;

/**
 * One tab may be led from link to link: what it has noted of workspaces that nobody has touched is forgotten when it
 * goes on, or the tab's own storage, which is small, fills up.
 */
export function forgetOtherTexts({ storage, tabStorage }: WorkspaceStorages, id: string): void {
  const own = textPrefix(id);
  for (const name of tabStorage.names()) {
    const other = OF_WORKSPACE.exec(name)?.[1];
    if (other === undefined || name.startsWith(own)) continue;
    const record = readRecord(storage, other);
    if (record === null || isUntouched(storage, record)) tabStorage.remove(name);
  }
}
