/** Keys that press a button. */
const PRESSING_KEYS: ReadonlySet<string> = new Set(['Enter', ' ']);

/**
 * Decides whether a key was meant for a dialog that has just appeared. Whoever was typing goes on
 * for a moment: until there was a pause, a key must not answer a question nobody has read.
 *
 * @param openedAt When the dialog appeared, in milliseconds of the clock of the events.
 * @param quietMs How long a pause has to be.
 */
export function createKeyGuard(
  openedAt: number,
  quietMs: number,
): (event: Pick<KeyboardEvent, 'key' | 'timeStamp' | 'ctrlKey' | 'metaKey'>) => boolean {
  let busyUntil = openedAt + quietMs;
  return ({ key, timeStamp, ctrlKey, metaKey }) => {
    // Run and Stop: the page takes them before they could press anything.
    if (key === 'Enter' && (ctrlKey || metaKey)) return true;
    if (timeStamp >= busyUntil) return true;
    busyUntil = timeStamp + quietMs;
    return !PRESSING_KEYS.has(key);
  };
}
