import { createClickGuard } from './click-guard';

/** Typing and clicking go on for a moment after something has appeared. */
export const QUIET_MS = 500;

/**
 * Swallows clicks in an area that were not meant for it: the second one of a double click, one of somebody who clicks as
 * fast as a program has asked for, one that was on its way to what was there before or to a window that lay over this one,
 * with its buttons in the same place. Nor is a click meant for it that was made before it could be seen: a program can
 * keep the page from painting for seconds, and say meanwhile where to click.
 *
 * @param onChange Hears whether clicks count from now on.
 * @returns What ends it.
 */
export function guardClicks(area: HTMLElement, onChange: (isArmed: boolean) => void): () => void {
  const ending = new AbortController();
  const listening = { capture: true, signal: ending.signal };
  const guard = createClickGuard(performance.now(), QUIET_MS);
  let isShown = false;
  let isArmed = false;
  let wasPressedHere = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function armWhenQuiet(): void {
    clearTimeout(timer);
    isArmed = false;
    onChange(false);
    if (!isShown) return;
    timer = setTimeout(
      () => {
        isArmed = true;
        onChange(true);
      },
      Math.max(0, guard.busyUntil - performance.now()),
    );
  }

  function disturb(): void {
    guard.disturb(performance.now());
    armWhenQuiet();
  }

  armWhenQuiet();
  whenPainted(() => {
    if (ending.signal.aborted) return;
    isShown = true;
    disturb();
  });
  window.addEventListener('focus', disturb, { signal: ending.signal });
  area.addEventListener(
    'pointerdown',
    ({ timeStamp }) => {
      wasPressedHere = isShown && guard.isMeant(timeStamp);
      if (!wasPressedHere) armWhenQuiet();
    },
    listening,
  );
  area.addEventListener(
    'click',
    (event) => {
      // A click without a pointer is a key's, which has a guard of its own, or a screen reader's.
      const isMeant = event.detail === 0 ? isArmed : wasPressedHere;
      wasPressedHere = false;
      if (isMeant) return;
      event.preventDefault();
      event.stopPropagation();
    },
    listening,
  );
  return () => {
    clearTimeout(timer);
    ending.abort();
  };
}

/** The second frame begins when the first one, with all that had to be laid out for it, has been painted. */
function whenPainted(task: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(task));
}
