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
      return [describeProblem(problem, amount), isUsable ? words().runAllTheSame : ''].join('');
  }
}

function describeProblem(problem: OfflineFacts['problem'], amount: string): string {
  if (problem === 'space') return words().noRoom(amount);
  if (problem === 'storage') return words().storageFailed(amount);
  if (problem === 'network' || problem === null) return words().notAllArrived(amount);
  return words().savingFailed(problem.reason, amount);
}
