// @ts-check
/** Fails when the built site weighs more than it may. Sizes are gzip bytes, which is what a static host sends. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, extname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const MB = 1000 * KB;

/**
 * Each limit is today's size plus some air. Raising one is a decision: say in the commit what the visitor gets for it.
 */
const LIMITS = {
  // With several files, the console and the panels, which load when the page is there, and everything that it can do as
  // one list of commands. Texts that another language can take the place of are found by name, which costs 5 KB. What a
  // link may leave behind is decided before anything else, and costs 1 KB.
  'the page: scripts, without Monaco': 222 * KB,
  'the page: styles, without Monaco': 10 * KB,
  'rich values, when first shown': 22 * KB,
  // Both have walls in them: index requests leave by the broker's frame, what a program says is cut to what a page can
  // look at, and the thread empties itself.
  'goru.js and what it imports': 31 * KB,
  // Every text of the page again, for those who read it.
  'German, when chosen': 18.5 * KB,
  // Instead of the English ones; they load with the panel.
  'the examples in German': 5.5 * KB,
  // Its dialog, tests, checks, the debugger's buttons, cells in the editor, and their texts.
  'other ways to run, when needed': 10 * KB,
  // The format, the dialog that makes links, the question before the first run of one.
  'links, when needed': 7 * KB,
  // Most of it is what reads a zip that anybody can have made.
  'workspaces and archives, when needed': 37 * KB,
  // Most of it is the search.
  'the palette and the shortcuts': 12 * KB,
  // Its output comes in slices, which keeps a page alive that a program floods.
  'the view for frames, and Python’s frame': 12.8 * KB,
  // What every page with snippets loads before somebody runs one; its few texts in both languages.
  'goru-embed.js, for other pages': 10.3 * KB,
  'the interpreter’s worker': 33 * KB,
  // What the worker does itself where it has real blocking.
  'files, in browsers without JSPI': 9 * KB,
  'what installs packages, when needed': 28 * KB,
  'the worker that unpacks packages': 40 * KB,
  // With its compiled form, which spares the first import a second.
  'the core of pydantic 2, when needed': 380 * KB,
  'Monaco, loaded after first paint': 1.3 * MB,
  // Completion, types, lint and format for the editor: loaded when the page is idle, on devices that can bear it.
  'code help: the language server': 0.95 * MB,
  'code help: stubs of the library': 0.6 * MB,
  'code help: ruff': 4.1 * MB,
  'code help: what connects them': 40 * KB,
  'names of well-known packages, when needed': 3 * KB,
  'largest WebAssembly file': 7.2 * MB,
  // Two interpreters, of which a visitor loads one: 6.9 MB for 3.12; 1.9 MB of code and 3.3 MB of memory for 3.13, and
  // 4.9 MB for its library. 5.4 MB are code help.
  'all files': 25.9 * MB,
};

/** @typedef {keyof typeof LIMITS} Part */

/**
 * By name, because its class names appear in our own files too. Were it renamed, its part would read "not found".
 *
 * @param {string} path
 */
const isMonaco = (path) => /monaco|editor\.worker|codicon/.test(path);

/**
 * The chunk of src/packages/session-packages.ts; by its name, too.
 *
 * @param {string} path
 */
const isInstaller = (path) => /session-packages/.test(path);

/**
 * The chunk of src/fs/tree-store.page.ts.
 *
 * @param {string} path
 */
const isTreeStore = (path) => /tree-store/.test(path);

/**
 * Of the default interpreter, with its compiled form; loaded when pydantic-core is installed.
 *
 * @param {string} path
 */
const isPydanticCore = (path) => /python-pydantic-core-3\.13/.test(path);

/**
 * The script of src/packages/wheel-reader-worker.ts, which that chunk names for a worker to load.
 *
 * @param {string} path
 */
const isUnpacker = (path) => /wheel-reader-worker/.test(path);

/**
 * What web/language loads when there is nothing else to do. The server and its stubs are named in
 * runtime-assets/provision/language-server-plugin.ts, the rest after its modules; `assets/goru-…` is goru.pyi.
 *
 * @param {string} path
 */
const isCodeHelp = (path) =>
  /\/(?:basedpyright|ruff|language|may-start|start-language-server|server-settings|explanations|lint|goru)[-_][\w-]+\.\w+$/.test(
    path,
  );

/**
 * What web/spelling loads for code help, and when a program asks for packages.
 *
 * @param {string} path
 */
const isWellKnown = (path) => /\/well-known-[\w-]+\.js$/.test(path);

/**
 * What web/words loads in place of the English texts.
 *
 * @param {string} path
 */
const isTranslation = (path) => /\/german-(?!programs-)[\w-]+\.js$/.test(path);

/**
 * What web/examples loads in place of the English ones.
 *
 * @param {string} path
 */
const isTranslatedExamples = (path) => /\/german-programs-[\w-]+\.js$/.test(path);

/**
 * What web/share loads when somebody shares a program or opens a link.
 *
 * @param {string} path
 */
const isLinks = (path) =>
  /\/(?:share-link|share-dialog|ShareDialog|ArrivalDialog)-[\w-]+\.js$/.test(path);

/**
 * What web/run-modes loads for who runs otherwise than with Run.
 *
 * @param {string} path
 */
const isOtherRuns = (path) =>
  /\/(?:RunDialog|SettingsStrip|ChecksList|DebuggerBar|TestsPanel|news|run-modes|editor-run-modes)-[\w-]+\.js$/.test(
    path,
  );

/**
 * What web/workspaces loads for its panel, and when somebody takes everything out or in.
 *
 * @param {string} path
 */
const isWorkspaces = (path) =>
  /\/(?:WorkspacesPanel|workspaces|workspace-list|link-room|link-arrival|brought|site-data|archive-entries|package-hosts|zip-entries|(?:read|write|restore)-archive)-[\w-]+\.js$/.test(
    path,
  );

/**
 * What web/commands loads when the page is quiet, or when somebody looks for a command.
 *
 * @param {string} path
 */
const isPalette = (path) => /\/(?:CommandPalette|ShortcutsSheet)-[\w-]+\.js$/.test(path);

/**
 * embed.html and embed-python.html, without the library that the second one loads.
 *
 * @param {string} path
 */
const isEmbedding = (path) => /\/embed(?:-view|-python)?-[\w-]+\.js$/.test(path);

/**
 * What web/display loads for the first rich value: its own chunk, and the worker for Markdown.
 *
 * @param {string} path
 */
const isRichDisplay = (path) => /\/(?:fill-place|markdown-worker)[.-]/.test(path);

/**
 * The script of src/worker/entry.ts, which the page names for a worker to load.
 *
 * @param {string} path
 */
const isWorker = (path) => /\/entry-[\w-]+\.js$/.test(path);

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** @returns {Map<string, Buffer>} Every file of the site by its path, with slashes. */
function readSite() {
  const paths = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths.map((path) => [relative(dist, path).split(sep).join('/'), readFileSync(path)]),
  );
}

/**
 * The entries and everything that they import, at once or later.
 *
 * @param {Map<string, Buffer>} site
 * @param {string[]} entries
 */
function withImports(site, entries) {
  const found = new Set(entries.filter((path) => site.has(path)));
  for (const path of found) {
    if (extname(path) !== '.js') continue;
    const text = site.get(path)?.toString('utf8') ?? '';
    for (const [, specifier = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*["'`]([^"'`]+)/g)) {
      const target = posix.join(dirname(path), specifier);
      if (site.has(target)) found.add(target);
    }
  }
  return [...found];
}

/**
 * The scripts and styles which the page names itself, and what they import.
 *
 * @param {Map<string, Buffer>} site
 */
function filesOfPage(site) {
  const html = site.get('index.html')?.toString('utf8') ?? '';
  const linked = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+)"/g)].map(
    ([, address = '']) => posix.normalize(address),
  );
  return withImports(
    site,
    linked.filter((path) => !isWorker(path)),
  );
}

/** @param {Map<string, Buffer>} site */
function measure(site) {
  const sizes = new Map([...site].map(([path, bytes]) => [path, gzipSync(bytes).length]));
  /** @param {string[]} paths */
  const sum = (paths) => paths.reduce((total, path) => total + (sizes.get(path) ?? 0), 0);
  const isForLater = (/** @type {string} */ path) =>
    [
      isInstaller,
      isTreeStore,
      isPydanticCore,
      isCodeHelp,
      isWellKnown,
      isTranslation,
      isTranslatedExamples,
      isLinks,
      isOtherRuns,
      isWorkspaces,
      isPalette,
      isEmbedding,
      isRichDisplay,
    ].some((is) => is(path));
  const atOnce = new Map([...site].filter(([path]) => !isForLater(path)));
  const page = filesOfPage(atOnce).filter((path) => !isMonaco(path));
  const all = [...site.keys()];
  const codeHelp = all.filter(isCodeHelp);
  /** @param {RegExp} name */
  const named = (name) => codeHelp.filter((path) => name.test(path));
  const isOwn = /\/(?!basedpyright|ruff_wasm)/;
  return /** @type {const} @satisfies {Record<Part, number>} */ ({
    'the page: scripts, without Monaco': sum(page.filter((path) => path.endsWith('.js'))),
    'the page: styles, without Monaco': sum(page.filter((path) => path.endsWith('.css'))),
    'rich values, when first shown': sum(all.filter(isRichDisplay)),
    'goru.js and what it imports': sum(withImports(atOnce, ['goru.js'])),
    'German, when chosen': sum(all.filter(isTranslation)),
    'the examples in German': sum(all.filter(isTranslatedExamples)),
    'other ways to run, when needed': sum(all.filter(isOtherRuns)),
    'links, when needed': sum(all.filter(isLinks)),
    'workspaces and archives, when needed': sum(all.filter(isWorkspaces)),
    'the palette and the shortcuts': sum(all.filter(isPalette)),
    'the view for frames, and Python’s frame': sum(all.filter(isEmbedding)),
    'goru-embed.js, for other pages': sum(all.filter((path) => path === 'goru-embed.js')),
    'the interpreter’s worker': sum(all.filter(isWorker)),
    'files, in browsers without JSPI': sum(all.filter(isTreeStore)),
    'what installs packages, when needed': sum(all.filter(isInstaller)),
    'the worker that unpacks packages': sum(all.filter(isUnpacker)),
    'the core of pydantic 2, when needed': sum(all.filter(isPydanticCore)),
    'Monaco, loaded after first paint': sum(all.filter(isMonaco)),
    'code help: the language server': sum(named(/basedpyright-worker/)),
    'code help: stubs of the library': sum(named(/basedpyright-typeshed/)),
    'code help: ruff': sum(named(/ruff_wasm/)),
    'code help: what connects them': sum(named(isOwn)),
    'names of well-known packages, when needed': sum(all.filter(isWellKnown)),
    'largest WebAssembly file': Math.max(
      0,
      ...all.filter((path) => /\.wasm(\.gz)?$/.test(path)).map((path) => sizes.get(path) ?? 0),
    ),
    'all files': sum(all.filter((path) => !path.endsWith('.map'))),
  });
}

function main() {
  const site = readSite();
  const measured = measure(site);
  const parts = /** @type {Part[]} */ (Object.keys(LIMITS));
  let failed = 0;
  console.log('part                                   gzip kB    limit');
  for (const part of parts) {
    const size = measured[part];
    // Nothing at all means that the part was not found, not that it is small.
    const isGood = size > 0 && size <= LIMITS[part];
    if (!isGood) failed += 1;
    const cells = [size, LIMITS[part]].map((bytes) => (bytes / KB).toFixed(1).padStart(8));
    const verdict = isGood ? '' : size === 0 ? '  not found' : '  over the budget';
    console.log(`${part.padEnd(36)}  ${cells.join(' ')}${verdict}`);
  }
  console.log(`${String(parts.length - failed)} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('Is there a build? "npm run build" makes one.');
  process.exitCode = 1;
}
