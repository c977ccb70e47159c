import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../support/eventually';
import { ELSEWHERE_PATH, SITE_PATH } from '../support/site.mjs';
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
    {
      name: 'runs three snippets in a dark page of another site, each for itself, and as dark',
      skip: { chromium: 'embed.spec.ts shows it there, in full' },
      run: async ({ driver, origin }) => {
        const page = await servePage(`<!doctype html><title>Docs</title>
          <link rel="icon" href="data:," />
          <style>body { background: oklch(0.2 0.02 260) }</style>
          <script src="${origin}${SITE_PATH}goru-embed.js" defer></script>
          <pre id="one" data-goru>print('x' in globals(), 'one'); x = 1</pre>
          <pre id="two" data-goru>print('x' in globals(), 'two'); x = 2</pre>
          <goru-python id="three">print('x' in globals(), 'three')</goru-python>`);
        try {
          await driver.goto(page.url);
          for (const id of ['one', 'two', 'three']) {
            const inSnippet = (what: string): Promise<unknown> =>
              driver.evaluate(`(() => {
                const snippet = document.querySelector('#${id} + goru-python, goru-python#${id}');
                const root = snippet?.shadowRoot;
                return root ? (${what}) : null;
              })()`);
            await eventually(
              () =>
                inSnippet(
                  `[...root.querySelectorAll('button')].filter((one) => one.textContent.startsWith('Run')).map((one) => one.click()).length`,
                ),
              { until: (count) => count === 1, wanted: `Run of the snippet ${id}` },
            );
            await eventually(() => inSnippet(`root.querySelector('[role=log]').innerText.trim()`), {
              until: (text) => text === `False ${id}`,
              wanted: `the output of the snippet ${id}`,
              timeoutMs: 45_000,
            });
            assert.equal(
              await inSnippet(`getComputedStyle(root.querySelector('.paint')).color`),
              'rgb(230, 232, 234)',
            );
          }
        } finally {
          page.close();
        }
      },
    },
  ],
};

/** Another host, so another site: what the frame may keep is not what the site keeps. */
async function servePage(html: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${String(port)}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
