import { describe, expect, it } from 'vitest';
import { Solver } from './solver';
import { ABSENT, anything, hasCandidate, oneCandidate } from './version-set';

/** `needs[p][v]`: for each package that version v of package p needs, the versions that will do. */
type Universe = readonly (readonly ReadonlyMap<number, readonly number[]>[])[];

/** Small numbers that look random, the same in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function createUniverse(seed: number): Universe {
  const random = createRandom(seed);
  const sizes = Array.from({ length: 3 + random(3) }, () => 1 + random(4));
  return sizes.map((size) =>
    Array.from({ length: size }, () => {
      const targets = sizes.map((_, target) => target).filter(() => random(3) === 0);
      return new Map(
        targets.map((target) => {
          const all = Array.from({ length: sizes[target] ?? 0 }, (_, version) => version);
          return [target, all.filter(() => random(2) === 0)];
        }),
      );
    }),
  );
}

const isSolution = (universe: Universe, chosen: ReadonlyMap<number, number>): boolean =>
  chosen.has(0)
  && [...chosen].every(([name, version]) =>
    [...(universe[name]?.[version] ?? [])].every(([target, versions]) => {
      const its = chosen.get(target);
      return its !== undefined && versions.includes(its);
    }),
  );

/** Tries everything. */
function hasSolution(universe: Universe, chosen = new Map<number, number>(), name = 0): boolean {
  const versions = universe[name];
  if (versions === undefined) return isSolution(universe, chosen);
  const isThere = versions.some((_, version) => {
    chosen.set(name, version);
    return hasSolution(universe, chosen, name + 1);
  });
  chosen.delete(name);
  return isThere || hasSolution(universe, chosen, name + 1);
}

/** Package 0 is wanted; the lowest number of a version is the newest. */
function solve(universe: Universe): Map<number, number> | null {
  const solver = new Solver<string>();
  universe.forEach((versions, name) => {
    solver.addPackage(String(name), versions.length);
  });
  solver.addRule([['0', ABSENT]], 'wanted');
  let proof = solver.propagate(['0']);
  while (proof === null && solver.undecided.length > 0) {
    const [name = ''] = solver.undecided;
    const versions = universe[Number(name)] ?? [];
    const possible = solver.possible(name);
    const version = versions.findIndex((_, index) => hasCandidate(possible, index));
    const one = [name, oneCandidate(version)] as const;
    const rules = [...(versions[version] ?? [])].flatMap(([target, wanted]) => {
      const choices = wanted.reduce((set, index) => set | oneCandidate(index), 0n);
      const excluded = anything(universe[target]?.length ?? 0) & ~choices;
      if (String(target) !== name) return [solver.addRule([one, [String(target), excluded]], '')];
      return wanted.includes(version) ? [] : [solver.addRule([one], '')];
    });
    if (!rules.some((rule) => solver.forbids(rule, name))) solver.decide(name, version);
    proof = solver.propagate([name]);
  }
  if (proof !== null) return null;
  return new Map([...solver.decisions].map(([name, version]) => [Number(name), version]));
}

describe('Solver', () => {
  it('finds a solution where there is one, and none where there is none', () => {
    const found = { solved: 0, proved: 0 };
    for (let seed = 0; seed < 1000; seed += 1) {
      const universe = createUniverse(seed);
      const solution = solve(universe);
      if (solution === null) {
        expect(hasSolution(universe), `seed ${String(seed)}`).toBe(false);
        found.proved += 1;
      } else {
        expect(isSolution(universe, solution), `seed ${String(seed)}`).toBe(true);
        found.solved += 1;
      }
    }
    // Both happen often, or the test would say little.
    expect(Math.min(found.solved, found.proved)).toBeGreaterThan(100);
  });

  it('proves with the facts that it was given', () => {
    const solver = new Solver<string>();
    solver.addPackage('a', 1);
    solver.addPackage('c', 2);
    solver.addRule([['a', ABSENT]], 'a is wanted');
    solver.addRule(
      [
        ['a', oneCandidate(0)],
        ['c', ABSENT | oneCandidate(0)],
      ],
      'a needs c 1',
    );
    solver.addRule([['c', oneCandidate(1)]], 'c 1 is broken');
    const facts: string[] = [];
    const open = [solver.propagate(['a', 'c'])];
    for (let rule = open.pop(); rule !== undefined && rule !== null; rule = open.pop()) {
      if (rule.cause.type === 'fact') facts.push(rule.cause.fact);
      else open.push(...rule.cause.from);
    }
    expect(facts.sort()).toEqual(['a is wanted', 'a needs c 1', 'c 1 is broken']);
  });
});
