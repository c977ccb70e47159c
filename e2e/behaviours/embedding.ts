import assert from 'node:assert/strict';
import { eventually } from '../support/eventually';
import { ELSEWHERE_PATH } from '../support/site.mjs';
import type { BehaviourGroup } from './behaviour';

export const embedding: BehaviourGroup = {
  title: 'goru.js',
  tab: 'own',
  behaviours: [
    {
      name: 'runs Python in a page which lies outside of the site on the same origin',
      run: async ({ driver, origin, hostChannel, expectedChannel }) => {
        const query = hostChannel === 'auto' ? '' : `?channel=${hostChannel}`;
        await driver.goto(`${origin}${ELSEWHERE_PATH}embed.html${query}`);
        const result = await eventually(
          async () => String(await driver.evaluate(`document.querySelector('#result').innerText`)),
          { until: (text) => text !== '', wanted: 'a result of the embedding', timeoutMs: 45_000 },
        );
        assert(result.startsWith('{'), result);
        assert.deepEqual(JSON.parse(result), {
          channel: expectedChannel,
          sum: { status: 'ok', stdout: '2\n' },
          called: { status: 'ok', stdout: 'Ada\n' },
          denied: { status: 'error', message: 'kv not enabled' },
          exit: { status: 'exit', code: 3 },
          hasStreamed: true,
        });
      },
    },
  ],
};
