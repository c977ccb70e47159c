import { describe, expect, it } from 'vitest';
import { createThemeSwitch, nextTheme } from './theme';
import type { Theme } from './theme';

function fakeSystem(matches: boolean) {
  const listeners: (() => void)[] = [];
  const query = {
    matches,
    addEventListener: (_: string, listener: () => void) => listeners.push(listener),
  };
  return { query, listeners };
}

function setUp(saved: string | undefined, systemIsDark: boolean) {
  const { query, listeners } = fakeSystem(systemIsDark);
  const root = { dataset: saved === undefined ? {} : { theme: saved } };
  const choices: Theme[] = [];
  const themeSwitch = createThemeSwitch({
    root: root as unknown as HTMLElement,
    systemIsDark: query as unknown as MediaQueryList,
    save: (theme) => choices.push(theme),
  });
  return { themeSwitch, root, choices, query, listeners };
}

describe('theme', () => {
  it('follows the system until something else is chosen', () => {
    const { themeSwitch, query, listeners } = setUp(undefined, true);
    expect(themeSwitch.store.get()).toEqual({ theme: 'system', isDark: true });
    query.matches = false;
    for (const listener of listeners) listener();
    expect(themeSwitch.store.get().isDark).toBe(false);
  });

  it('goes round, keeps each choice and puts it on the root', () => {
    const { themeSwitch, root, choices } = setUp('light', true);
    expect(themeSwitch.store.get()).toEqual({ theme: 'light', isDark: false });
    themeSwitch.next();
    expect(root.dataset).toEqual({ theme: 'dark' });
    themeSwitch.next();
    expect(root.dataset).toEqual({});
    expect(choices).toEqual(['dark', 'system']);
    expect(nextTheme('system')).toBe('light');
  });
});
