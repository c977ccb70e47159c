import { createStore } from './store';
import type { Store } from './store';

export const THEMES = ['system', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

export interface ThemeState {
  theme: Theme;
  isDark: boolean;
}

export interface ThemeSwitch {
  readonly store: Store<ThemeState>;
  choose: (theme: Theme) => void;
  /** From system to light to dark and round again. */
  next: () => void;
}

export interface ThemeOptions {
  root: HTMLElement;
  systemIsDark: MediaQueryList;
  /** Keeps the choice for the next visit, where public/before-paint.js finds it. */
  save: (theme: Theme) => void;
}

/** public/before-paint.js has put the saved choice on the root element before anything was painted. */
export function createThemeSwitch({ root, systemIsDark, save }: ThemeOptions): ThemeSwitch {
  const stateOf = (theme: Theme): ThemeState => ({
    theme,
    isDark: theme === 'system' ? systemIsDark.matches : theme === 'dark',
  });
  const store = createStore(stateOf(parseTheme(root.dataset['theme'])));
  systemIsDark.addEventListener('change', () => {
    store.update(stateOf(store.get().theme));
  });
  function choose(theme: Theme): void {
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    save(theme);
    store.update(stateOf(theme));
  }
  return {
    store,
    choose,
    next: () => {
      choose(nextTheme(store.get().theme));
    },
  };
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
}

function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system';
}
