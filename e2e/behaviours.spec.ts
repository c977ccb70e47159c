import { BEHAVIOUR_TIMEOUT_MS } from './behaviours/behaviour';
import { behaviourGroups } from './behaviours/all-behaviours';
import { test } from './support/fixtures';

for (const { title, behaviours } of behaviourGroups) {
  test.describe(title, () => {
    for (const { name, run, skip } of behaviours) {
      test(name, async ({ playground, browserName }) => {
        const reason = skip?.[browserName];
        test.skip(reason !== undefined, reason);
        test.setTimeout(BEHAVIOUR_TIMEOUT_MS);
        await run(playground);
      });
    }
  });
}
