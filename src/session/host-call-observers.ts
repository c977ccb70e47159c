import type { HostCallReport } from '../contract/options';
import { tell } from './tell';

type Listener = (report: HostCallReport) => void;

/** Who looks at a program's calls. Nothing is measured while nobody does. */
export class HostCallObservers {
  readonly #entries = new Set<{ listener: Listener }>();
  readonly #onChange: () => void;

  /** `onChange` is called when somebody begins or ends to look. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get isWatched(): boolean {
    return this.#entries.size > 0;
  }

  /** The returned function ends it. */
  add(listener: Listener): () => void {
    const entry = { listener };
    this.#entries.add(entry);
    this.#onChange();
    return () => {
      this.#entries.delete(entry);
      this.#onChange();
    };
  }

  readonly report: Listener = (report) => {
    for (const { listener } of this.#entries) tell(listener, report);
  };
}
