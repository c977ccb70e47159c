import assert from 'node:assert/strict';
import { startApiServer } from '../support/api-server.mjs';
import type { ApiServer } from '../support/api-server.mjs';
import { eventually } from '../support/eventually';
import type { PlaygroundPage } from '../support/playground-page';
import type { Behaviour, BehaviourGroup } from './behaviour';

const IS_BUSY = `document.querySelector('dialog[open]')?.ariaBusy`;

type Answer = 'Allow once' | 'Always allow' | 'Deny';

/** A server of somebody else's, under a name that the site itself does not have. */
async function withServer(run: (api: ApiServer) => Promise<void>): Promise<void> {
  const api = await startApiServer('127.0.0.1', 'localhost');
  try {
    await run(api);
  } finally {
    await api.close();
  }
}

/** What the dialog says; nothing while there is none. */
async function question({ driver }: PlaygroundPage): Promise<string> {
  return String(await driver.evaluate(`document.querySelector('dialog[open]')?.innerText ?? ''`));
}

async function waitForQuestion(playground: PlaygroundPage): Promise<string> {
  return eventually(() => question(playground), {
    until: (text) => text.includes('Allow network access?'),
    wanted: 'the question about a host',
  });
}

async function answer(playground: PlaygroundPage, choice: Answer): Promise<void> {
  await waitForQuestion(playground);
  // Clicks right after it has appeared were meant for something else, and are not taken.
  await eventually(() => playground.driver.evaluate(IS_BUSY), {
    until: (isBusy) => isBusy === 'false',
    wanted: 'a question that takes clicks',
  });
  await playground.driver.click({ role: 'button', name: choice });
}

const namesWhatIsAsked: Behaviour = {
  name: 'names host, method and the line that asks; Escape is a no',
  run: (playground) =>
    withServer(async (api) => {
      await playground.open({
        code: `import sys\ntry:\n    http.post('${api.origin}/echo', json={'secret': 1})\nexcept PermissionError as error:\n    print('no:', error)`,
      });
      await playground.run();
      const text = await waitForQuestion(playground);
      assert(text.includes(`${api.host} is not on this workspace’s list`), text);
      assert.match(text, new RegExp(`POST ${api.origin}/echo`));
      assert.match(text, /main\.py:3\s+http\.post\(/);
      // Keys right after it has appeared are somebody's typing: press until it counts.
      await eventually(
        async () => {
          await playground.driver.press('Escape');
          return question(playground);
        },
        { until: (shown) => shown === '', wanted: 'no question after Escape' },
      );
      await playground.waitForOutputLine('no: host not allowed: localhost');
      assert.deepEqual(api.log, []);
    }),
};

const onceIsOneRun: Behaviour = {
  name: 'lets a host through once for a run, always for good, and asks once for many requests',
  run: (playground) =>
    withServer(async (api) => {
      const { driver } = playground;
      const code = `import asyncio
urls = [f'${api.origin}/echo?{i}' for i in range(5)]
answers = await asyncio.gather(*(http.async_get(url) for url in urls))
print('answers', [a.status_code for a in answers], http.get('${api.origin}/echo').status_code)`;
      await playground.open({ code });
      const answers = 'answers [200, 200, 200, 200, 200] 200';
      await playground.run();
      await answer(playground, 'Allow once');
      await playground.waitForOutputLine(answers);
      await playground.waitForStatus('Ready');
      await playground.click('Clear output');
      await playground.run();
      await answer(playground, 'Always allow');
      await playground.waitForOutputLine(answers);
      await driver.click({ role: 'button', name: 'network: 1 host' });
      await playground.reload();
      await playground.run();
      await playground.waitForOutputLine(answers);
      assert.equal(await question(playground), '');
      assert.equal(api.log.filter(({ method }) => method === 'GET').length, 18);
      // Until it is taken back.
      await driver.click({ role: 'button', name: 'network: 1 host' });
      await driver.click({ role: 'button', name: /^Remove localhost/ });
      await playground.waitForStatus('Ready');
      await playground.click('Clear output');
      await playground.run();
      await answer(playground, 'Deny');
      await playground.waitForOutput('host not allowed: localhost');
    }),
};

const showsRequests: Behaviour = {
  name: 'lists every request in Network, what was denied too',
  run: (playground) =>
    withServer(async (api) => {
      const { driver } = playground;
      await playground.open({ code: `http.get('${api.origin}/status?code=202')` });
      await playground.run();
      await answer(playground, 'Deny');
      await playground.waitForOutput('host not allowed: localhost');
      await playground.waitForStatus('Ready');
      await playground.run();
      await answer(playground, 'Allow once');
      await playground.waitForStatus('Ready');
      await driver.click({ role: 'button', name: 'Network' });
      await eventually(
        async () =>
          String(await driver.evaluate(`document.querySelector('#side-panel')?.innerText ?? ''`)),
        {
          until: (text) => /\b202 ·/.test(text) && /\bdenied ·/.test(text),
          wanted: 'an answered and a denied request',
        },
      );
    }),
};

const endsWithItsRun: Behaviour = {
  name: 'takes its question back when the program is stopped',
  run: (playground) =>
    withServer(async (api) => {
      await playground.open({ code: `http.get('${api.origin}/echo')` });
      await playground.run();
      await waitForQuestion(playground);
      await playground.driver.press('Control+Shift+Enter');
      await eventually(() => question(playground), {
        until: (text) => text === '',
        wanted: 'no question after Stop',
      });
      await playground.waitForOutputLine('Stopped at line 1');
      assert.deepEqual(api.log, []);
      await playground.assertNextRunWorks();
    }),
};

/** What somebody would try who wants more than their link's program is given. */
const INVENTED = ['hosts', 'host', 'allow', 'allowedHosts', 'allowed-hosts', 'network', 'grants'];

const linksGrantNothing: Behaviour = {
  name: 'takes no host from a link, whatever else is in it',
  run: (playground) =>
    withServer(async (api) => {
      const { driver } = playground;
      const code = (n: number): string => `http.get('${api.origin}/echo?${String(n)}')`;
      const link = (n: number, values: string[]): string => {
        const url = new URL(playground.address({ code: code(n) }));
        for (const name of INVENTED) {
          for (const value of values) {
            url.searchParams.append(name, value);
            url.hash += `&${name}=${encodeURIComponent(value)}`;
          }
        }
        return url.href;
      };
      await driver.goto(link(1, ['*', 'localhost', '["*"]']));
      await playground.waitForEditorText(code(1));
      await driver.click({ role: 'button', name: 'network: none' });
      await playground.run();
      await answer(playground, 'Deny');
      await playground.waitForOutput('host not allowed: localhost');
      // One that arrives while the page is there changes nothing unasked.
      const next = new URL(link(2, ['*']));
      await driver.evaluate(`void (location.hash = ${JSON.stringify(next.hash)})`);
      await eventually(() => driver.texts({ role: 'button', name: 'Open it in a new tab' }), {
        until: (texts) => texts.length === 1,
        wanted: 'the question about a link',
      });
      await playground.waitForEditorText(code(1));
      next.searchParams.set('new', 'load');
      await driver.goto(next.href);
      await playground.waitForEditorText(code(2));
      await driver.click({ role: 'button', name: 'network: none' });
      await playground.run();
      await answer(playground, 'Deny');
      assert.deepEqual(api.log, []);
    }),
};

export const consent: BehaviourGroup = {
  title: 'consent',
  tab: 'own',
  // First what looks at the list of all requests.
  behaviours: [showsRequests, namesWhatIsAsked, onceIsOneRun, endsWithItsRun, linksGrantNothing],
};
