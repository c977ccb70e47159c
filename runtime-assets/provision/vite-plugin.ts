// Serves what provision.ts makes, in the dev server and in the build, under the same content-hashed names,
// and tells the code where it is through `virtual:goru-assets` (declared in src/contract).

import { basename, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { Connect, Plugin, ResolvedConfig } from 'vite';

import { ensureFile } from './build-cache';
import type { PythonVersion } from '../../src/contract/options';
import { PYTHON_VERSIONS } from '../../src/contract/options';
import type { Artefact, InterpreterArtefact, PackagesArtefact, Provisioned } from './provision';
import { provision } from './provision';
import { isShipped } from './python-side';

const VIRTUAL_ID = 'virtual:goru-assets';
const RESOLVED_ID = `\0${VIRTUAL_ID}`;
const RUNTIME_ASSETS = fileURLToPath(new URL('..', import.meta.url));
/** What a build calls src/worker/entry.ts. */
const WORKER_SCRIPT = /\/entry-[\w-]+\.js$/;
const PYTHON_FOLDERS = [join(RUNTIME_ASSETS, 'goru') + sep, join(RUNTIME_ASSETS, '_goru') + sep];

export interface GoruAssetsOptions {
  /** What a page runs that names none. */
  defaultPython?: string | undefined;
  /** Another lock of packages than deps.lock.json. */
  depsLock?: string | undefined;
}

export function goruAssets({
  defaultPython: wanted = PYTHON_VERSIONS[0],
  depsLock,
}: GoruAssetsOptions = {}): Plugin {
  const defaultPython = PYTHON_VERSIONS.find((version) => version === wanted);
  if (defaultPython === undefined) {
    throw new Error(
      `there is no Python ${wanted} to build a site with; choose ${PYTHON_VERSIONS.join(' or ')}`,
    );
  }
  // The page's head names the default first.
  const versions = [
    defaultPython,
    ...PYTHON_VERSIONS.filter((version) => version !== defaultPython),
  ];
  const options = depsLock === undefined ? {} : { depsLock };
  let config: ResolvedConfig;
  let pending: Promise<Provisioned> | undefined;
  // One build for the page's bundle, the workers' bundles and the middleware.
  const getAssets = (): Promise<Provisioned> => (pending ??= provision(options));

  return {
    name: 'goru-assets',

    configResolved(resolved) {
      config = resolved;
    },

    resolveId: {
      filter: { id: /^virtual:goru-assets$/ },
      handler: () => RESOLVED_ID,
    },

    load: {
      filter: { id: /^\0virtual:goru-assets$/ },
      async handler() {
        const assets = await getAssets();
        if (config.command === 'build') {
          return writeModule(assets, defaultPython, ({ name, bytes }) => {
            const fileName = `${config.build.assetsDir}/${name}`;
            const id = this.emitFile({ type: 'asset', fileName, source: bytes });
            // Becomes an address relative to the chunk, so any sub-path and any importing page will do.
            return Promise.resolve(`import.meta.ROLLUP_FILE_URL_${id}`);
          });
        }
        if (this.environment.config.consumer === 'server') {
          // Vitest in Node has no server to ask: the addresses are files.
          const folder = join(config.cacheDir, 'goru-assets');
          return writeModule(assets, defaultPython, async ({ name, bytes }) =>
            JSON.stringify(pathToFileURL(await ensureFile(folder, name, bytes)).href),
          );
        }
        return writeModule(assets, defaultPython, ({ name }) =>
          Promise.resolve(
            // The comment keeps Vite from looking for a file of that name.
            `new URL(/* @vite-ignore */ ${JSON.stringify(`${config.base}assets/${name}`)}, import.meta.url).href`,
          ),
        );
      },
    },

    // The page's scripts would ask for these a tenth of a second later. What belongs to one interpreter is named
    // only: public/before-paint.js knows which one this visit takes, and what is kept from an earlier one.
    transformIndexHtml: {
      // The worker's script has its name only when everything else has.
      order: 'post',
      async handler(_html, { bundle, filename }) {
        // The other pages load Python when somebody runs something.
        if (basename(filename) !== 'index.html') return [];
        const { interpreters, packages, zoneInfo } = await getAssets();
        const link = (rel: string, { name }: Artefact, python?: string) => ({
          tag: 'link',
          attrs: {
            rel,
            ...(python === undefined ? {} : { 'data-python': python }),
            as: 'fetch',
            crossorigin: 'anonymous',
            href: `${config.base}assets/${name}`,
          },
          injectTo: 'head-prepend' as const,
        });
        return [
          ...versions.flatMap((python) => [
            link('goru-interpreter', interpreters[python], python),
            ...optional(interpreters[python].memoryImage).map((image) =>
              link('goru-memory-image', image, python),
            ),
            link('goru-python-side', interpreters[python].pythonSide, python),
            ...optional(packages[python]).map((bundle) => link('goru-packages', bundle, python)),
          ]),
          link('preload', zoneInfo),
          // In development there is none, and a visit takes the long way.
          ...(bundle === undefined ? [] : [workerLink(config.base, Object.keys(bundle))]),
        ];
      },
    },

    configureServer(server) {
      server.watcher.add(PYTHON_FOLDERS);
      server.middlewares.use(serveAssets(getAssets));
    },

    hotUpdate({ file }) {
      if (!isPythonSide(file)) return;
      if (pending !== undefined) {
        // What does not depend on the Python side comes from the cache below node_modules.
        pending = provision(options);
        // Who asks for the assets is told that they do not compile; until then it must not end the server.
        pending.catch(() => undefined);
      }
      const module = this.environment.moduleGraph.getModuleById(RESOLVED_ID);
      if (module) this.environment.moduleGraph.invalidateModule(module);
      // Even if the module was never loaded: the page may be showing that the last version did not compile.
      this.environment.hot.send({ type: 'full-reload' });
      return [];
    },
  };
}

/** public/before-paint.js starts it when the browser keeps an interpreter. */
function workerLink(base: string, files: readonly string[]) {
  const scripts = files.filter((file) => WORKER_SCRIPT.test(file));
  const [script] = scripts;
  if (script === undefined || scripts.length > 1) {
    throw new Error(
      `expected one script of src/worker/entry.ts in the build, found: ${scripts.join(', ')}`,
    );
  }
  return {
    tag: 'link',
    attrs: { rel: 'goru-worker', href: `${base}${script}` },
    injectTo: 'head-prepend' as const,
  };
}

function isPythonSide(file: string): boolean {
  const path = join(file);
  return isShipped(path) && PYTHON_FOLDERS.some((folder) => path.startsWith(folder));
}

type UrlOf = (artefact: Artefact) => Promise<string>;

async function writeModule(
  { interpreters, packages, zoneInfo }: Provisioned,
  defaultPython: PythonVersion,
  urlOf: UrlOf,
): Promise<string> {
  const entries = await Promise.all(
    PYTHON_VERSIONS.map(async (python) => {
      const facts = await writeInterpreter(interpreters[python], packages[python], urlOf);
      return `  ${JSON.stringify(python)}: ${facts},`;
    }),
  );
  return [
    `export const defaultPython = ${JSON.stringify(defaultPython)};`,
    'export const interpreters = {',
    ...entries,
    '};',
    `export const zoneInfo = ${await writeFacts(zoneInfo, {}, urlOf)};`,
  ].join('\n');
}

async function writeInterpreter(
  interpreter: InterpreterArtefact,
  packages: PackagesArtefact | null,
  urlOf: UrlOf,
): Promise<string> {
  const { sha256, start, minPages, timeZoneTable } = interpreter;
  const { memoryImage, pythonSide, pydanticCore, stdlib } = interpreter;
  const facts = await writeFacts(interpreter, { sha256, start, minPages, timeZoneTable }, urlOf);
  const parts = {
    memoryImage: memoryImage === null ? 'null' : await writeFacts(memoryImage, {}, urlOf),
    packages: packages === null ? 'null' : await writeFacts(packages, packages.packages, urlOf),
    pythonSide: await writeFacts(pythonSide, {}, urlOf),
    pydanticCore: await writeFacts(pydanticCore, {}, urlOf),
    stdlib: stdlib === null ? 'null' : await writeFacts(stdlib, { name: stdlib.guestName }, urlOf),
  };
  return `{ ...${facts}, memoryImage: ${parts.memoryImage}, pythonSide: ${parts.pythonSide}, pydanticCore: ${parts.pydanticCore}, stdlib: ${parts.stdlib}, packages: ${parts.packages} }`;
}

async function writeFacts(artefact: Artefact, facts: object, urlOf: UrlOf): Promise<string> {
  const known = JSON.stringify({ bytes: artefact.bytes.length, ...facts });
  return `{ url: ${await urlOf(artefact)}, ...${known} }`;
}

function listArtefacts({ interpreters, packages, zoneInfo }: Provisioned): Artefact[] {
  const parts = Object.values(interpreters).flatMap((interpreter) => [
    interpreter,
    interpreter.pythonSide,
    interpreter.pydanticCore,
    ...optional(interpreter.memoryImage),
    ...optional(interpreter.stdlib),
  ]);
  return [...parts, ...Object.values(packages).filter((one) => one !== null), zoneInfo];
}

function optional<T>(value: T | null): T[] {
  return value === null ? [] : [value];
}

function serveAssets(getAssets: () => Promise<Provisioned>): Connect.NextHandleFunction {
  return (request, response, next) => {
    const name = /\/assets\/((?:python|zoneinfo)[^/?]*)(?:\?.*)?$/.exec(request.url ?? '')?.[1];
    if (name === undefined) {
      next();
      return;
    }
    getAssets().then((assets) => {
      const artefact = listArtefacts(assets).find((candidate) => candidate.name === name);
      if (artefact === undefined) {
        // Else Vite would answer with index.html, and the page would try to run that.
        response.statusCode = 404;
        response.end(`${name} was replaced by a newer build; reload the page`);
        return;
      }
      response.setHeader('Content-Type', contentType(name));
      response.setHeader('Content-Length', artefact.bytes.length);
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
      response.end(artefact.bytes);
    }, next);
  };
}

function contentType(name: string): string {
  return name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
}
