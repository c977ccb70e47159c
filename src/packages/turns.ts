/** Long enough for most of the time to be work, short enough for nobody to notice. */
const TURN_MS = 20;

/**
 * For loops over thousands of files on the page's own thread: answers a function to be awaited in
 * each step, which lets the page have its turn when one has lasted long enough.
 */
export function takeTurns(): () => Promise<void> | undefined {
  let startedMs = performance.now();
  return () => {
    if (performance.now() - startedMs < TURN_MS) return undefined;
    return new Promise((resolve) => {
      setTimeout(() => {
        startedMs = performance.now();
        resolve();
      }, 0);
    });
  };
}
