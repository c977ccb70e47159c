import { Icon } from './Icon';
import { nextTheme } from './theme';
import { useStore } from './use-store';
import type { ThemeSwitch } from './theme';

export function ThemeButton({ themeSwitch }: { themeSwitch: ThemeSwitch }) {
  const { theme } = useStore(themeSwitch.store);
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label={`Theme: ${theme}`}
      title={`Theme: ${theme}. Click for ${nextTheme(theme)}.`}
      onClick={themeSwitch.next}
    >
      <Icon name={`theme-${theme}`} />
    </button>
  );
}
