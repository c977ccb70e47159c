import { inLanguage } from './in-language';
import type { ErrorCode, MountProblemKind } from '../../src/index';

export const english = {
  /** The runtime speaks English: there is nothing to add. */
  error: (_code: ErrorCode, message: string) => message,
  mounts: {
    elsewhere: 'open in another tab or session: it can only be read here until that closes',
    memory: 'kept in memory only: the browser refuses storage',
    unclaimed: 'cannot be changed here',
    unattached: 'not attached to any storage yet',
  } satisfies Record<MountProblemKind, string>,
};

export const words = inLanguage('problems', english);
