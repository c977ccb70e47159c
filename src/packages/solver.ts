/**
 * Finds one version for every package that is needed, by conflict-driven learning, in the manner
 * of PubGrub (Natalie Weizenbaum, 2018; https://nex3.medium.com/pubgrub-2fb6470504f). A conflict
 * becomes a new rule that says which choices cannot stand together, and the search goes back as
 * far as that rule reaches, over everything that has nothing to do with it.
 *
 * It knows nothing of Python, does no input or output, and is deterministic.
 */
import { ABSENT, anything, isSubset, oneCandidate, type VersionSet } from './version-set';

/** A rule: the packages cannot all be within these sets at once. */
export interface Incompatibility<Fact> {
  readonly terms: ReadonlyMap<string, VersionSet>;
  readonly cause: Cause<Fact>;
}

/** Whence a rule is known: from outside, or because two rules together say so. */
export type Cause<Fact> =
  | { type: 'fact'; fact: Fact }
  | { type: 'derived'; from: readonly [Incompatibility<Fact>, Incompatibility<Fact>] };

/** Every term of a rule holds. */
const BROKEN = Symbol('broken');

interface Assignment<Fact> {
  package: string;
  /** What this assignment says by itself. */
  set: VersionSet;
  /** What was possible before it, and is after it. */
  before: VersionSet;
  after: VersionSet;
  /** How many decisions it rests on. */
  level: number;
  /** The rule that it follows from; null for a decision. */
  cause: Incompatibility<Fact> | null;
}

export class Solver<Fact> {
  readonly #anything = new Map<string, VersionSet>();
  readonly #possible = new Map<string, VersionSet>();
  readonly #rules = new Map<string, Incompatibility<Fact>[]>();
  readonly #decisions = new Map<string, number>();
  #assignments: Assignment<Fact>[] = [];

  /** Must come before the first rule that names the package. */
  addPackage(name: string, candidates: number): void {
    this.#anything.set(name, anything(candidates));
    this.#possible.set(name, anything(candidates));
    this.#rules.set(name, []);
  }

  knows(name: string): boolean {
    return this.#anything.has(name);
  }

  /** What can still be said about a package. */
  possible(name: string): VersionSet {
    return this.#possible.get(name) ?? 0n;
  }

  /** Candidates by package, in the order in which they were chosen. */
  get decisions(): ReadonlyMap<string, number> {
    return this.#decisions;
  }

  /** Packages that must be installed, in the order in which they became known, without version. */
  get undecided(): string[] {
    return [...this.#possible].flatMap(([name, set]) =>
      (set & ABSENT) === 0n && !this.#decisions.has(name) ? [name] : [],
    );
  }

  /** Adds a rule from outside; a term that always holds is left out of it. */
  addRule(terms: Iterable<readonly [string, VersionSet]>, fact: Fact): Incompatibility<Fact> {
    const kept = [...terms].filter(([name, set]) => set !== this.#anything.get(name));
    const rule: Incompatibility<Fact> = { terms: new Map(kept), cause: { type: 'fact', fact } };
    this.#add(rule);
    return rule;
  }

  /** True where the rule would be broken by any choice for `name` that it speaks of. */
  forbids(rule: Incompatibility<Fact>, name: string): boolean {
    return [...rule.terms].every(
      ([other, set]) => other === name || isSubset(this.possible(other), set),
    );
  }

  decide(name: string, candidate: number): void {
    this.#decisions.set(name, candidate);
    this.#assign(name, oneCandidate(candidate), null);
  }

  /**
   * Draws every conclusion from the rules about these packages. Null where that went well; else a
   * rule without terms, whose causes prove that there is no solution.
   */
  propagate(names: Iterable<string>): Incompatibility<Fact> | null {
    const changed = new Set(names);
    for (const name of changed) {
      changed.delete(name);
      // The newest first: what was learnt last says the most.
      for (const rule of (this.#rules.get(name) ?? []).toReversed()) {
        const open = this.#findOpenTerm(rule);
        if (open === null) continue;
        if (open !== BROKEN) {
          this.#conclude(rule, open);
          changed.add(open);
          continue;
        }
        const learnt = this.#learn(rule);
        if (learnt.terms.size === 0) return learnt;
        const next = this.#findOpenTerm(learnt);
        if (next === null || next === BROKEN) {
          throw new Error(`a learnt rule must leave one term open, not ${String(next)}`);
        }
        this.#conclude(learnt, next);
        changed.clear();
        changed.add(next);
        break;
      }
    }
    return null;
  }

  /** The one term that is not yet so; null where the rule can no longer or not yet say anything. */
  #findOpenTerm({ terms }: Incompatibility<Fact>): string | typeof BROKEN | null {
    let open: string | null = null;
    for (const [name, set] of terms) {
      const possible = this.possible(name);
      if (isSubset(possible, set)) continue;
      if ((possible & set) === 0n || open !== null) return null;
      open = name;
    }
    return open ?? BROKEN;
  }

  #conclude(rule: Incompatibility<Fact>, name: string): void {
    this.#assign(name, this.#not(name, rule.terms.get(name) ?? 0n), rule);
  }

  #not(name: string, set: VersionSet): VersionSet {
    return (this.#anything.get(name) ?? 0n) & ~set;
  }

  #assign(name: string, set: VersionSet, cause: Incompatibility<Fact> | null): void {
    const before = this.possible(name);
    const after = before & set;
    const level = this.#decisions.size;
    this.#assignments.push({ package: name, set, before, after, level, cause });
    this.#possible.set(name, after);
  }

  #add(rule: Incompatibility<Fact>): void {
    for (const name of rule.terms.keys()) this.#rules.get(name)?.push(rule);
  }

  /**
   * From a broken rule to one that would have prevented it, and back to where that one speaks.
   * Each round replaces the latest conclusion by what it was drawn from; nothing is left where it
   * rests on no decision.
   */
  #learn(broken: Incompatibility<Fact>): Incompatibility<Fact> {
    let rule = broken;
    while (rule.terms.size > 0) {
      const { latest, previousLevel } = this.#findLatest(rule);
      if (latest.cause === null || previousLevel < latest.level) {
        this.#backtrack(previousLevel);
        if (rule !== broken) this.#add(rule);
        return rule;
      }
      rule = this.#combine(rule, latest.cause, latest.package);
    }
    return rule;
  }

  /** The assignment that completed the rule, and the level at which all but it was there. */
  #findLatest(rule: Incompatibility<Fact>) {
    const found = [...rule.terms]
      .map(([name, set]) => this.#findFirst(name, (after) => isSubset(after, set)))
      .sort((a, b) => b - a);
    const latest = this.#assignments[found[0] ?? -1];
    if (latest === undefined) throw new Error('a broken rule must follow from the assignments');
    const set = rule.terms.get(latest.package) ?? 0n;
    // It may have completed its own term only together with earlier ones.
    const helper = isSubset(latest.set, set)
      ? -1
      : this.#findFirst(latest.package, (after) => isSubset(after & latest.set, set));
    const previous = this.#assignments[Math.max(found[1] ?? -1, helper)];
    return { latest, previousLevel: previous?.level ?? 0 };
  }

  #findFirst(name: string, holds: (after: VersionSet) => boolean): number {
    return this.#assignments.findIndex(
      (assignment) => assignment.package === name && holds(assignment.after),
    );
  }

  /** Resolution: where one rule or the other needs `name`, either set of it breaks one of them. */
  #combine(
    rule: Incompatibility<Fact>,
    cause: Incompatibility<Fact>,
    name: string,
  ): Incompatibility<Fact> {
    const terms = new Map(rule.terms);
    for (const [other, set] of cause.terms) terms.set(other, (terms.get(other) ?? set) & set);
    const either = (rule.terms.get(name) ?? 0n) | (cause.terms.get(name) ?? 0n);
    if (either === this.#anything.get(name)) terms.delete(name);
    else terms.set(name, either);
    return { terms, cause: { type: 'derived', from: [rule, cause] } };
  }

  #backtrack(level: number): void {
    for (const assignment of this.#assignments.toReversed()) {
      if (assignment.level <= level) break;
      this.#possible.set(assignment.package, assignment.before);
      if (assignment.cause === null) this.#decisions.delete(assignment.package);
      this.#assignments.pop();
    }
  }
}
