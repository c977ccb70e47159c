import { describe } from 'vitest';
import { BEHAVIOUR_TIMEOUT_MS } from '../behaviours/behaviour';
import { behaviourGroups, tabNameOf } from '../behaviours/all-behaviours';
import { webKitGtk } from '../support/engines.mjs';
import { test } from './webkit-test';

const hasWebKitGtk = webKitGtk() !== undefined;
const title = hasWebKitGtk
  ? 'WebKitGTK'
  : "WebKitGTK (not installed: Playwright's WebKit runs instead)";

describe.runIf(hasWebKitGtk)(title, () => {
  for (const group of behaviourGroups) {
    describe(group.title, () => {
      for (const { name, run, skip } of group.behaviours) {
        const reason = skip?.webkit;
        test.skipIf(reason !== undefined)(
          reason === undefined ? name : `${name} (${reason})`,
          { timeout: 2 * BEHAVIOUR_TIMEOUT_MS },
          ({ inTab }) => inTab(tabNameOf(group), run),
        );
      }
    });
  }
});
