import { words } from '../words/workspace';

/** The file that Run runs. It is always there. */
export const MAIN_NAME = 'main.py';

const MAX_LENGTH = 120;
const SHOWN_LENGTH = 60;

/** What a person types as the name of a file: `helper` means `helper.py`. */
export function completeName(typed: string): string {
  const name = typed.trim().replace(/^(?:\.?\/)+/, '');
  return name === '' || /\.[^./]+$/.test(name) ? name : `${name}.py`;
}

/** Why a file of the workspace cannot have this name; null when it can. */
export function fileNameProblem(name: string): string | null {
  if (name === '') return words().nameNeeded;
  if (name.length > MAX_LENGTH) return words().nameTooLong;
  // Also the characters that turn the direction of a text: `a\u202eyp.exe` is read as one that ends in .py.
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  if (/[\\\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(name)) return words().badCharacter;
  const parts = name.split('/');
  if (parts.some((part) => part.trim() === '' || part === '.' || part === '..')) {
    return words().standsForFolder;
  }
  return null;
}

/** A name that is still free: `a.py`, `a (2).py`, `a (3).py` … */
export function freeFileName(name: string, isTaken: (name: string) => boolean): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] =
    dot > name.lastIndexOf('/') + 1 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let free = name;
  for (let i = 2; isTaken(free); i += 1) free = `${stem} (${String(i)})${ending}`;
  return free;
}

export function isProgramName(name: string): boolean {
  return name.endsWith('.py');
}

/** A name of somebody else's in a sentence of ours: no longer than that, and without what disturbs the text around it. */
export function shownName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '?');
  return plain.length > SHOWN_LENGTH ? `${plain.slice(0, SHOWN_LENGTH)}…` : plain;
}
