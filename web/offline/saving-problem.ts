import { messageOf } from '../ui/message-of';
import { NotLoaded } from '../ui/not-loaded';
import type { OfflineProblem } from '../../src/contract/offline-wire';

/** What the service worker says, or why it cannot say anything, for people. */
export type SavingProblem = OfflineProblem | { readonly reason: string };

/** Why the page could not have itself saved. */
export function savingProblem(error: unknown): SavingProblem {
  return error instanceof NotLoaded ? 'network' : { reason: messageOf(error) };
}
