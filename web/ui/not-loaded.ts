/** A part of the page did not come: the device is offline, or a new version was published. For people: `messageOf`. */
export class NotLoaded extends Error {
  constructor(cause?: unknown) {
    super('a part of the page did not load', { cause });
  }
}

/** Tells a part that did not come from what goes wrong in it later, which no second try mends. */
export async function loaded<T>(part: Promise<T>): Promise<T> {
  try {
    return await part;
  } catch (cause) {
    throw new NotLoaded(cause);
  }
}

/** Does it once for all who ask, and anew only after a part of it did not come. */
export function loadOnce<Args extends unknown[], T>(
  load: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  let loading: Promise<T> | null = null;
  return (...args) => {
    loading ??= load(...args).catch((error: unknown) => {
      if (error instanceof NotLoaded) loading = null;
      throw error;
    });
    return loading;
  };
}

/** Of a worker's `error` event, which says nothing where the worker's script did not come. */
export function workerFailure(who: string, { message }: { readonly message?: string }): Error {
  return message === undefined || message === ''
    ? new NotLoaded()
    : new Error(`${who} failed: ${message}`);
}
