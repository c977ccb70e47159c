import { spokenLanguage } from '../words/in-language';

/** Gives Monaco the texts of the person's language, which its modules read while they load: before they do. */
export async function speakMonaco(): Promise<void> {
  if (spokenLanguage() !== 'de') return;
  const { monaco } = await import('../words/de/monaco');
  // Its builds for other languages set the same; what is missing stays English.
  Object.assign(globalThis, { _VSCODE_NLS_MESSAGES: monaco });
}
