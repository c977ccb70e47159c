export interface ClickGuard {
  /** When clicks count, in milliseconds of the clock of the events, unless something comes between. */
  readonly busyUntil: number;
  /** Whether a press at this moment was meant for the dialog. */
  isMeant: (timeStamp: number) => boolean;
  /** Something has changed under the pointer. */
  disturb: (timeStamp: number) => void;
}

/**
 * Decides whether a press was meant for a dialog that has just appeared. Whoever clicks again and again, because a
 * program says "as fast as you can", goes on for a moment: until there was a pause, a click must not answer a question
 * that nobody has read.
 *
 * @param openedAt When the dialog appeared, in milliseconds of the clock of the events.
 * @param quietMs How long a pause has to be.
 */
export function createClickGuard(openedAt: number, quietMs: number): ClickGuard {
  let busyUntil = openedAt + quietMs;
  return {
    get busyUntil() {
      return busyUntil;
    },
    isMeant: (timeStamp) => {
      const isQuiet = timeStamp >= busyUntil;
      // A press can be an old one that had to wait for the page; what came after it still counts.
      if (!isQuiet) busyUntil = Math.max(busyUntil, timeStamp + quietMs);
      return isQuiet;
    },
    disturb: (timeStamp) => {
      busyUntil = Math.max(busyUntil, timeStamp + quietMs);
    },
  };
}
