import type { KeptState } from './kept';
import type { Place } from './place';
import type { Store } from './ui/store';

export interface AskBeforeLeavingOptions {
  kept: Store<KeptState>;
  place: Pick<Place, 'isTouched'>;
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>;
}

/**
 * While something that somebody has made is nowhere but in this page, the browser asks them before the page goes. Stored
 * files that could not be opened are still there, and a reload is what brings them back.
 */
export function askBeforeLeaving({ kept, place, page }: AskBeforeLeavingOptions): void {
  let isListening = false;

  function ask(event: Event): void {
    if (place.isTouched()) event.preventDefault();
  }

  // Only while it is needed: browsers keep no page for the Back button that listens for it.
  function listen(): void {
    const isAtRisk = kept.get().unkept.some((thing) => thing !== 'unopened');
    if (isAtRisk === isListening) return;
    isListening = isAtRisk;
    if (isAtRisk) page.addEventListener('beforeunload', ask);
    else page.removeEventListener('beforeunload', ask);
  }

  kept.subscribe(listen);
  listen();
}
