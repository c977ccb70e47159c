import { formatBytes } from '../ui/bytes';
import { words } from '../words/about';
import type { OfflineFacts } from './describe-briefly';

/** For the About panel. */
export function describeInFull(facts: OfflineFacts): string {
  const { phase, savedBytes, totalBytes, isUsable, isSparing, problem } = facts;
  const amount = words().amountOf(formatBytes(savedBytes), formatBytes(totalBytes));
  switch (phase) {
    case 'not-yet':
      return words().savesItself;
    case 'unavailable':
      return words().cannotSaveItself;
    case 'saving':
      return isUsable ? words().helpBeingSaved(amount) : words().beingSaved(amount);
    case 'saved':
      return isSparing
        ? words().sparedSaved(formatBytes(totalBytes))
        : words().allSaved(formatBytes(totalBytes));
    case 'failed':
      return [
        problem === 'space' ? words().noRoom(amount) : words().notAllArrived(amount),
        isUsable ? words().runAllTheSame : '',
      ].join('');
  }
}
