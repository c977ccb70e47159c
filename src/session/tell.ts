/** Calls the page back; an error there is the page's own bug: reported there, and no matter here. */
export function tell<T>(listener: ((value: T) => void) | undefined, value: T): void {
  try {
    listener?.(value);
  } catch (error) {
    reportError(error);
  }
}
