import { GoruError } from '../contract/goru-error';
import { type LockedPackage, PACKAGE_TEXTS, type Requirement, type Resolution } from './contract';
import { describeWish } from './facts';
import { choiceKey, type PackageNode } from './package-node';
import type { Needs } from './read-needs';

interface Solution {
  decisions: ReadonlyMap<string, number>;
  nodes: ReadonlyMap<string, PackageNode>;
  needs: ReadonlyMap<string, Needs>;
  requests: readonly Requirement[];
  /** Names of the packages of which a certain version was to be kept. */
  kept: ReadonlySet<string>;
  maxPackages: number;
}

interface Chosen extends PackageNode {
  index: number;
  needs: Needs;
}

/** Writes down what was chosen, and why. Throws `limit` where it is too much. */
export function buildResolution(solution: Solution): Resolution {
  const chosen = listChosen(solution);
  const projects = chosen.filter(({ extra }) => extra === null);
  const { maxPackages, requests } = solution;
  if (projects.length > maxPackages) {
    throw new GoruError('limit', PACKAGE_TEXTS.tooManyPackages(projects.length, maxPackages), {
      notes: [PACKAGE_TEXTS.limitNote('count')],
    });
  }
  const packages = projects
    .map((one) => toLockedPackage(one, chosen, requests))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const passedOver = projects.flatMap((one) => tellPassedOver(one, solution));
  return { packages, notes: [...chosen.flatMap(adviseOn), ...passedOver] };
}

/** Why somebody who asked for a package does not get its newest version. */
function tellPassedOver({ project, index }: Chosen, { requests, kept }: Solution): string[] {
  const wishes = requests.filter(({ name }) => name === project.name);
  if (wishes.length === 0 || kept.has(project.name)) return [];
  const newer = project.passedOver(index, wishes);
  if (newer === undefined) return [];
  return [`${project.name} ${newer.version.text} cannot be used here: ${newer.reason}`];
}

function listChosen({ decisions, nodes, needs }: Solution): Chosen[] {
  return [...decisions].flatMap(([name, index]) => {
    const [node, its] = [nodes.get(name), needs.get(choiceKey(name, index))];
    return node === undefined || its === undefined ? [] : [{ ...node, index, needs: its }];
  });
}

function toLockedPackage(
  { project, index }: Chosen,
  chosen: readonly Chosen[],
  requests: readonly Requirement[],
): LockedPackage {
  const { file, isPure, version } = project.candidate(index);
  const parts = chosen.filter((other) => other.project === project);
  const requires = parts.flatMap(({ needs }) => needs.requirements.map(({ name }) => name));
  return {
    name: project.name,
    version: version.text,
    filename: file.filename,
    url: file.url,
    sha256: file.sha256,
    size: file.size,
    isPure,
    extras: parts.flatMap(({ extra }) => extra ?? []).sort(),
    requires: [...new Set(requires)].filter((name) => name !== project.name).sort(),
    why: listWishes(project.name, chosen, requests),
  };
}

function listWishes(
  name: string,
  chosen: readonly Chosen[],
  requests: readonly Requirement[],
): string[] {
  const asked = requests
    .filter((request) => request.name === name)
    .map((request) => describeWish(null, request));
  const required = chosen.flatMap(({ project, extra, needs }) =>
    needs.requirements
      .filter((requirement) => requirement.name === name && project.name !== name)
      .map((requirement) => {
        const list = extra === null ? '' : `[${extra}]`;
        return describeWish(`${project.name}${list} ${needs.metadata.version.text}`, requirement);
      }),
  );
  return [...new Set([...asked, ...required.sort()])];
}

function adviseOn({ project, extra, index, needs }: Chosen): string[] {
  const { version, providesExtra } = needs.metadata;
  if (extra !== null) {
    const isKnown = providesExtra.includes(extra);
    return isKnown ? [] : [`${project.name} ${version.text} has no extra "${extra}"`];
  }
  const yanked = project.candidate(index).file.yanked;
  if (yanked === null) return [];
  return [`${project.name} ${version.text} was withdrawn${yanked === '' ? '' : `: ${yanked}`}`];
}
