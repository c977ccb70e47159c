import builtinsStub from '../../runtime-assets/stubs/__builtins__.pyi?raw';
import goruStub from '../../runtime-assets/stubs/goru.pyi?raw';
import type { PythonVersion } from '../../src/index';

/** The folder of the programs, as the server sees it. What it has of its own lies elsewhere. */
export const PROJECT_FOLDER = '/workspace/';

const STUB_FOLDER = '/stubs';

/** Where the server looks for packages; each is put there when a program imports it. */
export const INSTALLED_FOLDER = '/installed/lib/site-packages/';

/**
 * What counts as a mistake. Gentle: a program that Python would run without complaint has no red line, and nothing is
 * demanded of people who do not write types.
 */
const RULES = {
  typeCheckingMode: 'basic',
  // The last expression of a program is shown, as in the REPL.
  reportUnusedExpression: 'none',
  // It may be installed while the program runs.
  reportMissingImports: 'information',
  reportMissingModuleSource: 'none',
  reportSelfClsParameterName: 'information',
  // `from turtle import *` is how drawing is taught.
  reportWildcardImportFromLibrary: 'none',
} as const;

/** Every file the server starts with, by its path: stubs and its configuration. */
export function filesOfServer(
  typeshed: Readonly<Record<string, string>>,
  version: PythonVersion,
): Record<string, string> {
  const configuration = {
    ...RULES,
    pythonVersion: version,
    // typeshed knows no WASI; the library that people know is Linux's.
    pythonPlatform: 'Linux',
    typeshedPath: '/typeshed',
    stubPath: STUB_FOLDER,
    venvPath: '/',
    venv: 'installed',
  };
  return {
    ...typeshed,
    // Pyright reads names that are builtins in one project from a stub of this name.
    [`${STUB_FOLDER}/__builtins__.pyi`]: builtinsStub,
    [`${STUB_FOLDER}/goru.pyi`]: explainVariables(goruStub),
    // A folder that it does not find at first, it never looks for again.
    [`${INSTALLED_FOLDER}README`]: '',
    [`${PROJECT_FOLDER}pyrightconfig.json`]: JSON.stringify(configuration),
  };
}

/** Pyright reads the text below a variable as its own, and shows nothing of its class. */
function explainVariables(stub: string): string {
  return stub.replace(/^\w+: (_\w+)$/gm, (line, type: string) => {
    const [, doc] = new RegExp(`^class ${type}:\\n {4}("""[^]*?""")`, 'm').exec(stub) ?? [];
    return doc === undefined ? line : `${line}\n${doc.replaceAll('\n    ', '\n')}`;
  });
}

/** Answers `workspace/configuration`, section by section. */
export function settingsOf(section: string | undefined): object {
  if (section !== 'basedpyright.analysis') return {};
  return {
    diagnosticMode: 'openFilesOnly',
    // Else every half-typed name offers what it could be in a thousand modules.
    autoImportCompletions: false,
    inlayHints: {
      variableTypes: true,
      callArgumentNames: true,
      functionReturnTypes: true,
      genericTypes: false,
    },
  };
}
