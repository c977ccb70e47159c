import { preferredLanguage } from './choose-language';
import { german } from './de/reset';
import type { Shape } from './shape';

/** What the script of reset.html says. Its other texts are in the page itself, which has to say them without a script. */
export const english = {
  working: 'One moment…',
  saved: (fileCount: number, archiveName: string) =>
    `Saved ${String(fileCount)} files as ${archiveName} in your downloads. The Workspaces panel of the playground takes it in again.`,
  leftOut: (names: string) =>
    `Not in it is what this browser does not keep of ${names}: only the tab that shows it has that. “Export all as .zip” in the file actions there takes out its files.`,
  openElsewhere: 'another tab of the playground is open. Close it and try again.',
  didNotWork: (reason: string) => `That did not work: ${reason}`,
  isReset:
    'Done. The playground loads anew from the network when you open it. Should it still not work, hold the Shift key while you reload it.',
  isErased: 'Done. Nothing of the playground is left in this browser.',
  onlyAlone: 'This page works only in a tab of its own.',
};

export interface ResetWords extends Shape<typeof english> {
  /** For the page's `lang`. */
  readonly tag: string;
  /** By the names in the page's `data-text`; none where its own are right. */
  readonly page: Readonly<Record<string, string>>;
}

/** Nothing of the playground is asked, not even which language somebody chose there. */
export function resetWords(tags: readonly string[]): ResetWords {
  return preferredLanguage(tags) === 'de' ? german : { ...english, tag: 'en', page: {} };
}
