/** What the resolver knows from outside, and how it tells a person of a conflict. */
import { GoruError } from '../contract/goru-error';
import type { Requirement } from './contract';
import { formatRequirement } from './requirement';
import type { Incompatibility } from './solver';
import { compareVersions, requireVersion } from './version';

export type Fact =
  /** The program asked for it. */
  | { type: 'request'; requirement: Requirement }
  | { type: 'constraint'; requirement: Requirement }
  | {
      type: 'dependency';
      /** The requirer, with the extra that asks: `requests[socks]`. */
      name: string;
      version: string;
      requirement: Requirement;
      /** Why nothing can satisfy it, whatever else is chosen. */
      problem: string | null;
    }
  /** One version that cannot be used. */
  | { type: 'unusable'; name: string; version: string; reason: string }
  /** An extra comes with the package that it is of, in the same version. */
  | { type: 'extra' };

/** Sentences in an error's text; the others follow in its notes. */
const SENTENCES_IN_TEXT = 6;
const SENTENCES_IN_NOTES = 40;

/** `cannot install a and b together: a 1.0 requires c<2, b 2.0 requires c>=2` */
export function explainConflict(proof: Incompatibility<Fact>): GoruError {
  const facts = collectFacts(proof);
  const requests = facts.flatMap((fact) =>
    fact.type === 'request' ? [formatRequirement(fact.requirement)] : [],
  );
  const sentences = describeFacts(facts);
  const shown = sentences.slice(0, SENTENCES_IN_TEXT);
  const others = sentences.slice(SENTENCES_IN_TEXT);
  const more = others.length === 0 ? [] : [`and ${String(others.length)} more`];
  const together = requests.length > 1 ? ' together' : '';
  return new GoruError(
    'invalid-argument',
    `cannot install ${joinWords(requests.sort())}${together}: ${[...shown, ...more].join(', ')}`,
    { notes: others.slice(0, SENTENCES_IN_NOTES) },
  );
}

/** How somebody's wish reads; `null` is the program. */
export function describeWish(requirer: string | null, requirement: Requirement): string {
  const wish = formatRequirement(requirement);
  return requirer === null ? `${wish} was asked for` : `${requirer} requires ${wish}`;
}

/** The leaves of the proof, each once, in the order in which the search came upon them. */
function collectFacts(proof: Incompatibility<Fact>): Fact[] {
  const seen = new Set<Incompatibility<Fact>>();
  const facts = new Set<Fact>();
  // Not by recursion: a proof may be as deep as the search was long.
  const open = [proof];
  for (let rule = open.pop(); rule !== undefined; rule = open.pop()) {
    if (seen.has(rule)) continue;
    seen.add(rule);
    if (rule.cause.type === 'fact') facts.add(rule.cause.fact);
    else open.push(...rule.cause.from);
  }
  return [...facts].reverse();
}

/** What several versions of a package say alike is said once; sorted by who says it. */
function describeFacts(facts: readonly Fact[]): string[] {
  const versionsBySpeech = new Map<string, { speech: Speech; versions: Set<string> }>();
  for (const fact of facts) {
    const speech = toSpeech(fact);
    if (speech === null) continue;
    const key = `${speech.name} ${speech.says}`;
    const known = versionsBySpeech.get(key) ?? { speech, versions: new Set<string>() };
    versionsBySpeech.set(key, known);
    if (speech.version !== null) known.versions.add(speech.version);
  }
  return [...versionsBySpeech.values()]
    .sort((a, b) => (a.speech.name < b.speech.name ? -1 : a.speech.name > b.speech.name ? 1 : 0))
    .map(({ speech, versions }) =>
      [speech.name, ...listVersions([...versions]), speech.says].join(' '),
    );
}

interface Speech {
  /** A package, with an extra; for a constraint the whole of it. */
  name: string;
  version: string | null;
  says: string;
}

function toSpeech(fact: Fact): Speech | null {
  switch (fact.type) {
    case 'extra':
    case 'request':
      // The heading names what was asked for.
      return null;
    case 'constraint':
      return { name: formatRequirement(fact.requirement), version: null, says: 'is a constraint' };
    case 'dependency': {
      const { name, version, requirement, problem } = fact;
      const says = `requires ${formatRequirement(requirement)}`;
      return { name, version, says: problem === null ? says : `${says} (${problem})` };
    }
    case 'unusable':
      return { name: fact.name, version: fact.version, says: `cannot be used (${fact.reason})` };
  }
}

function listVersions(texts: readonly string[]): string[] {
  const versions = texts.map(requireVersion).sort(compareVersions);
  const sorted = versions.map(({ text }) => text);
  if (sorted.length <= 3) return sorted.length === 0 ? [] : [joinWords(sorted)];
  return [`${sorted[0] ?? ''} to ${sorted.at(-1) ?? ''} (${String(sorted.length)} versions)`];
}

function joinWords(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)]
    .filter((part) => part !== '')
    .join(' and ');
}
