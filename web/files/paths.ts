import { words } from '../words/files';

/** `/work` and `a.txt` are `/work/a.txt`. */
export function joinPath(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Why a person cannot give a file this name; null when they can. */
export function nameProblem(name: string): string | null {
  if (name.trim() === '') return words().nameNeeded;
  if (name === '.' || name === '..') return words().standsForFolder;
  if (/[/\0]/.test(name)) return words().noSlash;
  return null;
}

/** A name that is still free: `a.txt`, `a (2).txt`, `a (3).txt` … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let free = name;
  for (let i = 2; taken.has(free); i += 1) free = `${stem} (${String(i)})${ending}`;
  return free;
}
