// `npm run deps -- install requests pydantic`: which packages the site is built with.

import { basename } from 'node:path';
import { parseArgs } from 'node:util';

import { isGoruError } from '../../src/contract/goru-error';
import { PYTHON_VERSIONS, type PythonVersion } from '../../src/contract/options';
import type { PackageLock } from '../../src/contract/session-packages';
import { DEFAULT_INDEX_URL } from '../../src/packages/contract';
import { pythonSideCompiler } from '../provision/provision';
import { DependencySet } from './dependency-set';
import { DEPS_LOCK_NAME, type DepsLock, readDepsLock, writeDepsLock } from './deps-lock';
import { proveImports } from './prove-imports';
import { wheelFolder } from './wheel-folder';

export interface DepsContext {
  lockFile: string;
  wheelFolder: string;
  print: (line: string) => void;
}

const USAGE = `npm run deps -- install [--upgrade] [--index=URL] <requirements…>
npm run deps -- remove <names…>
npm run deps -- list

Packages that every session of the site can import without a call. ${DEPS_LOCK_NAME} names them
with their hashes: check it in. --index is ${DEFAULT_INDEX_URL} unless you name another.

A package with compiled parts is imported once, to see whether it works without: its code runs on this machine then, in
the interpreter of the site under Node's WASI, which keeps it to its own files but is no sandbox against code that wants
out. Install only what you would also run with Node.`;

/** Resolves with the exit code; what was done, or why not, is printed. */
export async function runDeps(args: readonly string[], context: DepsContext): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        index: { type: 'string' },
        upgrade: { type: 'boolean', short: 'U', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [command, ...names] = positionals;
    const isComplete = command === 'list' ? names.length === 0 : names.length > 0;
    if (values.help || !isCommand(command) || !isComplete) {
      context.print(USAGE);
      return values.help ? 0 : 1;
    }
    await COMMANDS[command](names, { ...context, ...values });
    return 0;
  } catch (error) {
    const lines = isGoruError(error) ? [error.message, ...error.notes] : [String(error)];
    for (const line of lines) context.print(line);
    return 1;
  }
}

type CommandContext = DepsContext & { index?: string; upgrade: boolean };

const COMMANDS = { install, remove, list } satisfies Record<
  string,
  (names: readonly string[], context: CommandContext) => Promise<void>
>;

function isCommand(text: string | undefined): text is keyof typeof COMMANDS {
  return text !== undefined && Object.hasOwn(COMMANDS, text);
}

async function install(names: readonly string[], context: CommandContext): Promise<void> {
  await changeLock(context, async (set, python) => {
    const output = await set.install(names, { upgrade: context.upgrade });
    context.print(`Python ${python}: ${output.replaceAll('\n', '\n  ')}`);
  });
}

async function remove(names: readonly string[], context: CommandContext): Promise<void> {
  await changeLock(context, async (set, python) => {
    for (const name of names) await set.remove(name);
    context.print(`Python ${python}: removed ${names.join(', ')}`);
  });
}

async function list(_: readonly string[], { lockFile, print }: CommandContext): Promise<void> {
  const locks = await readDepsLock(lockFile);
  if (locks === null) {
    print(`The site comes without packages: there is no ${basename(lockFile)}.`);
    return;
  }
  for (const python of PYTHON_VERSIONS) {
    print(`Python ${python}`);
    for (const { name, version, isPure, why } of locks[python].packages) {
      const parts = isPure ? '' : ', without its compiled parts';
      print(`  ${name} ${version}${parts}: ${why.join(', ')}`);
    }
  }
}

/** Either every Python has what was wanted and the file says so, or the file stays as it was. */
async function changeLock(
  context: CommandContext,
  change: (set: DependencySet, python: PythonVersion) => Promise<void>,
): Promise<void> {
  const before = await readDepsLock(context.lockFile);
  const wheels = wheelFolder(context.wheelFolder);
  const changed: [PythonVersion, PackageLock][] = [];
  for (const python of PYTHON_VERSIONS) {
    const set = new DependencySet({
      python,
      wheels,
      indexUrl: context.index,
      prove: async (files, unproven) =>
        proveImports(await pythonSideCompiler(python), files, unproven),
    });
    try {
      if (before !== null) await set.restore(before[python]);
      await change(set, python);
    } catch (error) {
      context.print(`Python ${python}: nothing was changed.`);
      throw error;
    }
    changed.push([python, set.lock]);
  }
  await writeDepsLock(context.lockFile, Object.fromEntries(changed) as unknown as DepsLock);
  context.print(`${basename(context.lockFile)} says so; the next build brings it along.`);
}
