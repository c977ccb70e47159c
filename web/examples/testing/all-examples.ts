import { LANGUAGES, speakLanguage } from '../../words/choose-language';
import { speak } from '../../words/in-language';
import { loadExamples } from '../examples';
import type { Language } from '../../words/choose-language';
import type { Example } from '../examples';

export interface ExampleIn extends Example {
  language: Language;
}

/** The examples of all languages, those of one after those of the other. The page speaks English afterwards. */
export async function allExamples(): Promise<readonly ExampleIn[]> {
  const found: ExampleIn[] = [];
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    speak(null, 'en');
    await speakLanguage(language, { lang: 'en' });
    found.push(...(await loadExamples()).map((example) => ({ ...example, language })));
  }
  speak(null, 'en');
  return found;
}
