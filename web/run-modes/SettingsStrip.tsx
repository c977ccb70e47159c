import { words } from '../words/run-modes';
import './run-modes.css';
import { inputLines } from './run-settings';
import type { RunSettings } from './run-settings';

/** What is not plain about every run, and the way back. */
export function SettingsStrip(props: { settings: RunSettings; onMakePlain: () => void }) {
  const { settings, onMakePlain } = props;
  return (
    <div className="run-strip">
      <span>{words().runsWith(describe(settings).join(' · '))}</span>
      <button type="button" className="button button-quiet run-small" onClick={onMakePlain}>
        {words().plain}
      </button>
    </div>
  );
}

/** In a few words each. */
function describe(settings: RunSettings): string[] {
  const { args, stdin, limitS, isDeterministic, seed, clock, isFresh } = settings;
  const lines = inputLines(stdin).length;
  return [
    args.trim() === '' ? null : words().withArguments(args.trim()),
    lines === 0 ? null : words().withInput(lines),
    limitS === null ? null : words().withLimit(limitS),
    isDeterministic ? words().withSeedAndClock(seed, clock.replace('T', ' ')) : null,
    isFresh ? words().withFreshSession : null,
  ].filter((text) => text !== null);
}
