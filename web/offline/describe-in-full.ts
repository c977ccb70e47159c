import { formatBytes } from '../ui/bytes';
import type { OfflineFacts } from './describe-briefly';

/** For the About panel. */
export function describeInFull(facts: OfflineFacts): string {
  const { phase, savedBytes, totalBytes, isUsable, isSparing, problem } = facts;
  const amount = `${formatBytes(savedBytes)} of ${formatBytes(totalBytes)}`;
  switch (phase) {
    case 'not-yet':
      return 'When Python has loaded, this page saves itself in this browser.';
    case 'unavailable':
      return 'This browser does not let the page save itself: the window may be private, or the page did not come over https.';
    case 'saving':
      return isUsable
        ? `Programs run without a network from now on. Help in the editor is being saved: ${amount}.`
        : `The page is being saved in this browser: ${amount}.`;
    case 'saved':
      return isSparing
        ? `${formatBytes(totalBytes)} are saved: the page and Python work without a network. The larger parts of the editor’s help are left out, because this browser asks to save data.`
        : `All of it is saved (${formatBytes(totalBytes)}): the page, Python and help in the editor work without a network. So do packages you have installed before.`;
    case 'failed':
      return [
        problem === 'space'
          ? `The browser has no room for more: ${amount} are saved.`
          : `Not all files arrived: ${amount} are saved. This device may be offline, or the site is just being renewed.`,
        isUsable ? ' Programs run without a network all the same.' : '',
      ].join('');
  }
}
