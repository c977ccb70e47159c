import { GoruError } from '../contract/goru-error';
import type { ServiceMethods, ServiceReply } from '../host/host';
import { objectParams, type Params, stringParam } from '../host/params';
import { Allowlist } from './allowlist';
import { fitsPython } from './candidates';
import { PACKAGE_TEXTS, type Requirement } from './contract';
import type { Installation } from './describe-installation';
import type { PackageInstaller } from './installer';
import type { PackageConsent } from './package-consent';
import { formatRequirement, parseRequirement } from './requirement';
import type { SitePackages } from './site-packages';
import { parseSpecifiers } from './specifiers';
import { requireVersion } from './version';

export interface PackageServiceOptions {
  installer: PackageInstaller;
  /** What it has installed so far. */
  sitePackages: Pick<SitePackages, 'requested' | 'version'>;
  /** The full version of this Python, `3.13.15`. */
  fullPython: string;
  consent: PackageConsent;
  /** What the page allows at this moment, as requirements. */
  allowed: () => readonly string[];
  /** False: the page gave neither packages nor somebody to ask. */
  isEnabled: () => boolean;
  /** Asks about the host of an address where that is needed; throws `host not allowed: H`. */
  allowHost: (url: string, context: { line: number | null; signal: AbortSignal }) => Promise<void>;
}

/** `install_pkg(…)` and the `script` block of a program: checks, grants, consent. The installer does the work. */
export function packageMethods(options: PackageServiceOptions): ServiceMethods {
  return {
    'packages/install': async ({ params, signal }) =>
      toReply(await install(options, parseParams(objectParams(params)), signal)),
    'packages/provide': async ({ params, signal }) => {
      const given = objectParams(params);
      checkPython(given, options.fullPython);
      const line = given['line'] ?? null;
      const dependencies = given['dependencies'] ?? [];
      const isNone = Array.isArray(dependencies) && dependencies.length === 0;
      const wanted = isNone ? null : parseParams({ requirements: dependencies, line });
      const isThere = (requirement: Requirement): boolean =>
        options.installer.satisfies(requirement);
      const settled = wanted?.requirements.filter(isThere) ?? [];
      const missing = wanted?.requirements.filter((requirement) => !isThere(requirement)) ?? [];
      if (wanted === null || missing.length === 0) return toReply(NOTHING_DONE);
      const wish = { ...wanted, requirements: missing, settled };
      return toReply(await install(options, wish, signal));
    },
    'packages/withdraw': async ({ params, signal }) => {
      const given = objectParams(params);
      const failure = {
        name: stringParam(given, 'name'),
        module: stringParam(given, 'module'),
        reason: stringParam(given, 'reason'),
      };
      return toReply(await options.installer.withdraw(failure, { signal, isProgram: true }));
    },
  };
}

function toReply({ output, installed, present, unproven }: Installation): ServiceReply {
  return { value: { success: true, output, installed, present, unproven } };
}

const NOTHING_DONE: Installation = { output: '', installed: [], present: [], unproven: [] };

async function install(
  options: PackageServiceOptions,
  { requirements, settled = [], line, upgrade }: Wanted,
  signal: AbortSignal,
): Promise<Installation> {
  const { installer, allowed, isEnabled } = options;
  if (!upgrade) {
    // What is there needs nobody's leave, and no network.
    const there = await installer.findInstalled(requirements, mayUse(new Allowlist(allowed())));
    if (there !== null) return there;
  }
  if (!isEnabled()) throw new GoruError('permission', PACKAGE_TEXTS.disabled);
  await askFor(options, requirements, { line, signal });
  const allowlist = currentAllowlist(options, requirements, settled);
  return installer.install(requirements, {
    signal,
    allowlist,
    upgrade,
    isProgram: true,
    settled,
  });
}

/** An installed version that the page's list excludes must not pass for the one it allows. */
function mayUse(allowlist: Allowlist) {
  return (requirement: Requirement, version: string): boolean =>
    !allowlist.names(requirement) || allowlist.versionsFor(requirement)(requireVersion(version));
}

/** `requires-python` of a program (PEP 723), which names the versions that it is written for. */
function checkPython({ requiresPython = null }: Params, fullPython: string): void {
  if (requiresPython === null) return;
  const isUsable =
    typeof requiresPython === 'string'
    && requiresPython.length <= MAX_REQUIREMENTS_LENGTH
    && parseSpecifiers(requiresPython) !== null;
  if (!isUsable) {
    const given = JSON.stringify(requiresPython).slice(0, 100);
    throw new GoruError('invalid-argument', PACKAGE_TEXTS.invalidSpecifier, {
      notes: [`requires-python is ${given}, not such as ">=3.12"`],
    });
  }
  if (fitsPython(requiresPython, requireVersion(fullPython))) return;
  throw new GoruError(
    'unsupported',
    `this program needs Python ${requiresPython}, and this is Python ${fullPython}`,
  );
}

/** Asks about what is not allowed; fails when the answer is no. Until then the index hears nothing. */
async function askFor(
  { allowed, consent, installer, allowHost }: PackageServiceOptions,
  requirements: readonly Requirement[],
  { line, signal }: { line: number | null; signal: AbortSignal },
): Promise<void> {
  // The host first: whoever is then asked about the package may want to know what it needs.
  for (const { url } of requirements) if (url !== null) await allowHost(url, { line, signal });
  const allowlist = new Allowlist(allowed());
  const unknown = requirements.filter(
    (requirement) => !allowlist.names(requirement) && !consent.covers(consentName(requirement)),
  );
  const [first] = unknown;
  if (first === undefined) return;
  const texts = unknown.map(formatRequirement);
  const isAllowed = await consent.isAllowed({
    requirements: texts,
    names: unknown.map(consentName),
    line,
    signal,
    plan: () => installer.plan(texts, signal),
  });
  if (!isAllowed) throw allowlist.refusal(first);
}

/** A yes to a name is no yes to whatever lies at an address. */
function consentName(requirement: Requirement): string {
  return requirement.url === null ? requirement.name : formatRequirement(requirement);
}

/** What was asked for earlier stays, whoever allowed it then; and what is there needs nobody's leave as it is. */
function currentAllowlist(
  { allowed, consent, sitePackages }: PackageServiceOptions,
  requirements: readonly Requirement[],
  settled: readonly Requirement[],
): Allowlist {
  const names = requirements.map(({ name }) => name);
  return new Allowlist([
    ...allowed(),
    ...requirements.map(consentName).filter((name) => consent.covers(name)),
    ...sitePackages.requested.filter(({ name }) => !names.includes(name)).map(formatRequirement),
    ...settled.map((requirement) =>
      asInstalled(requirement, sitePackages.version(requirement.name)),
    ),
  ]);
}

function asInstalled(requirement: Requirement, version: string | null): string {
  const isNamed = requirement.url !== null || version === null;
  return isNamed ? formatRequirement(requirement) : `${requirement.name}==${version}`;
}

/** A person is to read them, and a workspace keeps them. */
const MAX_REQUIREMENTS = 200;
/** Characters, of all of one call together. */
const MAX_REQUIREMENTS_LENGTH = 10_000;

interface Wanted {
  requirements: readonly Requirement[];
  /** What the same program needs, and is there. */
  settled?: readonly Requirement[];
  line: number | null;
  /** Installed versions of what is asked for count for nothing. */
  upgrade: boolean;
}

function parseParams(params: Params): Wanted {
  const { requirements: given = null, version = null, line = null, upgrade = false } = params;
  const texts = typeof given === 'string' ? [given] : given;
  const isWellFormed =
    Array.isArray(texts)
    && texts.every((text) => typeof text === 'string')
    && (version === null || typeof version === 'string')
    && (line === null || (Number.isSafeInteger(line) && Number(line) > 0));
  if (!isWellFormed) {
    throw new GoruError('invalid-argument', PACKAGE_TEXTS.invalidName, {
      notes: ['Give a name, a requirement such as "requests>=2.32", or a list of them.'],
    });
  }
  if (texts.length === 0) throw new GoruError('invalid-argument', PACKAGE_TEXTS.nameRequired);
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (texts.length > MAX_REQUIREMENTS || length > MAX_REQUIREMENTS_LENGTH) {
    throw new GoruError('limit', 'too many requirements at once', {
      notes: [
        `At most ${String(MAX_REQUIREMENTS)} of them, with ${String(MAX_REQUIREMENTS_LENGTH)} characters in all.`,
      ],
    });
  }
  const requirements = texts.map(parseRequirement);
  return {
    requirements: version === null ? requirements : [withVersion(requirements, version)],
    line: line as number | null,
    upgrade: upgrade === true,
  };
}

/** `install_pkg("requests", "2.32.3")`, or with a specifier: `">=2.32"`. */
function withVersion(requirements: readonly Requirement[], version: string): Requirement {
  const [requirement] = requirements;
  if (
    requirement === undefined
    || requirements.length > 1
    || requirement.specifiers.length > 0
    || requirement.url !== null
  ) {
    throw new GoruError('invalid-argument', PACKAGE_TEXTS.invalidSpecifier, {
      notes: ['A version goes with one package that names none itself.'],
    });
  }
  const specifier = /^\s*[=~!<>]/.test(version) ? version : `==${version}`;
  return parseRequirement(`${formatRequirement(requirement)}${specifier}`);
}
