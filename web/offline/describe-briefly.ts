import { formatBytes } from '../ui/bytes';
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
      return `Saving for offline: ${formatBytes(savedBytes)} of ${formatBytes(totalBytes)}`;
    case 'saved':
      return 'Available offline';
    case 'failed':
      return 'Could not save for offline';
  }
}
