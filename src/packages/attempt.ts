import { GoruError } from '../contract/goru-error';
import { type Admitted, admitWished } from './admission';
import { buildResolution } from './build-resolution';
import { PACKAGE_TEXTS, type Requirement, type Resolution } from './contract';
import { explainConflict, type Fact } from './facts';
import { choiceKey, type PackageNode } from './package-node';
import { Project } from './project';
import { type Needs, readNeeds } from './read-needs';
import { appliesTo, formatRequirement } from './requirement';
import type { ResolveOptions } from './resolve';
import { type Incompatibility, Solver } from './solver';
import { asksForPrereleases } from './specifiers';
import {
  anything,
  candidateSet,
  hasCandidate,
  isSingle,
  oneCandidate,
  type VersionSet,
} from './version-set';

type Rules = readonly Incompatibility<Fact>[];

/** As many candidates' metadata are fetched ahead once a package's versions keep failing. */
const MAX_PREFETCH = 16;
/** How long the search may go on until the event loop turns: the page is looked at, and a signal can abort it. */
const TURN_MS = 50;
/**
 * So many times the packages that may be installed are looked at. What a package requires is asked for before anybody
 * knows whether it will be installed, and one could name all that there is.
 */
const LOOKED_AT_FOR_EACH = 10;

type AttemptOptions = ResolveOptions
  & Required<Pick<ResolveOptions, 'constraints' | 'maxPackages' | 'preferred'>>;

/** One search, with a given view of what may be chosen; see `resolve`. */
export class Attempt {
  readonly #options: AttemptOptions;
  readonly #admitted: Admitted;
  readonly #requests: readonly Requirement[];
  readonly #solver = new Solver<Fact>();
  readonly #nodes = new Map<string, PackageNode>();
  /** By `choiceKey`, as what follows from a choice does not change. */
  readonly #needs = new Map<string, Needs>();
  readonly #rules = new Map<string, Rules>();
  readonly #tries = new Map<string, number>();
  /** Packages about which there is a rule that the solver has not looked at. */
  readonly #changed = new Set<string>();
  #turnEndMs = performance.now() + TURN_MS;

  constructor(options: AttemptOptions, admitted: Admitted) {
    const { requirements, environment } = options;
    this.#options = options;
    this.#admitted = admitted;
    this.#requests = requirements.filter((requirement) => appliesTo(requirement, environment));
  }

  /** Asks for another attempt where it found out that more must be admitted. */
  async run(): Promise<Resolution | 'start again'> {
    if (!(await this.#addRequests())) return 'start again';
    this.#propagate();
    for (;;) {
      await this.#breathe();
      const node = this.#chooseNext();
      if (node === null) break;
      if (!(await this.#try(node))) return 'start again';
      this.#propagate();
    }
    return buildResolution({
      decisions: this.#solver.decisions,
      nodes: this.#nodes,
      needs: this.#needs,
      requests: this.#requests,
      kept: new Set(this.#options.preferred.keys()),
      maxPackages: this.#options.maxPackages,
    });
  }

  /** False where the search must start again; so below. */
  async #addRequests(): Promise<boolean> {
    const { allowlist } = this.#options;
    // Before anything is fetched: an index never hears of what is not allowed.
    const checks = this.#requests.map((request) => allowlist?.versionsFor(request) ?? (() => true));
    await this.#load(this.#requests);
    if (this.#admit(this.#requests)) return false;
    for (const [index, requirement] of this.#requests.entries()) {
      const project = this.#project(requirement.name);
      const wanted = project.matching(requirement) & project.visible;
      if (wanted === 0n) throw lackError(project, requirement);
      const isAllowed = checks[index] ?? (() => false);
      const allowed = candidateSet(project.candidates, ({ version }) => isAllowed(version));
      if (allowlist !== undefined && (wanted & allowed) === 0n)
        throw allowlist.refusal(requirement);
      const excluded = anything(project.candidates.length) & ~(wanted & allowed);
      for (const target of this.#targets(project, requirement)) {
        this.#addRule([[target, excluded]], { type: 'request', requirement });
      }
    }
    return true;
  }

  /**
   * Projects before their extras, which follow from them. Singles first, as nothing is gained by
   * waiting with them; then in the order in which they became known.
   */
  #chooseNext(): PackageNode | null {
    const nodes = this.#solver.undecided.map((id) => this.#node(id));
    const projects = nodes.filter(({ extra }) => extra === null);
    const next = projects.length > 0 ? projects : nodes;
    return next.find(({ id }) => isSingle(this.#solver.possible(id))) ?? next[0] ?? null;
  }

  async #try(node: PackageNode): Promise<boolean> {
    const { id, project } = node;
    const order = this.#order(project, this.#solver.possible(id));
    const [index] = order;
    if (index === undefined) throw new Error(`nothing is left of ${id}, and no rule says so`);
    this.#prefetchMore(project, order);
    const rules = await this.#learnNeeds(node, index);
    if (this.#admit(this.#needs.get(choiceKey(id, index))?.requirements ?? [])) return false;
    // What breaks a rule at once is not chosen: the solver draws the conclusion.
    if (!rules.some((rule) => this.#solver.forbids(rule, id))) this.#solver.decide(id, index);
    this.#changed.add(id);
    return true;
  }

  /** Tells the solver what follows from choosing this candidate. */
  async #learnNeeds(node: PackageNode, index: number): Promise<Rules> {
    const key = choiceKey(node.id, index);
    const known = this.#rules.get(key);
    if (known !== undefined) return known;
    const { project, extra, id } = node;
    const { name } = project;
    const candidate = project.candidate(index);
    const version = candidate.version.text;
    const reader = { ...this.#options, requests: this.#requests };
    const needs = await readNeeds({ name, extra, candidate }, reader);
    const rules: Incompatibility<Fact>[] = [];
    if (typeof needs === 'string') {
      const fact: Fact = { type: 'unusable', name, version, reason: needs };
      rules.push(this.#addRule([[id, oneCandidate(index)]], fact));
    } else {
      this.#needs.set(key, needs);
      await this.#load(needs.requirements);
      rules.push(...this.#tie(node, index));
      rules.push(...needs.requirements.flatMap((need) => this.#require(node, index, need)));
    }
    this.#rules.set(key, rules);
    return rules;
  }

  #require({ id, project }: PackageNode, index: number, requirement: Requirement): Rules {
    const target = this.#project(requirement.name);
    const choices = target.matching(requirement) & target.visible;
    const excluded = anything(target.candidates.length) & ~choices;
    this.#prefetch(target, this.#order(target, choices).slice(0, 1));
    const fact: Fact = {
      type: 'dependency',
      name: id,
      version: project.candidate(index).version.text,
      requirement,
      problem: choices === 0n ? target.explainLack(requirement) : null,
    };
    const one = oneCandidate(index);
    return this.#targets(target, requirement).flatMap((other) => {
      if (other !== id)
        return [
          this.#addRule(
            [
              [id, one],
              [other, excluded],
            ],
            fact,
          ),
        ];
      // A package may require itself; that says something only where it means another version.
      return hasCandidate(choices, index) ? [] : [this.#addRule([[id, one]], fact)];
    });
  }

  /** A project and its extras have the same version. */
  #tie({ id, project, extra }: PackageNode, index: number): Rules {
    if (extra === null) {
      return [...this.#nodes.values()]
        .filter((node) => node.project === project && node.extra !== null)
        .map((node) => this.#tieExtra(node, index));
    }
    const others = anything(project.candidates.length) & ~oneCandidate(index);
    return [
      this.#addRule(
        [
          [id, oneCandidate(index)],
          [project.name, others],
        ],
        { type: 'extra' },
      ),
    ];
  }

  #tieExtra({ id, project }: PackageNode, index: number): Incompatibility<Fact> {
    const others = project.everything & ~oneCandidate(index);
    return this.#addRule(
      [
        [project.name, oneCandidate(index)],
        [id, others],
      ],
      { type: 'extra' },
    );
  }

  /** Fetched at once, but made known one after the other, so that no race decides the order. */
  async #load(requirements: readonly Requirement[]): Promise<void> {
    const names = [...new Set(requirements.map(({ name }) => name))];
    const missing = names.filter((name) => !this.#nodes.has(name));
    this.#checkCount(missing.length);
    const projects = await Promise.all(missing.map((name) => this.#fetchProject(name)));
    for (const project of projects) {
      const { name, everything } = project;
      this.#addNode({ id: name, project, extra: null });
      for (const requirement of this.#constraintsOn(name)) {
        const excluded = everything & ~project.matching(requirement);
        this.#addRule([[name, excluded]], { type: 'constraint', requirement });
      }
    }
  }

  async #fetchProject(name: string): Promise<Project> {
    const { environment, preferred, source } = this.#options;
    const asked = this.#requests.filter((request) => request.name === name);
    const [url, other] = new Set(asked.flatMap((request) => request.url ?? []));
    if (other !== undefined) {
      throw new GoruError(
        'invalid-argument',
        `cannot install ${name} from two URLs: ${url ?? ''} and ${other}`,
      );
    }
    const files = url === undefined ? await source.files(name) : [await source.directFile(url)];
    const choice = {
      environment,
      preferred: preferred.get(name) ?? null,
      admitted: this.#admitted,
      isDirect: url !== undefined,
    };
    return new Project(name, files, choice);
  }

  /** What a requirement is about: the project, and each extra that it asks for. */
  #targets(project: Project, { extras }: Requirement): string[] {
    return [project.name, ...extras.map((extra) => this.#addExtra(project, extra))];
  }

  #addExtra(project: Project, extra: string): string {
    const node = { id: `${project.name}[${extra}]`, project, extra };
    if (this.#nodes.has(node.id)) return node.id;
    this.#checkCount(1);
    this.#addNode(node);
    const decided = this.#solver.decisions.get(project.name);
    if (decided !== undefined) this.#tieExtra(node, decided);
    return node.id;
  }

  /** Before so many more are asked for. */
  #checkCount(more: number): void {
    const { maxPackages } = this.#options;
    const count = this.#nodes.size + more;
    if (count <= maxPackages * LOOKED_AT_FOR_EACH) return;
    throw new GoruError('limit', PACKAGE_TEXTS.tooManyPackages(count, maxPackages), {
      notes: [PACKAGE_TEXTS.limitNote('count')],
    });
  }

  #addNode(node: PackageNode): void {
    this.#nodes.set(node.id, node);
    this.#solver.addPackage(node.id, node.project.candidates.length);
  }

  /** True where these wishes, with those of the packages already chosen, admit more than before. */
  #admit(wishes: readonly Requirement[]): boolean {
    const names = [...new Set(wishes.map(({ name }) => name))];
    const admitting = names.filter((name) => {
      const more = wishes.filter((wish) => wish.name === name);
      return admitWished(this.#project(name), [...this.#wishesFor(name), ...more], this.#admitted);
    });
    return admitting.length > 0;
  }

  /** What the program, the packages chosen so far and the constraints want of a project. */
  #wishesFor(name: string): Requirement[] {
    const chosen = [...this.#solver.decisions].flatMap(
      ([id, index]) => this.#needs.get(choiceKey(id, index))?.requirements ?? [],
    );
    const wishes = [...this.#requests, ...chosen].filter((wish) => wish.name === name);
    return [...wishes, ...this.#constraintsOn(name)];
  }

  #constraintsOn(name: string): Requirement[] {
    const { constraints, environment } = this.#options;
    return constraints.filter(
      (constraint) => constraint.name === name && appliesTo(constraint, environment),
    );
  }

  #order(project: Project, among: VersionSet): number[] {
    const withPrereleases = this.#wishesFor(project.name).some(({ specifiers }) =>
      asksForPrereleases(specifiers),
    );
    return project.order(among, { withPrereleases });
  }

  /** Twice as many each time, as a package whose versions keep failing may have many more. */
  #prefetchMore(project: Project, order: readonly number[]): void {
    const tries = (this.#tries.get(project.name) ?? 0) + 1;
    this.#tries.set(project.name, tries);
    if (tries > 1) this.#prefetch(project, order.slice(0, Math.min(2 ** tries, MAX_PREFETCH)));
  }

  /** Only where that costs little: no whole wheel is fetched before its turn. */
  #prefetch(project: Project, indices: readonly number[]): void {
    for (const index of indices) {
      const { file } = project.candidate(index);
      if (file.coreMetadata === null) continue;
      // A failure shows when its turn comes, if it comes.
      this.#options.source.metadata(file).catch(() => undefined);
    }
  }

  #addRule(terms: readonly (readonly [string, VersionSet])[], fact: Fact): Incompatibility<Fact> {
    for (const [id] of terms) this.#changed.add(id);
    return this.#solver.addRule(terms, fact);
  }

  #propagate(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    const proof = this.#solver.propagate(changed);
    if (proof !== null) throw explainConflict(proof);
  }

  async #breathe(): Promise<void> {
    if (performance.now() >= this.#turnEndMs) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, 0);
      });
      this.#turnEndMs = performance.now() + TURN_MS;
    }
    const { signal } = this.#options;
    if (signal?.aborted !== true) return;
    throw signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason));
  }

  #node(id: string): PackageNode {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new Error(`${id} is not loaded`);
    return node;
  }

  #project(name: string): Project {
    return this.#node(name).project;
  }
}

/** For what the program itself asked for: the contract's exact texts. */
function lackError(project: Project, requirement: Requirement): GoruError {
  const text = project.explainLack(requirement);
  const wish = formatRequirement(requirement);
  switch (text) {
    case PACKAGE_TEXTS.notFound:
      return new GoruError('invalid-argument', text, {
        notes: [`the package index has no project "${project.name}"`],
      });
    case PACKAGE_TEXTS.noWheel:
      return new GoruError('unsupported', text, {
        notes: [
          requirement.url === null
            ? `the package index has no wheel of ${wish} for this Python`
            : `the address ends in no name of a wheel of ${project.name} for this Python`,
        ],
      });
    default:
      return new GoruError('invalid-argument', `cannot install ${wish}: ${text}`);
  }
}
