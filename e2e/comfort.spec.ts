/** Comfort: the palette, the keys, layouts, the size of text and panels, and axe on all of it. */
import { deflateSync } from 'node:zlib';
import { assertNoSeriousAxeViolations } from './behaviours/accessibility';
import { expect, test, testInSharedTab } from './support/fixtures';
import { editorLine, openWithMonaco } from './support/full-editor';
import type { Locator, Page } from '@playwright/test';

/** It asks for a package whose name is misspelt. */
const LINK = `#g1=${deflateSync(
  JSON.stringify({ files: [['main.py', 'print("hello, world")\n']], packages: ['reqests==2'] }),
).toString('base64url')}`;

const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Commands' });
const options = (page: Page): Locator => palette(page).getByRole('option');

/** By the palette, with the keyboard alone. */
async function command(page: Page, search: string): Promise<void> {
  await page.keyboard.press('F1');
  await expect(palette(page)).toBeVisible();
  await page.keyboard.type(search);
  await expect(options(page).first()).toContainText(search);
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
}

testInSharedTab.describe('commands', () => {
  testInSharedTab(
    'are found by some of their letters and done with the keyboard alone',
    async ({ playground, page }) => {
      await openWithMonaco(playground, page, `print('by palette')`);
      await playground.focusEditor();
      const editor = page.getByRole('textbox', { name: 'Python editor' });
      await expect(editor).toHaveAttribute('aria-description', /F6 leaves/);
      await page.keyboard.press('F1');
      const field = palette(page).getByRole('combobox');
      await expect(field).toBeFocused();
      await page.keyboard.type('rnprg');
      await expect(options(page).first()).toContainText('Run the program');
      await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.press('Enter');
      await playground.waitForOutputLine('by palette');
      // The focus is back where it was, and what was used comes first.
      await expect(page.locator('.editor :focus')).toHaveCount(1);
      await page.keyboard.press('Control+Shift+P');
      await expect(options(page).first()).toContainText('recently used');
      await page.keyboard.press('ArrowUp');
      await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.type('zzzz');
      await expect(palette(page)).toContainText('No command is called like that.');
      await page.keyboard.press('Escape');
      await expect(palette(page)).toBeHidden();
    },
  );

  testInSharedTab('of the editor are among them', async ({ playground, page }) => {
    await openWithMonaco(playground, page, `a = 1\nb = 2`);
    await playground.focusEditor();
    await page.keyboard.press('Control+Home');
    await command(page, 'Toggle Line Comment');
    await playground.waitForEditorText('# a = 1\nb = 2');
    await command(page, 'Go to line');
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await expect.poll(() => playground.editorCursorLine()).toBe(2);
  });

  testInSharedTab('of the menu below the pointer can be read', async ({ playground, page }) => {
    await openWithMonaco(playground, page, `a = 1\nb = 2`);
    await editorLine(page).click({ button: 'right' });
    const menu = page.locator('.monaco-menu');
    await expect(menu.getByRole('menuitem', { name: 'Paste' })).toBeVisible();
    const background = await menu.evaluate(
      ({ parentElement: box }) => box && getComputedStyle(box).backgroundColor,
    );
    expect(background).toBe('rgb(255, 255, 255)');
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
  });

  testInSharedTab('make, rename and open files', async ({ playground, page }) => {
    await openWithMonaco(playground, page, 'main = 1');
    const tab = (name: string): Locator => page.getByRole('tab', { name, exact: true });
    await command(page, 'New file');
    await page.keyboard.type('palette_a');
    await page.keyboard.press('Enter');
    await expect(tab('palette_a.py')).toHaveAttribute('aria-selected', 'true');
    await command(page, 'Rename this file');
    await page.keyboard.type('palette_b');
    await page.keyboard.press('Enter');
    await expect(tab('palette_b.py')).toHaveAttribute('aria-selected', 'true');
    await command(page, 'Open main.py');
    await expect(tab('main.py')).toHaveAttribute('aria-selected', 'true');
    await command(page, 'Open palette_b.py');
    await command(page, 'Delete this file');
    await expect(tab('palette_b.py')).toHaveCount(0);
  });

  testInSharedTab('run in other ways', async ({ playground, page }) => {
    await openWithMonaco(playground, page, `print('first')\nprint('second')`);
    await playground.focusEditor();
    await page.keyboard.press('Control+Home');
    await command(page, 'Run selection');
    await playground.waitForOutputLine('first');
    await page.getByRole('button', { name: 'Settings' }).click();
    await command(page, 'Run with arguments');
    const dialog = page.getByRole('dialog', { name: 'Run with…' });
    await dialog.getByLabel('Arguments').press('Escape');
    await expect(dialog).toBeHidden();
    // That was for the dialog, not for the panel.
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  });

  test('make workspaces and go from one to the other', async ({ playground, page }) => {
    await openWithMonaco(playground, page, 'first = 1');
    const label = page.getByRole('contentinfo').getByRole('button', { name: /^Workspace: / });
    await command(page, 'New workspace');
    await expect(label).toHaveText('New workspace');
    // The page has begun anew.
    await editorLine(page).waitFor();
    await command(page, 'Open workspace My workspace');
    await expect(label).toHaveText('My workspace');
    await playground.waitForEditorText('first = 1');
  });

  testInSharedTab('have keys, which one sheet shows', async ({ playground, page }) => {
    await openWithMonaco(playground, page, '# ?');
    await playground.focusEditor();
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await page.keyboard.press('Control+End');
    // In a field it is a question mark.
    await page.keyboard.type('?');
    await playground.waitForEditorText('# ??');
    await expect(sheet).toBeHidden();
    await page.getByRole('log').focus();
    await page.keyboard.press('?');
    await expect(sheet).toContainText('Stop the program');
    await expect(sheet).toContainText('Ctrl+Shift+Enter');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('log')).toBeFocused();
  });

  testInSharedTab('F6 goes through the parts of the page', async ({ playground, page }) => {
    await openWithMonaco(playground, page, 'pass');
    await playground.focusEditor();
    await page.keyboard.press('F6');
    await expect(page.getByRole('log')).toBeFocused();
    await page.keyboard.press('F6');
    await expect(page.getByRole('textbox', { name: 'Console input' })).toBeFocused();
    await page.keyboard.press('F6');
    await page.keyboard.press('F6');
    await expect(page.getByRole('tab', { name: 'main.py' })).toBeFocused();
    await page.keyboard.press('F6');
    await page.keyboard.press('F6');
    await expect(page.locator('.editor :focus')).toHaveCount(1);
    await page.keyboard.press('Shift+F6');
    await expect(page.getByRole('button', { name: 'Examples' })).toBeFocused();
  });
});

/** What shows by other means where the focus is: a caret, or a line of its own. */
const SHOWS_FOCUS = '.editor *, .console-prompt textarea, [role=separator]';

testInSharedTab(
  'Tab reaches everything, and where the focus is can always be seen',
  async ({ playground, page }) => {
    await openWithMonaco(playground, page, 'pass');
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByRole('button', { name: 'Bigger text' })).toBeVisible();
    // From the first thing on the page; the editor keeps Tab for itself until Ctrl+M.
    await page.evaluate(() => {
      const { body } = document;
      body.tabIndex = -1;
      body.focus();
      body.removeAttribute('tabindex');
    });
    const reached: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      if ((await page.locator('.editor :focus').count()) > 0)
        await page.keyboard.press('Control+m');
      await page.keyboard.press('Tab');
      const { name, isSeen, isOver } = await page.evaluate((otherwise) => {
        const element = document.activeElement ?? document.body;
        const { outlineStyle, outlineWidth, opacity } = getComputedStyle(element);
        const hasOutline = outlineStyle !== 'none' && outlineWidth !== '0px';
        return {
          name: element.getAttribute('aria-label') ?? element.textContent.trim(),
          isSeen: opacity !== '0' && (hasOutline || element.matches(otherwise)),
          isOver: element === document.body,
        };
      }, SHOWS_FOCUS);
      if (isOver) break;
      expect(isSeen, `the focus is seen on “${name}”`).toBe(true);
      reached.push(name);
    }
    for (const name of [
      'Skip to the editor',
      'main.py',
      'Share',
      'Examples',
      'Bigger text',
      'Size of the panel',
      'Editor and output',
      'Clear output',
      'Output',
      'Console input',
      'Python version',
    ]) {
      expect(reached).toContain(name);
    }
    await page.getByRole('button', { name: 'Skip to the output' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log')).toBeFocused();
    await playground.focusEditor();
    await page.keyboard.press('Control+m');
  },
);

testInSharedTab.describe('layouts', () => {
  testInSharedTab(
    'the focus layout shows the output when something runs, and is kept',
    async ({ playground, page }) => {
      const output = page.getByRole('log');
      await openWithMonaco(playground, page, `print('here it is')`);
      await playground.focusEditor();
      await page.keyboard.press('F9');
      await expect(output).toBeHidden();
      await expect(page.getByRole('navigation', { name: 'Panels' })).toBeHidden();
      await playground.reload();
      await expect(output).toBeHidden();
      await page.locator('.monaco-editor').first().waitFor();
      await playground.focusEditor();
      await page.keyboard.press('Control+Enter');
      await expect(output).toContainText('here it is');
      await page.getByRole('button', { name: 'Hide output' }).click();
      await expect(output).toBeHidden();
      await page.getByRole('button', { name: 'Back to the normal layout' }).click();
      await expect(output).toBeVisible();
      await expect(page.getByRole('navigation', { name: 'Panels' })).toBeVisible();
    },
  );

  testInSharedTab('no layout hides that programs reach a host', async ({ playground, page }) => {
    await openWithMonaco(playground, page, 'pass');
    const summary = page.getByRole('group', { name: 'What a program run here may touch' });
    await command(page, 'Layout: editor and output alone');
    await expect(summary).toBeHidden();
    await command(page, 'Show Network');
    await page.getByLabel('Host to allow').fill('example.org');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(summary).toContainText('network: 1 host');
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(summary).toBeInViewport({ ratio: 1 });
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.getByRole('button', { name: 'Remove example.org' }).click();
    await expect(summary).toBeHidden();
    await page.getByRole('button', { name: 'Back to the normal layout' }).click();
  });

  testInSharedTab(
    'text size and the place and size of panels are kept',
    async ({ playground, page }) => {
      const panel = page.getByRole('complementary', { name: 'Settings' });
      const separator = page.getByRole('separator', { name: 'Size of the panel' });
      const lineHeight = async (): Promise<number> =>
        (await editorLine(page).boundingBox())?.height ?? 0;
      await openWithMonaco(playground, page, `print('big')`);
      await expect.poll(lineHeight).toBeGreaterThan(0);
      const before = await lineHeight();
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('button', { name: 'Bigger text' }).click();
      await page.getByRole('button', { name: 'Bigger text' }).click();
      await expect.poll(lineHeight).toBe(before + 6);
      await page.getByLabel('On the right').check();
      await separator.focus();
      const width = async (): Promise<number> => (await panel.boundingBox())?.width ?? 0;
      const widthBefore = await width();
      await page.keyboard.press('Shift+ArrowLeft');
      await expect.poll(width).toBe(widthBefore + 64);

      await playground.reload();
      await page.locator('.monaco-editor').first().waitFor();
      await expect.poll(lineHeight).toBe(before + 6);
      await page.getByRole('button', { name: 'Settings' }).click();
      await expect.poll(width).toBe(widthBefore + 64);
      const box = await panel.boundingBox();
      const view = page.viewportSize();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(view?.width);

      // By the pointer: its head to the bottom, its edge upwards.
      await page.getByRole('heading', { name: 'Settings' }).dragTo(page.getByRole('main'), {
        targetPosition: { x: 300, y: (view?.height ?? 0) - 150 },
      });
      await expect(page.getByLabel('At the bottom')).toBeChecked();
      const height = async (): Promise<number> => (await panel.boundingBox())?.height ?? 0;
      const heightBefore = await height();
      const edge = await separator.boundingBox();
      await page.mouse.move(400, edge?.y ?? 0);
      await page.mouse.down();
      await page.mouse.move(400, (edge?.y ?? 0) - 40, { steps: 4 });
      await page.mouse.up();
      await expect.poll(height).toBe(heightBefore + 40);

      await page.getByLabel('On the left').check();
      await page.getByRole('button', { name: 'Back to normal' }).click();
      await expect.poll(lineHeight).toBe(before);
    },
  );
});

/** Opens each thing that can be opened, one after the other. */
async function eachPart(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  const rail = page.getByRole('navigation', { name: 'Panels' }).getByRole('button');
  for (const button of await rail.all()) {
    await button.click();
    await expect(page.locator('#side-panel')).toContainText(/\S{3}[^]*\S{3}/);
    await look('#side-panel');
  }
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await page.getByRole('button', { name: /^planets\.csv/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Mercury');
  await look('dialog[open]');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Close panel' }).click();

  await page.keyboard.press('F1');
  await expect(options(page).first()).toBeVisible();
  await look('dialog[open]');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await page.keyboard.press('Shift+F1');
  await expect(page.getByRole('dialog')).toContainText('Run the program');
  await look('dialog[open]');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog')).toContainText('characters');
  await look('dialog[open]');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.getByRole('button', { name: 'Add a file' }).click();
  await page.keyboard.type('main');
  await page.keyboard.press('Enter');
  await expect(page.getByText('main.py is already there')).toBeVisible();
  await page.getByRole('button', { name: 'File actions' }).click();
  await look('.top-bar');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Name of the file' }).press('Escape');
}

testInSharedTab(
  'axe finds nothing serious in any panel or dialog, in both themes',
  async ({ playground, page }) => {
    testInSharedTab.setTimeout(180_000);
    await playground.open({ code: `kv.set('name', 'Ada')\nx = 1\nprint(x)` });
    await playground.run();
    await playground.waitForOutputLine('1');
    const look = (where: string): Promise<void> => assertNoSeriousAxeViolations(playground, where);
    for (const theme of ['light', 'dark'] as const) {
      await command(page, `Theme: ${theme}`);
      await eachPart(page, look);
      for (const layout of ['editor and output alone', 'normal']) {
        await command(page, `Layout: ${layout}`);
        await look('html');
      }
      // What a program asks for.
      await playground.run(`http.get('https://example.org/${theme}')`);
      await expect(page.getByRole('dialog')).toContainText('example.org');
      await look('dialog[open]');
      await page.getByRole('dialog').getByRole('button', { name: 'Deny' }).click();
      await playground.waitForOutput('host not allowed');
      await playground.run(`install_pkg(['six', 'reqests'])`);
      await expect(page.getByRole('dialog')).toContainText(
        'reqests is not the well-known requests.',
      );
      await expect(page.getByRole('dialog')).not.toContainText('six is not');
      await look('dialog[open]');
      await page.getByRole('dialog').getByRole('button', { name: 'Don’t install' }).click();
      await playground.waitForStatus('Ready');
      // What a link asks for.
      await Promise.all([page.waitForEvent('load'), page.goto(playground.address() + LINK)]);
      await playground.waitForEditorText(`print("hello, world")\n`);
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await expect(page.getByRole('dialog')).toContainText('Run a program from a link?');
      await expect(page.getByRole('dialog')).toContainText(
        'reqests is not the well-known requests.',
      );
      await look('dialog[open]');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await playground.showCode('pass');
    }
    await command(page, 'Theme: as the system');
  },
);

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing moves by itself', async ({ playground, page }) => {
    await page.goto(playground.address({ code: 'while True: pass' }));
    await playground.waitForStatus('Ready');
    await page.locator('.monaco-editor').first().waitFor();
    await playground.focusEditor();
    await playground.run();
    await playground.waitForStatus('Running');
    // What has just appeared may still settle; what repeats itself does not.
    const moving = () =>
      page.evaluate(() =>
        document
          .getAnimations()
          .filter(({ playState }) => playState === 'running')
          .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : '?')),
      );
    await expect.poll(moving).toEqual([]);
    await playground.click('Stop');
  });
});
