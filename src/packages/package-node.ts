import type { Project } from './project';

/**
 * What the solver decides about: a project, or an extra of one. An extra is a package of its own
 * with the same candidates, which needs the project in the same version.
 */
export interface PackageNode {
  /** `requests`, or `requests[socks]`. */
  id: string;
  project: Project;
  extra: string | null;
}

/** Of one candidate of a node. */
export function choiceKey(id: string, index: number): string {
  return `${id} ${String(index)}`;
}
