import { LAYOUT_MODES, PANEL_PLACES } from './layout';
import { PANELS } from './panels';
import { focusRegion } from './regions';
import { THEMES } from './ui/theme';
import { words } from './words/commands';
import type { Command } from './commands/command';
import type { LayoutMode } from './layout';
import type { Page } from './page';

/** Which parts of the page are to be seen, where, and how they look. */
export function viewCommands({ view, layout, textSize, themeSwitch }: Page): readonly Command[] {
  const group = words().groups.view;
  const { store } = layout;
  const isWide = (): boolean => !store.get().isNarrow;
  /** Whoever asks for less wants the panel gone, too. */
  const changeMode = (mode: LayoutMode): void => {
    if (mode !== 'normal') view.showPanel(null);
    layout.setMode(mode);
  };
  return [
    ...PANELS.map(({ id, title }) => ({
      id: `panel-${id}`,
      title: words().showPanel(title()),
      group,
      run: () => {
        view.showPanel(id);
      },
    })),
    {
      id: 'close-panel',
      title: words().closePanel,
      group,
      when: () => view.store.get().panelId !== null,
      run: () => {
        view.showPanel(null);
      },
    },
    ...LAYOUT_MODES.map((mode) => ({
      id: `layout-${mode}`,
      title: words().layouts[mode],
      group,
      when: () => store.get().mode !== mode,
      run: () => {
        changeMode(mode);
      },
    })),
    {
      id: 'toggle-focus',
      title: words().toggleFocus,
      group,
      keys: ['F9'],
      run: () => {
        changeMode(store.get().mode === 'normal' ? 'focus' : 'normal');
      },
    },
    {
      id: 'toggle-output',
      title: words().toggleOutput,
      group,
      when: () => store.get().mode === 'focus',
      run: () => {
        if (store.get().isOutputShown) layout.hideOutput();
        else layout.showOutput();
      },
    },
    {
      id: 'output-beside',
      title: words().outputBeside,
      group,
      when: () => isWide() && store.get().direction === 'column',
      run: () => {
        layout.placeOutput('row');
      },
    },
    {
      id: 'output-below',
      title: words().outputBelow,
      group,
      when: () => isWide() && store.get().direction === 'row',
      run: () => {
        layout.placeOutput('column');
      },
    },
    ...PANEL_PLACES.map((place) => ({
      id: `panels-${place}`,
      title: words().panels[place],
      group,
      when: () => isWide() && store.get().panelPlace !== place,
      run: () => {
        layout.placePanel(place);
      },
    })),
    { id: 'text-bigger', title: words().biggerText, group, run: textSize.bigger },
    {
      id: 'text-smaller',
      title: words().smallerText,
      group,
      run: textSize.smaller,
    },
    { id: 'text-normal', title: words().normalText, group, run: textSize.reset },
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      title: words().themes[theme],
      group,
      when: () => themeSwitch.store.get().theme !== theme,
      run: () => {
        themeSwitch.choose(theme);
      },
    })),
  ];
}

/** Ways from one part of the page to another. */
export function goCommands({ focusEditor, output, layout }: Page): readonly Command[] {
  const group = words().groups.go;
  const intoOutput = (id: string, title: string, focus: 'focus' | 'focusPrompt'): Command => ({
    id,
    title,
    group,
    run: () => {
      layout.showOutput();
      output()?.[focus]();
    },
  });
  const toRegion = (id: string, title: string, key: string, step: 1 | -1): Command => ({
    id,
    title,
    group,
    keys: [key],
    run: () => {
      focusRegion(step);
    },
  });
  return [
    { id: 'go-editor', title: words().goToEditor, group, run: focusEditor },
    intoOutput('go-output', words().goToOutput, 'focus'),
    intoOutput('go-console', words().goToConsole, 'focusPrompt'),
    {
      id: 'go-panel',
      title: words().goToPanel,
      group,
      when: () => document.getElementById('side-panel') !== null,
      run: () => document.getElementById('side-panel')?.focus(),
    },
    toRegion('next-region', words().nextPart, 'F6', 1),
    toRegion('previous-region', words().previousPart, 'Shift+F6', -1),
  ];
}
