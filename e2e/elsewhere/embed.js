import { createSession } from '/some/sub-path/goru.js';

/** The whole public face that a first embedding uses: output, a registered function, errors, the end. */
async function embed() {
  const streamed = [];
  const session = await createSession({
    channel: new URL(document.location.href).searchParams.get('channel') ?? 'auto',
    functions: { get_user: async ({ id }) => ({ id, name: 'Ada' }) },
    onOutput: (chunk) => streamed.push(chunk),
  });
  const sum = await session.run('print(1 + 1)');
  const called = await session.run(`print(call('get_user', id=7)['name'])`);
  const denied = await session.run(`kv.get('x')`);
  const exit = await session.run('import sys; sys.exit(3)');
  const { channel } = session;
  await session.close();
  return {
    channel,
    sum: { status: sum.status, stdout: sum.stdout },
    called: { status: called.status, stdout: called.stdout },
    denied: { status: denied.status, message: denied.message },
    exit: { status: exit.status, code: exit.code },
    hasStreamed: streamed.length > 0,
  };
}

const result = document.querySelector('#result');
embed().then(
  (value) => (result.textContent = JSON.stringify(value)),
  (error) => (result.textContent = `failed: ${error}`),
);
