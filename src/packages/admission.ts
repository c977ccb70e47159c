import type { Requirement } from './contract';
import type { Project } from './project';
import { asksForPrereleases, pinsVersion } from './specifiers';
import { hasCandidate } from './version-set';

/**
 * What was set apart at first and is now asked for: pre-releases by the package's name, yanked
 * versions by `name version`.
 */
export interface Admitted {
  prereleases: Set<string>;
  yanked: Set<string>;
}

/**
 * Admits what all these wishes about a project ask for together: a withdrawn version by pinning it
 * (PEP 592); pre-releases by naming one, or where no other version satisfies them all (PEP 440).
 * True where that changed anything.
 */
export function admitWished(
  project: Project,
  wishes: readonly Requirement[],
  { prereleases, yanked }: Admitted,
): boolean {
  const before = prereleases.size + yanked.size;
  const common = wishes.reduce((set, wish) => set & project.matching(wish), project.everything);
  if (wishes.some(({ specifiers }) => pinsVersion(specifiers))) {
    for (const [index, { version }] of project.candidates.entries()) {
      const isPinned = hasCandidate(common & project.hiddenYanked, index);
      if (isPinned) yanked.add(`${project.name} ${version.text}`);
    }
  }
  const hidden = project.prereleases & ~project.hiddenYanked & ~project.visible;
  const isNamed = wishes.some(
    (wish) => asksForPrereleases(wish.specifiers) && (project.matching(wish) & hidden) !== 0n,
  );
  const isOnlyWay = (common & project.visible) === 0n && (common & hidden) !== 0n;
  if (isNamed || isOnlyWay) prereleases.add(project.name);
  return prereleases.size + yanked.size > before;
}
