import type { Engine } from '../support/engines.mjs';
import type { PlaygroundPage } from '../support/playground-page';

/** One promise of the app, written once and shown in every engine. */
export interface Behaviour {
  /** A sentence about what the app does. */
  readonly name: string;
  readonly run: (playground: PlaygroundPage) => Promise<void>;
  /** Engines which cannot show it, each with the reason. */
  readonly skip?: Partial<Record<Engine, string>>;
}

export interface BehaviourGroup {
  readonly title: string;
  /**
   * `shared`: one after the other in one tab, each after a reset of the session, as most people use the page all day.
   * That takes a third of the time. `own`: a new page and empty storage for each, because they keep something.
   */
  readonly tab: 'shared' | 'own';
  readonly behaviours: readonly Behaviour[];
}

/** A generous limit for the slowest engine; the benches measure what each of them really takes. */
export const BEHAVIOUR_TIMEOUT_MS = 90_000;
