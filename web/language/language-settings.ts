import { createStore } from '../ui/store';
import type { Store } from '../ui/store';

export interface LanguageSettings {
  /** Types and parameter names between the code. */
  hasInlayHints: boolean;
  formatsOnSave: boolean;
}

export interface SettingsStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
}

const NAME = 'language';
const DEFAULTS: LanguageSettings = { hasInlayHints: false, formatsOnSave: false };

/** What a person has chosen for the editor, kept in this browser. */
export function openLanguageSettings(storage: SettingsStorage): Store<LanguageSettings> {
  const store = createStore<LanguageSettings>({ ...DEFAULTS, ...readKept(storage.read(NAME)) });
  store.subscribe(() => {
    // Not kept is no harm: the choice holds until the page is left.
    storage.write(NAME, JSON.stringify(store.get()));
  });
  return store;
}

function readKept(text: string | null): Partial<LanguageSettings> {
  if (text === null) return {};
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null) return {};
    const names = Object.keys(DEFAULTS) as (keyof LanguageSettings)[];
    return Object.fromEntries(
      names.flatMap((name) => {
        const value = (kept as Record<string, unknown>)[name];
        return typeof value === 'boolean' ? [[name, value]] : [];
      }),
    );
  } catch {
    // Written by something else; the defaults do.
    return {};
  }
}
