import type { ChaosTab } from '../chaos-tab';
import type { Random } from '../random';
import type { World } from '../world';
import type { Action } from './action';

export const EDITING_ACTIONS: readonly Action[] = [
  {
    name: 'type a program',
    weight: 8,
    act: async ({ world, tab, random }) => {
      await showMain(tab);
      const mark = world.nextMark();
      await tab.typeText(`# text ${String(mark)}\nprint('typed', ${String(mark)})`);
      tab.mark = mark;
      world.lastMark = { mark, isSaved: false };
      if (random.chance(0.5)) return `# text ${String(mark)}`;
      await tab.page.keyboard.press('Control+s');
      await tab.page.getByText('Saved in this browser').waitFor();
      world.lastMark = { mark, isSaved: true };
      return `# text ${String(mark)}, saved`;
    },
  },
  {
    name: 'edit a program',
    weight: 4,
    act: async ({ tab, random }) => {
      await showMain(tab);
      await tab.app.focusEditor();
      await tab.page.keyboard.press('Control+End');
      const keys = random.pick([
        ['Enter', 'i', 'f', 'Space', 'x', ':', 'Enter'],
        ['Backspace', 'Backspace', ')'],
        ['Control+z', 'Control+y'],
        ['Enter', 'j', 's', 'o', 'n', '.', 'Control+Space', 'Escape'],
      ]);
      for (const key of keys) await tab.page.keyboard.press(key);
      // Undone far enough, it is another text again.
      tab.mark = (await tab.shownMark()) ?? 0;
      return keys.join(' ');
    },
  },
  {
    name: 'make a file',
    weight: 5,
    act: async ({ world, tab, random }) => {
      const name = await makeFile(tab, world, random);
      await typeInto(tab, world, name);
      return name;
    },
  },
  {
    name: 'type into a file',
    weight: 5,
    act: async ({ world, tab, random }) => {
      const name = await showAny(tab, world, random);
      await typeInto(tab, world, name);
      return name;
    },
  },
  {
    name: 'rename a file',
    weight: 3,
    act: async ({ world, tab, random }) => {
      const name = await showAny(tab, world, random);
      const next = name.replace(/\d+/, String(world.nextMark()));
      await tabOf(tab, name).focus();
      await tab.page.keyboard.press('F2');
      const text = tab.model.lastText(name) ?? '';
      tab.model.mayBeCalled(next, name);
      const field = tab.page.getByRole('textbox', { name: `New name of ${name}` });
      await field.fill(next);
      await field.press('Enter');
      await tabOf(tab, next).waitFor();
      tab.unkept.delete(name);
      tab.unkept.set(next, text);
      tab.holds(name, undefined);
      return `${name} → ${next}`;
    },
  },
  {
    name: 'delete a file',
    weight: 3,
    act: async ({ world, tab, random }) => {
      const name = await showAny(tab, world, random);
      const text = tab.model.lastText(name) ?? '';
      await tab.button('File actions').click();
      await tab.button(`Delete ${name}`).click();
      tab.model.mayHold(name, undefined);
      await tabOf(tab, name).waitFor({ state: 'detached' });
      if (random.chance(0.6)) {
        await tab.page.getByText(`Deleted ${name}.`).waitFor();
        tab.holds(name, undefined);
        tab.unkept.delete(name);
        return name;
      }
      tab.model.mayHold(name, text);
      await tab.page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
      await tabOf(tab, name).waitFor();
      tab.unkept.set(name, text);
      return `${name}, and back`;
    },
  },
  {
    name: 'close a file',
    weight: 3,
    act: async ({ world, tab, random }) => {
      const name = await showAny(tab, world, random);
      await tabOf(tab, name).focus();
      await tab.page.keyboard.press('Delete');
      return name;
    },
  },
];

function tabOf(tab: ChaosTab, name: string) {
  return tab.page.getByRole('tab', { name, exact: true });
}

async function showMain(tab: ChaosTab): Promise<void> {
  await tabOf(tab, 'main.py').click();
}

/** One of the files that were made here, or a new one. */
async function showAny(tab: ChaosTab, world: World, random: Random): Promise<string> {
  const names = (await tab.page.getByRole('tab').allTextContents()).filter((name) =>
    name.startsWith('chaos-'),
  );
  if (names.length === 0) return makeFile(tab, world, random);
  const name = random.pick(names);
  await tabOf(tab, name).click();
  return name;
}

async function makeFile(tab: ChaosTab, world: World, random: Random): Promise<string> {
  const name = `chaos-${String(world.nextMark())}${random.pick(['.txt', '.py', '.csv'])}`;
  tab.model.mayHold(name, '');
  await tab.button('Add a file').click();
  const field = tab.page.getByRole('textbox', { name: 'Name of the file', exact: true });
  await field.fill(name);
  await field.press('Enter');
  try {
    await tabOf(tab, name).waitFor();
  } catch (error) {
    // Another tab has the folder, or no Python is there to look into it.
    await field.press('Escape');
    throw error;
  }
  return name;
}

async function typeInto(tab: ChaosTab, world: World, name: string): Promise<void> {
  const text = `# content ${String(world.nextMark())}`;
  await tab.typeText(text);
  // Another tab may have the folder; then nothing can be typed here.
  await tab.page.locator('.monaco-editor .view-line', { hasText: text }).first().waitFor();
  tab.model.mayHold(name, text);
  tab.unkept.set(name, text);
}
