import { SITE_PACKAGES } from './wheel-layout';

/** What Python accepts after `import`; keywords aside, which no project is called. */
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/**
 * The names that a program can import, sorted: modules and packages at the root of site-packages
 * that hold Python code, namespace packages included. Where there is none (only compiled code, for
 * one), what `top_level.txt` says.
 *
 * @param paths of installed files
 * @param topLevelText the content of `top_level.txt`, if there is one
 */
export function topLevelModules(paths: Iterable<string>, topLevelText = ''): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    if (!path.startsWith(`${SITE_PACKAGES}/`) || !path.endsWith('.py')) continue;
    const [top = '', ...rest] = path.slice(SITE_PACKAGES.length + 1).split('/');
    const name = rest.length === 0 ? top.slice(0, -'.py'.length) : top;
    if (IDENTIFIER.test(name)) found.add(name);
  }
  if (found.size === 0) {
    const names = topLevelText.split(/\s+/).filter((name) => IDENTIFIER.test(name));
    for (const name of names) found.add(name);
  }
  return [...found].sort();
}
