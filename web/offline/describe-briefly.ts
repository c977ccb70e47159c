import { formatBytes } from '../ui/bytes';
import { words } from '../words/page';
import type { OfflineState } from './offline';

/** What there is to tell about. */
export type OfflineFacts = Pick<
  OfflineState,
  'phase' | 'savedBytes' | 'totalBytes' | 'isUsable' | 'isSparing' | 'problem'
>;

/** For the bar at the bottom; null when there is nothing to say. */
export function describeBriefly({ phase, savedBytes, totalBytes }: OfflineFacts): string | null {
  switch (phase) {
    case 'not-yet':
    case 'unavailable':
      return null;
    case 'saving':
      return words().savingForOffline(formatBytes(savedBytes), formatBytes(totalBytes));
    case 'saved':
      return words().availableOffline;
    case 'failed':
      return words().couldNotSave;
  }
}
