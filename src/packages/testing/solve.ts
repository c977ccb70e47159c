import { IndexClient } from '../index-client';
import { createMarkerEnvironment } from '../marker-environment';
import { parseRequirement } from '../requirement';
import { resolve, type ResolveOptions } from '../resolve';
import { ServedIndex, type ServedProjects } from './served-index';

type Setup = Partial<Omit<ResolveOptions, 'requirements' | 'constraints'>> & {
  constraints?: readonly string[];
};

/** `name version` of each package, and what the index was asked. */
export async function solve(
  projects: ServedProjects,
  wanted: readonly string[],
  setup: Setup = {},
) {
  const index = new ServedIndex(projects);
  const { constraints = [], ...rest } = setup;
  const resolution = await resolve({
    requirements: wanted.map(parseRequirement),
    constraints: constraints.map(parseRequirement),
    environment: createMarkerEnvironment('3.13.15'),
    source: new IndexClient({
      fetch: index.fetch,
      fetchDirect: index.fetchDirect,
      indexUrl: 'https://index.test/simple/',
      readWheelMetadata: () => Promise.reject(new Error('every wheel has its metadata served')),
    }),
    ...rest,
  });
  return {
    ...resolution,
    versions: resolution.packages.map(({ name, version }) => `${name} ${version}`),
    index,
  };
}
