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
   * Every behaviour opens the page, which is a new start in the tab of those before it: opening a tab takes longer than
   * most of what is shown in it. `shared`: the tab that all such groups have together, as most people use the page all
   * day. `own`: one for this group, with empty storage, because its behaviours keep something.
   */
  readonly tab: 'shared' | 'own';
  /** One after the other; what the earlier ones keep (kv, files, hosts) the later ones find. */
  readonly behaviours: readonly Behaviour[];
}

/** A generous limit for the slowest engine; the benches measure what each of them really takes. */
export const BEHAVIOUR_TIMEOUT_MS = 90_000;
