import { eventually } from '../support/eventually';
import type { Behaviour, BehaviourGroup } from './behaviour';

/** The rest of it is in workspaces.spec.ts; where browsers keep files and how the page writes them differs. */
const copies: Behaviour = {
  name: 'are copied with files and values, and opened',
  run: async (playground) => {
    const { driver } = playground;
    await playground.open({
      code: `import os\nos.makedirs('a/b')\nkv.set('n', 2**70)\nopen('a/b/mine.bin', 'wb').write(bytes(range(256)))\nprint('kept')`,
    });
    await playground.run();
    await playground.waitForOutputLine('kept');
    await driver.click({ role: 'button', name: 'Workspaces' });
    await driver.click({ role: 'button', name: 'Duplicate My workspace' });
    await driver.click({ role: 'button', name: 'Open My workspace copy' });
    await eventually(() => driver.texts({ role: 'button', name: 'Workspace: My workspace copy' }), {
      until: (texts) => texts.length === 1,
      wanted: 'the name of the copy',
    });
    await playground.waitForStatus('Ready', 45_000);
    await playground.run(
      `content = open('a/b/mine.bin', 'rb').read()\nprint(content == bytes(range(256)), kv.get('n') == 2**70)\nopen('a/b/new.txt', 'w').write('x')\nkv.set('more', 1)\nprint(len(kv))`,
    );
    await playground.waitForOutputLine('True True');
    await playground.waitForOutputLine('2');
  },
};

export const workspaces: BehaviourGroup = {
  title: 'workspaces',
  tab: 'own',
  behaviours: [copies],
};
