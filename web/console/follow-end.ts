/** Being this near to the end counts as being there: zoomed pages have fractions of pixels. */
const NEAR_END_PX = 24;

/**
 * Keeps a scroller at its end while content grows, until a person scrolls up; then leaves it
 * alone until they come back.
 */
export class FollowEnd {
  readonly #scroller: HTMLElement;
  readonly #onChange: (isFollowing: boolean) => void;
  readonly #observer: ResizeObserver;
  #isFollowing = true;
  #lastTop = 0;

  constructor(
    scroller: HTMLElement,
    contents: readonly HTMLElement[],
    onChange: (isFollowing: boolean) => void,
  ) {
    this.#scroller = scroller;
    this.#onChange = onChange;
    scroller.addEventListener('scroll', this.#handleScroll, { passive: true });
    // Blocks get their real height when they first come near the view: the end moves.
    this.#observer = new ResizeObserver(() => {
      this.keepUp();
    });
    for (const element of [scroller, ...contents]) this.#observer.observe(element);
  }

  /** Scrolls to the end if that is where the reader was. */
  keepUp(): void {
    if (!this.#isFollowing) return;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#lastTop = this.#scroller.scrollTop;
  }

  jumpToEnd(): void {
    this.#set(true);
    this.keepUp();
  }

  dispose(): void {
    this.#observer.disconnect();
    this.#scroller.removeEventListener('scroll', this.#handleScroll);
  }

  readonly #handleScroll = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const isNearEnd = scrollHeight - clientHeight - scrollTop <= NEAR_END_PX;
    // Growing content makes the end run away without a person having done anything.
    if (isNearEnd) this.#set(true);
    else if (scrollTop < this.#lastTop) this.#set(false);
    this.#lastTop = scrollTop;
  };

  #set(isFollowing: boolean): void {
    if (this.#isFollowing === isFollowing) return;
    this.#isFollowing = isFollowing;
    this.#onChange(isFollowing);
  }
}
