/**
 * One implementation for two worlds: with JSPI an import may answer a promise, without it every
 * answer must be there at once. Operations are written as generators over values that may or may
 * not be promises; as long as none is, they run to the end synchronously.
 */
export type MaybePromise<T> = T | Promise<T>;

/** Steps of an operation: yields the promises it has to wait for. */
export type Steps<T> = Generator<Promise<unknown>, T, unknown>;

export function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return value instanceof Promise;
}

/** Inside an operation: the value, waiting for it only when it is a promise. */
export function* settled<T>(value: MaybePromise<T>): Steps<T> {
  // The runner sends back exactly what the yielded promise resolved to.
  return isPromise(value) ? ((yield value) as T) : value;
}

/** Runs an operation: synchronously while it can, as a promise from its first wait on. */
export function runSteps<T>(steps: Steps<T>): MaybePromise<T> {
  const first = steps.next();
  return first.done === true ? first.value : finish(steps, first.value);
}

async function finish<T>(steps: Steps<T>, pending: Promise<unknown>): Promise<T> {
  let wait = pending;
  for (;;) {
    let next: IteratorResult<Promise<unknown>, T>;
    try {
      const value = await wait;
      next = steps.next(value);
    } catch (error) {
      next = steps.throw(error);
    }
    if (next.done === true) return next.value;
    wait = next.value;
  }
}

/** `then` for a value that may already be there. */
export function mapMaybe<T, U>(
  value: MaybePromise<T>,
  fn: (value: T) => MaybePromise<U>,
): MaybePromise<U> {
  return isPromise(value) ? value.then(fn) : fn(value);
}
