import { speak } from './in-language';

/** Every language calls itself what its speakers call it. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof LANGUAGES;

/** For texts that come from outside: an address, the browser's storage, a form. */
export function findLanguage(tag: string | null | undefined): Language | undefined {
  return (Object.keys(LANGUAGES) as Language[]).find((language) => language === tag);
}

/** The first of the person's languages (`de-AT`, `fr`) that the page speaks, or English. */
export function preferredLanguage(tags: readonly string[]): Language {
  const found = tags.map((tag) => findLanguage(tag.split('-')[0]?.toLowerCase()));
  return found.find((language) => language !== undefined) ?? 'en';
}

/** Loads the texts of a language. Where they cannot be had, the page goes on in English. */
export async function speakLanguage(language: Language, root: { lang: string }): Promise<void> {
  if (language === 'en') return;
  try {
    const { german } = await import('./de/german');
    speak(german, language);
    root.lang = language;
  } catch {
    // Offline, or a new version was published between two requests.
  }
}
