/** Long enough for most of the time to be work, short enough for nobody to notice, on a busy machine either. */
const TURN_MS = 10;

/** To be awaited in each step of a long loop; undefined as long as the turn has not lasted long enough. */
export type Turn = () => Promise<void> | undefined;

/**
 * For loops over thousands of files on the page's own thread: answers a function to be awaited in
 * each step, which lets the page have its turn when one has lasted long enough.
 */
export function takeTurns(): Turn {
  let startedMs = performance.now();
  return () => {
    if (performance.now() - startedMs < TURN_MS) return undefined;
    return inNextTask().then(() => {
      startedMs = performance.now();
    });
  };
}

/** By a message to oneself: timers that set timers are made to wait 4 ms each, which is half a turn. */
function inNextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
