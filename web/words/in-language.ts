import type { Language } from './choose-language';
import type { Words } from './shape';

/** Null for English, whose texts come with the features that show them. */
let translation: Words | null = null;
let spoken: Language = 'en';

/**
 * The texts of one part of the page in the person's language. Ask when a text is shown, not when a
 * module loads: some modules are there before the language is.
 */
export function inLanguage<Section extends keyof Words>(
  section: Section,
  english: Words[Section],
): () => Words[Section] {
  return () => translation?.[section] ?? english;
}

/** From now on all texts are these (null: the English ones), and numbers are written as in this language. */
export function speak(texts: Words | null, language: Language): void {
  translation = texts;
  spoken = language;
}

/** For what is in a language and no text of the page's: programs, names for a dictionary of the browser's. */
export function spokenLanguage(): Language {
  return spoken;
}

/** `1,234.5`, in German `1.234,5`. */
export function formatNumber(value: number, digits = 0): string {
  return value.toLocaleString(spoken, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
