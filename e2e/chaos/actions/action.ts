import type { ChaosTab } from '../chaos-tab';
import type { Random } from '../random';
import type { World } from '../world';

/** Something that a person, a browser or a network does. */
export interface Action {
  name: string;
  /** How often it comes, beside the others. */
  weight: number;
  /** What takes longer than a click or two. */
  limitMs?: number;
  /** Whether it is possible now. */
  when?: (world: World) => boolean;
  /** Does it, and says what it was. A control that is not there now is no failure (the action is skipped), unlike a broken promise. */
  act: (step: Step) => Promise<string>;
}

export interface Step {
  world: World;
  /** The one in front. */
  tab: ChaosTab;
  random: Random;
}
