import { useId } from 'react';
import { words } from '../words/settings';
import { LanguageChooser } from './LanguageChooser';
import './settings.css';
import type { Language } from '../words/choose-language';

const SMALLER = 'A−';
const BIGGER = 'A+';

/** One of a few, all of them in sight. */
export interface Setting {
  readonly legend: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: string;
  readonly choose: (id: string) => void;
}

interface SettingsPanelProps {
  settings: readonly Setting[];
  textSize: {
    /** In pixels; 0 is what suits the screen. */
    readonly growth: number;
    readonly bigger: () => void;
    readonly smaller: () => void;
    readonly reset: () => void;
  };
  /** The keys of the two, as they are shown. */
  commandsKeys: string;
  shortcutsKeys: string;
  onLanguage: (language: Language) => void;
  onShowCommands: () => void;
  onShowShortcuts: () => void;
}

/** How the page looks and which language it speaks, and the way to everything that it can do. */
export function SettingsPanel(props: SettingsPanelProps) {
  const { settings, textSize, commandsKeys, shortcutsKeys } = props;
  const { onLanguage, onShowCommands, onShowShortcuts } = props;
  const { growth, bigger, smaller, reset } = textSize;
  return (
    <div className="settings-panel">
      <div className="settings-buttons">
        <ButtonWithKeys text={words().commands} keys={commandsKeys} onClick={onShowCommands} />
        <ButtonWithKeys text={words().shortcuts} keys={shortcutsKeys} onClick={onShowShortcuts} />
      </div>
      <div className="setting" role="group" aria-labelledby="text-size-label">
        <span id="text-size-label" className="setting-legend">
          {words().textSize}
        </span>
        <div className="text-size">
          <SizeButton sign={SMALLER} label={words().smaller} onClick={smaller} />
          <SizeButton sign={BIGGER} label={words().bigger} onClick={bigger} />
          <output className="panel-hint">{describeGrowth(growth)}</output>
          {growth === 0 ? null : (
            <button type="button" className="button button-quiet" onClick={reset}>
              {words().backToNormal}
            </button>
          )}
        </div>
      </div>
      <LanguageChooser onChoose={onLanguage} />
      {settings.map((setting) => (
        <Choices key={setting.legend} {...setting} />
      ))}
    </div>
  );
}

function ButtonWithKeys(props: { text: string; keys: string; onClick: () => void }) {
  const { text, keys, onClick } = props;
  return (
    <button type="button" className="button button-outline" onClick={onClick}>
      {text} <kbd aria-hidden="true">{keys}</kbd>
    </button>
  );
}

function SizeButton(props: { sign: string; label: string; onClick: () => void }) {
  const { sign, label, onClick } = props;
  return (
    <button
      type="button"
      className="button button-outline"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {sign}
    </button>
  );
}

function describeGrowth(growth: number): string {
  if (growth === 0) return words().normal;
  return `${growth > 0 ? '+' : '−'}${String(Math.abs(growth))} px`;
}

function Choices({ legend, choices, chosen, choose }: Setting) {
  const name = useId();
  return (
    <fieldset className="setting">
      <legend className="setting-legend">{legend}</legend>
      {choices.map(({ id, label }) => (
        <label key={id} className="setting-choice">
          <input
            type="radio"
            name={name}
            checked={id === chosen}
            onChange={() => {
              choose(id);
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
