import { inLanguage } from './in-language';
import type { ErrorCode, MountInfo, MountProblemKind } from '../../src/index';

const MOUNTS: Readonly<Record<MountProblemKind, string>> = {
  elsewhere: 'Open in another tab or session: until that closes, the folder can only be read here.',
  memory: 'In memory only: this browser keeps nothing for this page.',
  full: 'In memory only: there is no room for it on this device. Make room, and reload the page.',
  unopened:
    'The stored files could not be opened. They are still there: reload the page. Until then the folder is in memory only.',
  unclaimed: 'Cannot be changed here just now.',
  unattached: 'Not connected to any storage yet.',
};

/** What the runtime says of errors is English: there is nothing to add. Other languages go by its codes. */
export const english = {
  error: (_code: ErrorCode, message: string) => message,
  mount: (kind: MountInfo['problemKind'], problem: string) =>
    kind === null ? problem : MOUNTS[kind],
};

export const words = inLanguage('problems', english);
