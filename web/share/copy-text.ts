/** Puts text on the clipboard; false where the browser allows neither way. */
export async function copyText(text: string, place: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not allowed, or not there: the page came over plain http.
    return copyByCommand(text, place);
  }
}

/** From a field in `place`: with a dialog open, nothing outside of it can be selected. */
function copyByCommand(text: string, place: HTMLElement): boolean {
  const field = document.createElement('textarea');
  const focusedBefore = document.activeElement;
  field.value = text;
  field.className = 'visually-hidden';
  place.append(field);
  field.select();
  // Deprecated, and what remains without a secure context.
  // oxlint-disable-next-line typescript/no-deprecated
  const isCopied = document.execCommand('copy');
  field.remove();
  if (focusedBefore instanceof HTMLElement) focusedBefore.focus();
  return isCopied;
}
