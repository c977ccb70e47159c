/** What a page's first script leaves here when it has started a worker with the interpreter that the browser keeps. */
interface EarlyWorker {
  /** Of the interpreter that it loads. */
  moduleUrl: string;
  worker: Worker;
  /** Its script could not be loaded, or threw. */
  hasFailed: boolean;
}

declare global {
  /** Set by public/before-paint.js, a few tenths of a second before this module has loaded. */
  var goruEarlyWorker: EarlyWorker | undefined;
}

/**
 * The worker that was started already for the interpreter at `moduleUrl`, once; undefined when there is none. One for
 * another interpreter is ended: nobody will want it.
 */
export function takeEarlyWorker(moduleUrl: string): Worker | undefined {
  const early = globalThis.goruEarlyWorker;
  globalThis.goruEarlyWorker = undefined;
  if (early === undefined) return undefined;
  if (!early.hasFailed && early.moduleUrl === moduleUrl) return early.worker;
  early.worker.terminate();
  return undefined;
}
