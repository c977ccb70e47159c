/** UTF-16 units. Deep trees cost more than they hold; real wheels stay far below this. */
const MAX_PATH_LENGTH = 1024;

/**
 * What is wrong with the path of an archive's entry, or undefined when it is a plain relative one.
 * Everything is refused that some system could take for a way out of the directory which the
 * archive is unpacked into ("zip-slip"). A directory's path ends in one slash.
 */
export function entryPathProblem(path: string): string | undefined {
  if (path.length > MAX_PATH_LENGTH) return `is longer than ${String(MAX_PATH_LENGTH)} characters`;
  if (path.includes('\0')) return 'contains a NUL character';
  if (path.includes('\\')) return 'contains a backslash';
  if (path.startsWith('/')) return 'is absolute';
  if (/^[A-Za-z]:/.test(path)) return 'begins with a drive letter';
  const segments = (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
  if (segments.includes('..')) return 'leads out of the wheel ("..")';
  if (segments.includes('.') || segments.includes('')) return 'is not normalised';
  return undefined;
}
