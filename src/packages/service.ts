import { GoruError } from '../contract/goru-error';
import type { JsonValue } from '../contract/json';
import type { ServiceMethods } from '../host/host';
import { objectParams, type Params, stringParam } from '../host/params';
import { Allowlist } from './allowlist';
import { fitsPython } from './candidates';
import { PACKAGE_TEXTS, type Requirement } from './contract';
import type { PackageInstaller } from './installer';
import type { PackageConsent } from './package-consent';
import { formatRequirement, parseRequirement } from './requirement';
import { parseSpecifiers } from './specifiers';
import { requireVersion } from './version';

export interface PackageServiceOptions {
  installer: PackageInstaller;
  /** The full version of this Python, `3.13.15`. */
  fullPython: string;
  consent: PackageConsent;
  /** What the page allows at this moment, as requirements. */
  allowed: () => readonly string[];
  /** False: the page gave neither packages nor somebody to ask. */
  isEnabled: () => boolean;
}

/** `install_pkg(…)` and the `script` block of a program: checks, grants, consent. The installer does the work. */
export function packageMethods(options: PackageServiceOptions): ServiceMethods {
  return {
    'packages/install': async ({ params, signal }) => ({
      value: await install(options, parseParams(objectParams(params)), signal),
    }),
    'packages/provide': async ({ params, signal }) => {
      const given = objectParams(params);
      checkPython(given, options.fullPython);
      const line = given['line'] ?? null;
      const dependencies = given['dependencies'] ?? [];
      const isNone = Array.isArray(dependencies) && dependencies.length === 0;
      const wanted = isNone ? null : parseParams({ requirements: dependencies, line });
      const missing = (wanted?.requirements ?? []).filter(
        (requirement) => !options.installer.satisfies(requirement),
      );
      if (wanted === null || missing.length === 0) return { value: NOTHING_DONE };
      return { value: await install(options, { ...wanted, requirements: missing }, signal) };
    },
    'packages/withdraw': ({ params }) => {
      const given = objectParams(params);
      return options.installer.withdraw({
        name: stringParam(given, 'name'),
        module: stringParam(given, 'module'),
        reason: stringParam(given, 'reason'),
      });
    },
  };
}

const NOTHING_DONE = { success: true, output: '', installed: [], unproven: [] } as const;

async function install(
  options: PackageServiceOptions,
  { requirements, line, upgrade }: Wanted,
  signal: AbortSignal,
): Promise<JsonValue> {
  if (!options.isEnabled()) throw new GoruError('permission', PACKAGE_TEXTS.disabled);
  await askFor(options, requirements, { line, signal });
  const allowlist = currentAllowlist(options, requirements);
  const { output, installed, unproven } = await options.installer.install(requirements, {
    signal,
    allowlist,
    upgrade,
  });
  return { success: true, output, installed, unproven };
}

/** `requires-python` of a program (PEP 723), which names the versions that it is written for. */
function checkPython({ requiresPython = null }: Params, fullPython: string): void {
  if (requiresPython === null) return;
  if (typeof requiresPython !== 'string' || parseSpecifiers(requiresPython) === null) {
    throw new GoruError('invalid-argument', PACKAGE_TEXTS.invalidSpecifier, {
      notes: [`requires-python is ${JSON.stringify(requiresPython)}, not such as ">=3.12"`],
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
  { allowed, consent, installer }: PackageServiceOptions,
  requirements: readonly Requirement[],
  { line, signal }: { line: number | null; signal: AbortSignal },
): Promise<void> {
  const allowlist = new Allowlist(allowed());
  const unknown = requirements.filter(
    (requirement) => !allowlist.names(requirement) && !consent.covers(requirement.name),
  );
  const [first] = unknown;
  if (first === undefined) return;
  // A yes to a name is no yes to whatever lies at an address.
  const direct = unknown.find(({ url }) => url !== null);
  if (direct !== undefined) throw allowlist.refusal(direct);
  const texts = unknown.map(formatRequirement);
  const isAllowed = await consent.isAllowed({
    requirements: texts,
    names: unknown.map(({ name }) => name),
    line,
    signal,
    plan: () => installer.plan(texts, signal),
  });
  if (!isAllowed) throw allowlist.refusal(first);
}

/** What was asked for earlier stays, whoever allowed it then. */
function currentAllowlist(
  { allowed, consent, installer }: PackageServiceOptions,
  requirements: readonly Requirement[],
): Allowlist {
  const names = requirements.map(({ name }) => name);
  return new Allowlist([
    ...allowed(),
    ...names.filter((name) => consent.covers(name)),
    ...installer.requested.filter(({ name }) => !names.includes(name)).map(formatRequirement),
  ]);
}

interface Wanted {
  requirements: Requirement[];
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
