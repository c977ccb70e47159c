/** What a page's first script leaves here when it has begun to compile the interpreter that the browser keeps. */
interface EarlyModule {
  url: string;
  /** Undefined when it is not kept any more; rejects when it is damaged. */
  module: Promise<WebAssembly.Module | undefined>;
}

declare global {
  /** Set by public/before-paint.js, a tenth of a second before this module has loaded. */
  var goruEarlyModule: EarlyModule | undefined;
}

/** The module that the page compiles already, once; undefined when there is none for `url`, or it failed. */
export async function takeEarlyModule(url: string): Promise<WebAssembly.Module | undefined> {
  const early = globalThis.goruEarlyModule;
  if (early?.url !== url) return undefined;
  globalThis.goruEarlyModule = undefined;
  return early.module.catch(() => undefined);
}
