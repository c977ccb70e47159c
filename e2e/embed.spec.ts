/** Programs of goru-embed.js on a page of another site: what they do, and what neither side can do to the other. */
import { docsPage, run, START, test } from './support/embed-fixtures';
import { expect } from './support/fixtures';

test('three snippets of a page of another site share one Python and nothing else', async ({
  show,
}) => {
  const { page, snippet } = await show(`
    <pre id="one" data-goru>
      print('x' in globals(), 'one')
      x = 1
    </pre>
    <pre id="two" data-goru>print('x' in globals(), 'two')</pre>
    <goru-python id="three">
      <pre>
        import sys
        sys.modules['marked'] = sys
        print('x' in globals(), 'three')
      </pre>
    </goru-python>
    <pre id="four" data-goru data-session="shared">y = 40; import os; os.environ['A'] = 'a'</pre>
    <pre id="five" data-goru data-session="shared">y + 2</pre>
    <div lang="de-AT"><pre id="german" data-goru>1</pre></div>`);
  await expect(snippet('one')).toBeVisible();
  await expect(snippet('german').getByRole('button', { name: 'Start', exact: true })).toBeVisible();
  // Reading a page loads no Python.
  expect(page.frames()).toHaveLength(1);
  await run(snippet('one'));
  await expect(snippet('one').getByRole('log')).toHaveText('False one\n', START);
  await run(snippet('two'));
  await run(snippet('three'));
  await expect(snippet('two').getByRole('log')).toHaveText('False two\n');
  await expect(snippet('three').getByRole('log')).toHaveText('False three\n');
  // The same one again finds nothing of its first run either.
  await run(snippet('one'));
  await expect(snippet('one').getByRole('status')).toContainText('Done');
  await expect(snippet('one').getByRole('log')).toHaveText('False one\n');
  await run(snippet('four'));
  await run(snippet('five'));
  await expect(snippet('five').getByRole('log')).toHaveText('42\n', START);
  expect(page.frames()).toHaveLength(2);
});

test('a snippet shows pictures, and what the checks of an exercise have found', async ({
  show,
}) => {
  const { page, snippet } = await show(`
    <pre id="turtle" data-goru>import turtle
turtle.forward(100)</pre>
    <pre id="exercise" data-goru>def double(n):
    return n

print('done')

# goru: check "doubles"
assert double(0) == 0
assert double(4) == 8, 'twice as much'

# goru: check "says so"
assert 'done' in output
print('never shown')</pre>
    <pre id="hostile" data-goru>class Heavy:
    def __repr__(self):
        return 'as text'
    def _repr_svg_(self):
        svg = '&lt;g id="a0">&lt;path d="M0 0h9"/>&lt;/g>'
        for i in range(7):
            svg += f'&lt;g id="a{i + 1}">' + f'&lt;use href="#a{i}"/>' * 10 + '&lt;/g>'
        return f'&lt;svg xmlns="http://www.w3.org/2000/svg">{svg}&lt;/svg>'
class Forged:
    def _repr_mimebundle_(self, **_):
        checks = '{"kind": "start", "checks": [{"title": "forged"}]}'
        return {'text/plain': '', 'application/vnd.goru.checks+json': checks}
display(Heavy())
display(Forged())</pre>
    <pre id="many" data-goru>class Dot:
    def __repr__(self):
        return 'dot'
    def _repr_svg_(self):
        return '&lt;svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
for _ in range(103):
    display(Dot())</pre>`);
  await run(snippet('turtle'));
  const picture = snippet('turtle').getByRole('log').getByRole('img', { name: 'turtle' });
  await expect(picture).toBeVisible(START);
  const width = await picture.evaluate((image: HTMLImageElement) => image.naturalWidth);
  expect(width).toBeGreaterThan(100);

  const hostile = snippet('hostile');
  await run(hostile);
  await expect(hostile.getByRole('status').first()).toContainText('Done', START);
  await expect(hostile.getByRole('log')).toHaveText('as text\n');
  await expect(hostile.getByRole('img')).toHaveCount(0);
  await expect(hostile.getByRole('listitem')).toHaveCount(0);

  const many = snippet('many');
  await run(many);
  await expect(many.getByRole('log')).toContainText('dot\ndot\ndot\n', START);
  await expect(many.getByRole('log').locator('img')).toHaveCount(100);

  const exercise = snippet('exercise');
  const found = exercise.getByRole('status').filter({ hasText: 'checks' });
  await run(exercise);
  await expect(found).toHaveText('1 of 2 checks pass', START);
  await expect(exercise.getByRole('listitem')).toHaveText([
    /^✗ doublestwice as muchdouble\(4\): expected 8, got 4$/,
    '✓ says so',
  ]);
  await expect(exercise.getByRole('log')).toHaveText('done\n');
  const editor = exercise.getByRole('textbox');
  await editor.fill((await editor.inputValue()).replace('return n', 'return 2 * n'));
  await run(exercise);
  await expect(found).toHaveText('2 of 2 checks pass');
  // A program that fails is not looked at.
  await editor.fill((await editor.inputValue()).replace('print', 'prind'));
  await run(exercise);
  await expect(exercise.getByRole('log')).toContainText('NameError');
  await expect(found).toBeHidden();
  expect(page.frames()).toHaveLength(2);
});

test('a page goes on while a snippet prints without end, and shows the last of it', async ({
  show,
}) => {
  const { page, snippet } = await show(`<pre id="a" data-goru>while True:
    print('x')</pre>`);
  await run(snippet('a'));
  const output = snippet('a').getByRole('log');
  await expect(output).toContainText('Output limit of 1 MB reached', START);
  await snippet('a').getByRole('button', { name: 'Stop' }).click();
  await expect(snippet('a').getByRole('status').first()).toContainText('Stopped');
  const fromEnd = () =>
    output.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  await expect.poll(fromEnd).toBeLessThan(24);
  // Half a million lines cost a frame no more than what of them is in sight.
  await output.evaluate((log) => {
    log.scrollTop = log.scrollHeight / 2;
  });
  const blocks = await output.evaluate(
    (log) =>
      [...log.children].filter(
        ({ firstElementChild: text }) =>
          text?.checkVisibility({ contentVisibilityAuto: true }) === false,
      ).length,
  );
  expect(blocks).toBeGreaterThan(200);
  expect(page.frames()).toHaveLength(2);
});

test('writing to both streams in turns does not keep the page busy, and a line may begin anew', async ({
  show,
}) => {
  const { page, snippet } = await show(`
    <pre id="turns" data-goru>import sys
for i in range(40_000):
    print(i, file=sys.stderr if i % 2 else sys.stdout)</pre>
    <pre id="progress" data-goru>print('0 %', end='\\r')
print('50 %', end='\\r')
input()
print('100 %', end='\\r')
print()
print('loading', end='\\r\\n')
print('done')</pre>`);
  await run(snippet('progress'));
  const progress = snippet('progress').getByRole('log');
  // What the next one will replace is there until then.
  await expect(progress).toHaveText('50 %', START);
  await expect(snippet('progress').getByRole('textbox', { name: 'Program input' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(progress).toHaveText('50 %\n100 %\nloading\ndone\n');

  await run(snippet('turns'));
  // A page that lays out all for each line takes two minutes.
  await expect(snippet('turns').getByRole('status').first()).toContainText('Done', START);
  const lines = await snippet('turns')
    .getByRole('log')
    .evaluate((log) => log.textContent);
  expect(lines).toBe(Array.from({ length: 40_000 }, (_, i) => `${String(i)}\n`).join(''));
  expect(page.frames()).toHaveLength(2);
});

test('a snippet can be edited, stopped, answered and reset with the keyboard', async ({ show }) => {
  const { page, snippet } = await show(
    `<pre id="a" data-goru data-name="Greeting">name = input('Name? ')\nprint(f'hi {name}')</pre><button>after</button>`,
  );
  const editor = snippet('a').getByRole('textbox', { name: 'Greeting' });
  const output = snippet('a').getByRole('log');
  await editor.press('Control+Enter');
  await expect(snippet('a').getByRole('status')).toHaveText('Waiting for input', START);
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  await expect(output).toHaveText('Name? Ada\nhi Ada\n');

  await editor.press('Control+a');
  await page.keyboard.type('while True:\npass');
  await expect(editor).toHaveValue('while True:\n    pass');
  await page.keyboard.press('Control+Enter');
  await expect(snippet('a').getByRole('status')).toHaveText('Running');
  await snippet('a').getByRole('button', { name: 'Stop' }).press('Enter');
  await expect(snippet('a').getByRole('status')).toContainText('Stopped');
  await expect(snippet('a').getByRole('button', { name: 'Run' })).toBeFocused();
  await editor.press('Control+z');
  await snippet('a').getByRole('button', { name: 'Reset' }).click();
  await expect(editor).toHaveValue(/^name = input/);
  // Tab indents, but nobody is caught.
  await editor.press('Control+Home');
  await page.keyboard.press('Tab');
  await expect(editor).toHaveValue(/^ {4}name/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
});

test('the page hears of runs and may refuse them; errors and floods are shown', async ({
  show,
}) => {
  const { page, snippet } = await show(
    `<pre id="a" data-goru>1 / 0</pre><pre id="b" data-goru>for i in range(200_000): print(i)</pre>
     <goru-python id="c" readonly auto-run>print('by itself')</goru-python>
     <pre id="d" data-goru>print('a\\u05d0' * 400_000)</pre>`,
  );
  await expect(snippet('c').getByRole('log')).toHaveText('by itself\n', START);
  await expect(snippet('c').getByRole('textbox')).toHaveAttribute('readonly');
  await page.evaluate(() => {
    Object.assign(window, { heard: [] });
    for (const type of ['goru-run', 'goru-result']) {
      document.addEventListener(type, (event) => {
        const { detail } = event as CustomEvent<{ status?: string; message?: string }>;
        (window as unknown as { heard: unknown[] }).heard.push([
          type,
          detail.status,
          detail.message,
        ]);
        if (document.title === 'no') event.preventDefault();
      });
    }
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  await run(snippet('a'));
  await expect(snippet('a').getByRole('log')).toContainText('line 1');
  await expect(snippet('a').getByRole('status')).toContainText('Error');
  expect(await heard()).toEqual([
    ['goru-run', undefined, undefined],
    ['goru-result', 'error', 'ZeroDivisionError: division by zero'],
  ]);
  await page.evaluate(() => (document.title = 'no'));
  await run(snippet('a'));
  expect(await heard()).toHaveLength(3);
  await page.evaluate(() => (document.title = 'yes'));
  await run(snippet('b'));
  await expect(snippet('b').getByRole('status')).toContainText('Done', START);
  await expect(snippet('b').getByRole('log')).toContainText('\n100000\n');
  // One line, which an engine would lay out for minutes, and the whole of it anew for every piece.
  await run(snippet('d'));
  await expect(snippet('d').getByRole('status')).toContainText('Done', START);
});

test('a page cannot get at what the site keeps, whatever it says to the frame', async ({
  show,
  site,
}) => {
  const { page, snippet } = await show(
    `<pre id="a" data-goru>
for act in (lambda: kv.get('a'), lambda: http.get('https://example.com/'), lambda: install_pkg('six'),
            lambda: fs.read_text('/work/main.py'), lambda: call('alert')):
    try:
        print(act())
    except Exception as error:
        print(type(error).__name__, error)
import six</pre>`,
  );
  await run(snippet('a'));
  await expect(snippet('a').getByRole('log')).toContainText('This page has no package six.', START);
  await expect(snippet('a').getByRole('log')).toContainText(
    [
      'GoruPermissionError kv not enabled',
      'GoruPermissionError http not enabled',
      'GoruPermissionError package installation disabled',
      'GoruPermissionError permission denied: path not in any mount',
      'UnknownFunctionError unknown function: alert\n',
    ].join('\n'),
  );
  const answers = await page.evaluate(async (frameUrl) => {
    const frame = document.createElement('iframe');
    frame.src = frameUrl;
    document.body.append(frame);
    await new Promise((resolve) => (frame.onload = resolve));
    const heard: unknown[] = [];
    const connect = (version: unknown) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => heard.push(data);
      frame.contentWindow?.postMessage({ type: 'goru-connect', version }, '*', [port2]);
      return port1;
    };
    frame.contentWindow?.postMessage({ type: 'goru-connect', version: 1 }, '*');
    frame.contentWindow?.postMessage('goru-connect', '*', [new MessageChannel().port2]);
    const port = connect(1);
    // The frame has its page: a second one is not heard.
    connect(1).postMessage({ type: 'run', id: 9, code: '1', session: null, filename: 'x' });
    const run = { type: 'run', session: null, filename: 'main.py' };
    port.postMessage({ ...run, id: -1, code: '1' });
    port.postMessage({ ...run, id: 1, code: ['1'] });
    port.postMessage({ type: 'eval', id: 2, code: 'document.cookie' });
    port.postMessage({ ...run, id: 3, code: 'kv.keys()', kv: true, allowedHosts: ['*'] });
    while (!heard.some((one) => (one as { type: string }).type === 'ended')) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    let storage: string;
    try {
      storage = typeof frame.contentWindow?.localStorage;
    } catch (error) {
      storage = (error as Error).name;
    }
    frame.remove();
    return {
      storage,
      ended: heard.filter((one) => ['ended', 'failed'].includes((one as { type: string }).type)),
    };
  }, `${site.url}embed-python.html`);
  expect(answers.storage).toBe('SecurityError');
  expect(answers.ended).toMatchObject([
    { id: 3, result: { message: expect.stringContaining('kv not enabled') as unknown } },
  ]);
});

test('without its site a snippet says so, and works when that is back', async ({
  foreign,
  page,
  site,
}) => {
  foreign.serve(docsPage(site.url, `<goru-python>print(1)</goru-python>`));
  await page.clock.install();
  await page.route('**/embed-python.html', (route) => route.abort());
  await page.goto(`${foreign.origin}/page`);
  const snippet = page.locator('goru-python');
  await run(snippet);
  // What is there instead of the site is an answer, too: nobody waits as long as for a slow one.
  await expect.poll(() => page.frames().length).toBe(2);
  await page.clock.fastForward(6_000);
  // The clock goes on by itself, too: 20 s have not passed.
  await expect(snippet.getByRole('log')).toContainText('could not be loaded from 127.0.0.1', {
    timeout: 9_000,
  });
  await page.unrouteAll();
  await run(snippet);
  await expect(snippet.getByRole('log')).toHaveText('1', START);
});
