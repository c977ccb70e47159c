/** goru-embed.js among the things of a page: looks, print, frameworks, policies; and the view for frames. */
import type { Locator } from '@playwright/test';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { run, START, test } from './support/embed-fixtures';
import { expect } from './support/fixtures';
import { ELSEWHERE_PATH } from './support/site.mjs';

/** The text of a program, in either theme. */
const [LIGHT, DARK] = ['rgb(29, 31, 33)', 'rgb(230, 232, 234)'];

test('snippets keep their looks on any page, follow it, and print with what they printed', async ({
  show,
}) => {
  const { page, snippet } = await show(
    `<pre id="a" data-goru data-auto-run>print('on', 'paper')</pre>
     <pre id="plain">not ours</pre>
     <goru-python id="dark" theme="dark">print(2)</goru-python>`,
    `<style>* { color: red !important; font-size: 40px; letter-spacing: 9px; text-transform: uppercase }
      button { display: none !important } pre { border: 9px solid red }</style>`,
  );
  const looks = (locator: Locator) =>
    locator.evaluate((element) => {
      const { fontSize, letterSpacing, textTransform, color } = getComputedStyle(element);
      return [fontSize, letterSpacing, textTransform, color];
    });
  const paint = snippet('a').locator('.paint');
  await expect(snippet('a').getByRole('log')).toHaveText('on paper\n', START);
  expect(await looks(paint)).toEqual(['13.5px', 'normal', 'none', LIGHT]);
  expect((await looks(snippet('dark').locator('.paint')))[3]).toBe(DARK);
  await expect(snippet('a').getByRole('button', { name: 'Run' })).toBeVisible();
  // It is still there for whoever reads the page's text: a search engine, the page's own scripts.
  await expect(page.locator('#a')).toHaveText(`print('on', 'paper')`);
  await expect(page.locator('#plain')).toBeVisible();

  await page.emulateMedia({ media: 'print' });
  await expect(paint).toBeVisible();
  await expect(snippet('a').getByRole('log')).toBeVisible();
  await expect(snippet('a').locator('.bar')).toBeHidden();
  await expect(snippet('a').locator('textarea')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
});

test('a snippet is dark where the page is dark behind it, and changes with the page', async ({
  show,
}) => {
  const { page, snippet } = await show(
    `<section><pre id="a" data-goru>1</pre></section>
     <goru-python id="themed" theme="light">2</goru-python>
     <div style="color-scheme: light"><pre id="said" data-goru>3</pre></div>
     <aside style="background: white"></aside>`,
    `<style>
       body { transition: background-color 300ms }
       .dark body { background: oklch(0.2 0.02 260) }
       @media (prefers-color-scheme: dark) { aside { background: black !important } }
     </style>`,
  );
  const expectInk = (id: string, color: string): Promise<void> =>
    expect(snippet(id).locator('.paint')).toHaveCSS('color', color);
  const section = page.locator('section');
  const style = (css: string): Promise<void> =>
    section.evaluate((element, text) => {
      element.setAttribute('style', text);
    }, css);
  const toggleDark = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.classList.toggle('dark'));
  for (const id of ['a', 'themed', 'said']) await expectInk(id, LIGHT);
  // The nearest background that one does not look through.
  await style('background: rgb(20 20 20 / 0.9)');
  await expectInk('a', DARK);
  await style('background: rgb(20 20 20 / 0.1)');
  await expectInk('a', LIGHT);
  // A picture is as dark as its text is light.
  await style('background: linear-gradient(black, navy); color: white');
  await expectInk('a', DARK);
  await style('');
  await expectInk('a', LIGHT);
  // A class of the root, and a page that fades.
  await toggleDark();
  await expectInk('a', DARK);
  // What is said counts more than what is seen.
  await expectInk('themed', LIGHT);
  await expectInk('said', LIGHT);
  await page.emulateMedia({ media: 'print' });
  await expectInk('a', LIGHT);
  await page.emulateMedia({ media: 'screen' });
  await expectInk('a', DARK);
  // Another place.
  await section.evaluate((element) => document.querySelector('aside')?.append(element));
  await expectInk('a', LIGHT);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectInk('a', DARK);
  await page.emulateMedia({ colorScheme: 'light' });
  await expectInk('a', LIGHT);
  // Another sheet.
  await page.evaluate(() => {
    const sheet = document.createElement('style');
    sheet.textContent = 'aside { background: #123 !important }';
    document.head.append(sheet);
  });
  await expectInk('a', DARK);
});

test('a block becomes a snippet when the page marks it, and is itself again when the mark goes', async ({
  show,
}) => {
  const { page, snippet } = await show(`<pre id="a" data-name="Later">print('later')</pre>`);
  const block = page.locator('#a');
  const editor = snippet('a').getByRole('textbox', { name: 'Later' });
  const mark = (): Promise<void> =>
    block.evaluate((pre) => {
      pre.setAttribute('data-goru', '');
    });
  await expect(block).toBeVisible();
  await mark();
  await expect(editor).toHaveValue(`print('later')`);
  await expect(block).toBeHidden();
  await editor.fill('while True: pass');
  // As a page does that sets all its attributes anew.
  await block.evaluate((pre) => {
    pre.removeAttribute('data-goru');
    pre.setAttribute('data-goru', '');
  });
  await expect(editor).toHaveValue('while True: pass');
  await block.evaluate((pre) => {
    pre.removeAttribute('data-goru');
  });
  await expect(page.locator('goru-python')).toHaveCount(0);
  await expect(block).toBeVisible();
  await expect(block).toHaveText(`print('later')`);
  await mark();
  await expect(editor).toHaveValue(`print('later')`);
  await run(snippet('a'));
  await expect(snippet('a').getByRole('log')).toHaveText('later\n', START);
});

test('snippets come and go with the parts of a page that scripts make', async ({ show }) => {
  const { page } = await show(`<div id="app"></div>`);
  await page.evaluate(() => {
    const app = document.querySelector('#app');
    if (app) app.innerHTML = '<section><pre data-goru>print("made")</pre></section>';
  });
  const made = page.locator('goru-python');
  await run(made);
  await expect(made.getByRole('log')).toHaveText('made\n', START);
  await page.evaluate(() => {
    document.querySelector('section')?.replaceWith(document.createElement('p'));
    // A framework that fills the whole body anew takes no Python with it.
    document.body.innerHTML = '<goru-python>print("again")</goru-python>';
  });
  await expect(made).toHaveCount(1);
  await run(made);
  await expect(made.getByRole('log')).toHaveText('again\n', START);
});

test('a page may move its snippets, write other programs into them and put them back', async ({
  show,
}) => {
  const { page, snippet } = await show(`
    <div id="list"><pre id="a" data-goru>print('a')</pre><p id="end">end</p></div>
    <goru-python id="b"><pre>print('b')</pre></goru-python>`);
  const editor = (id: string) => snippet(id).getByRole('textbox');
  await expect(editor('a')).toHaveValue(`print('a')`);
  // As React does: the text of an element, an attribute of it, its place.
  await page.evaluate(() => {
    const [a, b] = ['#a', '#b pre'].map((one) => document.querySelector(one)?.firstChild);
    if (a) a.nodeValue = `print('a new')`;
    if (b) b.nodeValue = `print('b new')`;
    document.querySelector('#a')?.setAttribute('data-name', 'Renamed');
  });
  await expect(snippet('a').getByRole('textbox', { name: 'Renamed' })).toHaveValue(
    `print('a new')`,
  );
  await expect(editor('b')).toHaveValue(`print('b new')`);
  await run(snippet('b'));
  await expect(snippet('b').getByRole('log')).toHaveText('b new\n', START);

  // What a reader has written stays when the page writes what it has written before.
  await editor('a').fill('mine = 1');
  await page.evaluate(() => {
    const a = document.querySelector('#a');
    a?.replaceChildren(document.createTextNode(a.textContent));
    document.querySelector('#end')?.after(a ?? '');
  });
  await expect(page.locator('#end + #a + goru-python')).toBeVisible();
  await expect(page.locator('goru-python')).toHaveCount(2);
  await expect(editor('a')).toHaveValue('mine = 1');
  await snippet('a').getByRole('button', { name: 'Reset' }).click();
  await expect(editor('a')).toHaveValue(`print('a new')`);

  await page.evaluate(async () => {
    const a = document.querySelector('#a');
    a?.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.querySelector('#list')?.append(a ?? '');
  });
  await expect(editor('a')).toHaveValue(`print('a new')`);
  await expect(page.locator('goru-python')).toHaveCount(2);
});

test('the script is a module, too, and needs nothing of a policy but its site', async ({
  page,
  site,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`${site.origin}${ELSEWHERE_PATH}snippets.html`);
  await expect(page.getByRole('log')).toHaveText('as a module', START);
  await expect(page.locator('.snippet')).toHaveCSS('border-radius', '8px');
  expect(problems).toEqual([]);
});

test('?embed=1 shows the program of a link, and loads Python when it is run', async ({
  page,
  playground,
  site,
}) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.setViewportSize({ width: 600, height: 400 });
  await page.goto(`${site.url}?embed=1&theme=dark#code=${btoa(`print('in a frame')`)}`);
  await expect(page.getByRole('textbox')).toHaveValue(`print('in a frame')`);
  await expect(page.getByRole('button', { name: 'Share' })).toHaveCount(0);
  expect(loaded.filter((path) => /python-|monaco/.test(path))).toEqual([]);
  const open = page.getByRole('link', { name: 'Open in Goru' });
  await expect(open).toHaveAttribute('href', /#g1=[\w-]+$/);
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByRole('log')).toHaveText('in a frame\n', START);
  await assertNoSeriousAxeViolations(playground);
  await page.setViewportSize({ width: 500, height: 260 });
  const drawing = `import turtle\nturtle.goto(190, 140)\n# more\n# lines\n# than\n# fit\n# here`;
  await page.goto(`${site.url}embed.html#code=${btoa(drawing)}`);
  await page.getByRole('button', { name: 'Run' }).click();
  const picture = page.getByRole('log').getByRole('img');
  await expect(picture).toBeInViewport({ ratio: 1, ...START });
  await expect(page.getByRole('status').first()).toContainText('Done');
  await expect(picture).toBeInViewport({ ratio: 1 });
  const size = await picture.evaluate(
    ({ clientWidth, clientHeight }) => clientWidth / clientHeight,
  );
  expect(size).toBeCloseTo(4 / 3, 1);
  await page.goto(`${site.url}embed.html#g2=from-the-future`);
  await expect(page.getByText('newer version')).toBeVisible();
});

test('a frame has the theme of its address, until the page around it tells it another one', async ({
  show,
  site,
}) => {
  const { page } = await show(`<iframe src="${site.url}embed.html?theme=dark#code=MQ"></iframe>`);
  const frame = page.frameLocator('iframe');
  const tell = (message: unknown): Promise<void> =>
    page.evaluate((data) => {
      document.querySelector('iframe')?.contentWindow?.postMessage(data, '*');
    }, message);
  await expect(frame.locator('.paint')).toHaveCSS('color', DARK);
  await frame.getByRole('textbox').fill('mine = 1');
  await tell({ theme: 'light' });
  await expect(frame.locator('.paint')).toHaveCSS('color', LIGHT);
  await tell(null);
  await tell({ theme: 'dark' });
  await expect(frame.locator('.paint')).toHaveCSS('color', DARK);
  await expect(frame.getByRole('textbox')).toHaveValue('mine = 1');
  await tell({ theme: 'system' });
  await expect(frame.locator('.paint')).toHaveCSS('color', LIGHT);
});

test.describe('in a browser that lacks something', () => {
  test.use({ allowedProblems: /no elements here/ });

  test('the view for frames says what has gone wrong, and not that it did not load', async ({
    page,
    site,
  }) => {
    await page.addInitScript(() => {
      customElements.define = () => {
        throw new TypeError('no elements here');
      };
    });
    for (const address of ['?embed=1', 'embed.html']) {
      await page.goto(site.url + address);
      await expect(page.getByText('could not be shown: TypeError: no elements here')).toBeVisible();
    }
  });
});
