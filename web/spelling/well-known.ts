import source from '../../runtime-assets/_goru/well_known.py?raw';
import { nearestName } from './nearest-name';

/** The projects of well-known packages by what is imported of them: the list that Python's own advice has. */
export const PROJECTS: ReadonlyMap<string, string> = readProjects(source);

function readProjects(text: string): Map<string, string> {
  const list = /NAMES = """([^"]+)"""/.exec(text)?.[1] ?? '';
  return new Map(
    list
      .trim()
      .split(/\s+/)
      .map((entry) => {
        const [name = '', project = name] = entry.split('=');
        return [name, project];
      }),
  );
}

/** The well-known project that may be meant by a requirement whose name is nearly the same; null for none. */
export function likelyMeant(requirement: string): string | null {
  const name = /^[\w.-]+/.exec(requirement.trim())?.[0];
  if (name === undefined) return null;
  const known = new Map([...PROJECTS].flat().map((one) => [normalized(one), one]));
  const nearest = nearestName(normalized(name), known.keys());
  return nearest === null ? null : (known.get(nearest) ?? null);
}

/** Names that differ in no more than this are the same to an index. */
function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
