// The Python language server that the page loads when it has nothing else to do: basedpyright's browser build, without
// the stubs it carries. Of its 17.5 MB, 14 are typeshed as JavaScript source, which every one of its workers would parse
// again, and of those 10 describe packages from PyPI. Here the standard library's stubs become a file of their own.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';

const PACKAGE_FOLDER = fileURLToPath(
  new URL('../../node_modules/browser-basedpyright', import.meta.url),
);

/** How webpack writes the module that holds typeshed: `9572(e){e.exports={"/typeshed/…":'…',…}}`. */
const TYPESHED_MODULE = /\b\d+\((\w+)\)\{\1\.exports=(?=\{"\/typeshed\/)/;
/** Stubs of packages from PyPI, and of modules that neither Python here has. */
const LEFT_OUT = /^\/typeshed\/(?:stubs|stdlib\/(?:distutils|lib2to3|tkinter))\//;

/**
 * basedpyright reads the whole standard library before its first completion, for imports that it could add. The page has
 * that switched off (web/language/server-settings.ts), and the server reads it all the same: measured in Node, 2.9 of
 * 4.3 s of processor time until the first completion, and 190 of 380 MB.
 */
const READS_EVERYTHING = 'this.program.loadStdlibModules(this.fileUri);';

/**
 * Its own `pyright/createFile` makes one empty file, on each of its threads. With these it takes a whole set of files by
 * their paths, `files`, where null removes a file or a folder: the packages that a session installs. Then it looks at the
 * programs again, which it would else do at the next key.
 */
const TAKES_FILES: readonly (readonly [string, string])[] = [
  [
    'this.serverOptions.serviceProvider.fs().apply({[n]:""})',
    'this.serverOptions.serviceProvider.fs().apply(e.files??{[n]:""})',
  ],
  [
    't?.createFile(e),n.service.invalidateAndForceReanalysis(p.InvalidatedReason.Nunya)',
    't?.createFile(e),n.service.invalidateAndForceReanalysis(p.InvalidatedReason.Nunya),e.files&&n.service.scheduleReanalysis(!1)',
  ],
  ['this.realFs.apply({[n]:""})', 'this.realFs.apply((0,l.deserialize)(e.data).files??{[n]:""})'],
];

export interface LanguageServer {
  /** A classic script for a worker. It asks for the files in `initializationOptions.files`. */
  script: string;
  /** The text of each file of typeshed by its path, the standard library alone. */
  typeshed: Record<string, string>;
  /** Of everything that the script was made from; the licence of typeshed is one of its files. */
  licences: string;
}

/** @throws When the package is built in another way than the one that is known here. */
export async function readLanguageServer(folder = PACKAGE_FOLDER): Promise<LanguageServer> {
  const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
  const [source, ...licences] = await Promise.all([
    read('dist/pyright.worker.js'),
    read('LICENSE.txt'),
    read('dist/pyright.worker.js.LICENSE.txt'),
  ]);
  const { script, typeshed } = splitTypeshed(source);
  return { script: takeFiles(readOnDemand(script)), typeshed, licences: licences.join('\n') };
}

/** Takes typeshed out of the server's script. */
export function splitTypeshed(source: string): Pick<LanguageServer, 'script' | 'typeshed'> {
  const match = TYPESHED_MODULE.exec(source);
  if (match === null) {
    throw new Error(
      'browser-basedpyright: its script has no module with "/typeshed/…" files; look at how this version is built',
    );
  }
  const start = match.index + match[0].length;
  const end = endOfLiteral(source, start);
  const typeshed: Record<string, string> = {};
  for (const [path, text] of Object.entries(readFiles(source.slice(start, end)))) {
    // A server that is given a CR counts it as a character of the line.
    if (!LEFT_OUT.test(path)) typeshed[path] = text.replaceAll('\r\n', '\n');
  }
  // The map describes the script as it was, and is not served.
  const rest = source.slice(end).replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  return { script: `${source.slice(0, start)}{}${rest}`, typeshed };
}

/** Takes away that a completion reads every module of the library first. */
export function readOnDemand(script: string): string {
  return replaceOne(script, READS_EVERYTHING, '');
}

/** Lets `pyright/createFile` bring files with their text. */
export function takeFiles(script: string): string {
  return TAKES_FILES.reduce((text, [old, ours]) => replaceOne(text, old, ours), script);
}

function replaceOne(script: string, old: string, ours: string): string {
  const parts = script.split(old);
  if (parts.length !== 2) {
    throw new Error(
      `browser-basedpyright: expected one ${old} in its script, found ${String(parts.length - 1)}; look how this version does it`,
    );
  }
  return parts.join(ours);
}

/** The index after the object literal that starts at `start` and holds nothing but strings. */
function endOfLiteral(source: string, start: number): number {
  let quote = '';
  for (let at = start; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === '\\') at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'" || character === '`') quote = character;
    else if (character === '}') return at + 1;
  }
  throw new Error('browser-basedpyright: the module with typeshed does not end');
}

function readFiles(literal: string): Record<string, string> {
  const files: unknown = runInNewContext(`(${literal})`, {}, { timeout: 10_000 });
  if (typeof files !== 'object' || files === null) {
    throw new Error('browser-basedpyright: its typeshed is no object of files');
  }
  return Object.fromEntries(
    Object.entries(files).map(([path, text]: [string, unknown]) => {
      if (typeof text !== 'string') throw new Error(`typeshed: ${path} is no text`);
      return [path, text];
    }),
  );
}
