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
  const name = nameOf(requirement);
  if (name === null) return null;
  const known = new Map([...PROJECTS].flat().map((one) => [normalized(one), one]));
  const nearest = nearestName(normalized(name), known.keys());
  return nearest === null ? null : (known.get(nearest) ?? null);
}

export interface DoubtfulName {
  name: string;
  meant: string;
}

/** Those requirements whose names are nearly well-known ones: whoever is to agree should see it. */
export function doubtfulNames(requirements: readonly string[]): DoubtfulName[] {
  return requirements.flatMap((requirement) => {
    const name = nameOf(requirement);
    const meant = likelyMeant(requirement);
    return name === null || meant === null ? [] : [{ name, meant }];
  });
}

function nameOf(requirement: string): string | null {
  return /^[\w.-]+/.exec(requirement.trim())?.[0] ?? null;
}

/** Names that differ in no more than this are the same to an index. */
function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
