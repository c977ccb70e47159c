import { BEHAVIOUR_TIMEOUT_MS } from './behaviours/behaviour';
import { behaviourGroups, tabNameOf } from './behaviours/all-behaviours';
import { testInSharedTab as test } from './support/fixtures';

for (const group of behaviourGroups) {
  test.describe(group.title, () => {
    test.use({ tabName: tabNameOf(group) });
    for (const { name, run, skip } of group.behaviours) {
      test(name, async ({ playground, browserName }) => {
        const reason = skip?.[browserName];
        test.skip(reason !== undefined, reason);
        test.setTimeout(BEHAVIOUR_TIMEOUT_MS);
        await run(playground);
      });
    }
  });
}
