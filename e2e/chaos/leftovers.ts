/** What is left of a copy, an import or a deletion that was given up halfway, or of a link: nothing. */
import { showWorkspaces } from './actions/workspaces';
import { readLeftovers } from './kept';
import { promise } from './promise';
import type { World } from './world';

/** The panel takes it away when it is opened, unless a tab that is just ending still has it. */
const ATTEMPTS = 4;
const SWEPT_AFTER_MS = 5_000;

export async function checkLeftovers(world: World): Promise<void> {
  if (!world.mayHaveLeftovers) return;
  const { tab } = world;
  let left: string[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      if (attempt > 0) await tab.tryClick('Close panel');
      await showWorkspaces(tab);
    } catch {
      // It comes from the server, which is away: another time.
      return;
    }
    const deadline = Date.now() + SWEPT_AFTER_MS;
    do {
      const open = await world.openWorkspaces();
      left = (await world.look(readLeftovers))
        .filter(({ id }) => !open.has(id))
        .map(({ name }) => name);
      if (left.length === 0) {
        world.mayHaveLeftovers = false;
        return;
      }
      await tab.page.waitForTimeout(250);
    } while (Date.now() < deadline);
  }
  promise(left.length === 0, () => `there is more than there are workspaces: ${left.join(', ')}`);
}
