import { describeSettings, TEXTS } from './texts';
import './run-modes.css';
import type { RunSettings } from './run-settings';

/** What is not plain about every run, and the way back. */
export function SettingsStrip(props: { settings: RunSettings; onMakePlain: () => void }) {
  const { settings, onMakePlain } = props;
  return (
    <div className="run-strip">
      <span>
        {TEXTS.badge} {describeSettings(settings).join(' · ')}
      </span>
      <button type="button" className="button button-quiet run-small" onClick={onMakePlain}>
        {TEXTS.plain}
      </button>
    </div>
  );
}
