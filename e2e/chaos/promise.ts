/** The page has not done what it promises: unlike a control that is not there, this ends the run. */
export class BrokenPromise extends Error {}

export function promise(isKept: boolean, broken: () => string): asserts isKept {
  if (!isKept) throw new BrokenPromise(broken());
}
