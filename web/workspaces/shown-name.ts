import { words } from '../words/page';
import type { WorkspaceRecord } from './workspace-records';

/** What people read: their own name for it, or one in their language. */
export function shownName({ name, link }: Pick<WorkspaceRecord, 'name' | 'link'>): string {
  if (name !== '') return name;
  return link === null ? words().myWorkspace : words().fromLink;
}
