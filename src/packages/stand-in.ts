// Python code in the place of a compiled part that a package cannot do without. There is one: the core of pydantic 2.
import type { UnpackedWheel } from './read-wheel';
import { compareVersions, requireVersion } from './version';
import { SITE_PACKAGES } from './wheel-layout';
import { isOfProject, requireWheelName } from './wheel-name';

/** Its files by their paths in `STAND_IN_FOLDER`, compiled ones with them; read when the package comes that needs them. */
export type ReadStandIn = () => Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>>;

const PROJECT = 'pydantic-core';
const COMPILED = /^pydantic_core\/_pydantic_core\.[^/]+$/;
/** Where it is installed. */
export const STAND_IN_FOLDER = `${SITE_PACKAGES}/pydantic_core/_pydantic_core`;
const VERSION_FILE = '_version.py';
const COMPILED_VERSION_FILE = '__pycache__/_version.';
/** Compared with the original; see runtime-assets/pydantic_core/README.md. */
const TESTED = { from: '2.27.2', to: '2.50.1' };

/**
 * A wheel with what stands in for its compiled part: the wheel's own Python files stay as they are.
 * Any other wheel is answered as it is, and nothing is read for it. Fails as `read` does.
 */
export async function withStandIn(
  wheel: UnpackedWheel,
  read: ReadStandIn | undefined,
): Promise<UnpackedWheel> {
  const isWanted =
    isOfProject(requireWheelName(wheel.fileName), PROJECT)
    && wheel.compiledFiles.some((path) => COMPILED.test(path));
  if (read === undefined || !isWanted) return wheel;
  const { version } = wheel.metadata;
  const files = new Map(wheel.files);
  let { unpackedBytes } = wheel;
  for (const [path, bytes] of await read()) {
    if (path.startsWith(COMPILED_VERSION_FILE)) continue;
    // pydantic asks its core which version it is, and takes one alone.
    const own = `__version__ = '${version}'\n`;
    const content = path === VERSION_FILE ? new TextEncoder().encode(own) : bytes;
    files.set(`${STAND_IN_FOLDER}/${path}`, content);
    unpackedBytes += content.length;
  }
  // What was never compared has yet to be proven by an import, as any package without its compiled parts.
  const compiledFiles = isTested(version)
    ? wheel.compiledFiles.filter((path) => !COMPILED.test(path))
    : wheel.compiledFiles;
  return { ...wheel, files, compiledFiles, unpackedBytes };
}

/** What people should know about a package that has come, else null. */
export function standInNote({ name, version }: { name: string; version: string }): string | null {
  if (name !== PROJECT || isTested(version)) return null;
  return `${PROJECT} ${version}: its compiled part is replaced by Python code that was compared with the versions ${TESTED.from} to ${TESTED.to}; this one may do some things differently`;
}

function isTested(text: string): boolean {
  const version = requireVersion(text);
  return (
    compareVersions(version, requireVersion(TESTED.from)) >= 0
    && compareVersions(version, requireVersion(TESTED.to)) <= 0
  );
}
