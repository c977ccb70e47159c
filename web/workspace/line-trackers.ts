import { trackLines } from './line-tracker';
import type { CodeDocument } from './code-document';
import type { LineTracker } from './line-tracker';
import type { ProgramFiles } from './program-files';

export interface LineTrackers {
  /** From here on, lines are those of the present texts. */
  start: () => void;
  /** Undefined for a file whose text was not known when the last run began. */
  of: (name: string) => LineTracker | undefined;
}

/** Knows of each file where the lines of the text that ran are now. */
export function trackFiles(files: Pick<ProgramFiles, 'store' | 'code'>): LineTrackers {
  const trackers = new WeakMap<CodeDocument, LineTracker>();
  return {
    start: () => {
      for (const name of files.store.get().names) {
        const code = files.code(name);
        const tracker = trackers.get(code) ?? trackLines(code);
        trackers.set(code, tracker);
        tracker.start();
      }
    },
    of: (name) =>
      files.store.get().names.includes(name) ? trackers.get(files.code(name)) : undefined,
  };
}
