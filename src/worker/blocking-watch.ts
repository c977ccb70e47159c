import type { MaybePromise } from '../wasi/maybe-async';
import { isPromise } from '../wasi/maybe-async';
import type { Blocker, WaitRequest } from '../wasi/poll';

/** Shorter waits are not told: a program that naps in a loop would flood the page with them. */
const MIN_WAIT_MS = 5;

/**
 * Tells the page, while it wants to know, whether the guest is blocked. A person's time to think
 * stops the run's clock only then: a program may ask and compute on.
 */
export class BlockingWatch implements Blocker {
  readonly #blocker: Blocker;
  readonly #tell: (isBlocked: boolean) => void;
  #isOn = false;
  #isBlocked = false;
  #isTold = false;

  constructor(blocker: Blocker, tell: (isBlocked: boolean) => void) {
    this.#blocker = blocker;
    this.#tell = tell;
  }

  /** May come while the guest is blocked, which is then told at once. */
  setOn(isOn: boolean): void {
    this.#isOn = isOn;
    this.#isTold = false;
    this.#update();
  }

  wait(request: WaitRequest): MaybePromise<void> {
    const { timeoutMs, inbox } = request;
    if (!inbox || (timeoutMs !== null && timeoutMs < MIN_WAIT_MS)) {
      return this.#blocker.wait(request);
    }
    this.#isBlocked = true;
    this.#update();
    const wait = this.#blocker.wait(request);
    if (isPromise(wait)) return wait.then(this.#unblock);
    this.#unblock();
  }

  readonly #unblock = (): void => {
    this.#isBlocked = false;
    this.#update();
  };

  #update(): void {
    const isTold = this.#isOn && this.#isBlocked;
    if (isTold === this.#isTold) return;
    this.#isTold = isTold;
    this.#tell(isTold);
  }
}
