import { words } from '../words/page';
import { Icon } from './Icon';
import { nextTheme } from './theme';
import { useStore } from './use-store';
import type { ThemeSwitch } from './theme';

export function ThemeButton({ themeSwitch }: { themeSwitch: ThemeSwitch }) {
  const { theme } = useStore(themeSwitch.store);
  const names = words().theme;
  return (
    <button
      type="button"
      className="button button-icon theme-button"
      aria-label={words().themeIs(names[theme])}
      title={words().themeTitle(names[theme], names[nextTheme(theme)])}
      onClick={themeSwitch.next}
    >
      <Icon name={`theme-${theme}`} />
    </button>
  );
}
