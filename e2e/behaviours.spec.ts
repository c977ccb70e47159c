import { BEHAVIOUR_TIMEOUT_MS } from './behaviours/behaviour';
import { behaviourGroups } from './behaviours/all-behaviours';
import type { Engine } from './support/engines.mjs';
import { testInSharedProfile as test } from './support/fixtures';

for (const { title, tab, behaviours } of behaviourGroups) {
  test.describe(title, () => {
    for (const { name, run, skip } of behaviours) {
      const prepare = (engine: Engine): void => {
        const reason = skip?.[engine];
        test.skip(reason !== undefined, reason);
        test.setTimeout(BEHAVIOUR_TIMEOUT_MS);
      };
      // Playwright reads from the pattern which page a test needs.
      if (tab === 'shared') {
        test(name, async ({ playgroundInSharedTab, browserName }) => {
          prepare(browserName);
          await run(playgroundInSharedTab);
        });
      } else {
        test(name, async ({ playground, browserName }) => {
          prepare(browserName);
          await run(playground);
        });
      }
    }
  });
}
