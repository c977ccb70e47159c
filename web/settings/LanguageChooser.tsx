import { words } from '../words/settings';
import { findLanguage, LANGUAGES } from '../words/choose-language';
import type { Language } from '../words/choose-language';

/** Which language the page speaks; another one begins with a page that loads again. */
export function LanguageChooser({ onChoose }: { onChoose: (language: Language) => void }) {
  return (
    <p className="setting">
      <label className="language-chooser">
        <span className="setting-legend">{words().language}</span>
        <select
          className="python-version"
          title={words().languageTitle}
          value={document.documentElement.lang}
          onChange={(event) => {
            const chosen = findLanguage(event.target.value);
            if (chosen !== undefined) onChoose(chosen);
          }}
        >
          {Object.entries(LANGUAGES).map(([language, name]) => (
            <option key={language} value={language} lang={language}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </p>
  );
}
