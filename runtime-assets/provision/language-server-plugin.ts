// Serves the language server and its stubs, in the dev server and in the build, under names with the hash of their
// contents, and tells the code where they are through `virtual:language-server` (declared in web/language).

import { createHash } from 'node:crypto';

import type { Plugin, ResolvedConfig } from 'vite';

import { readLanguageServer } from './language-server';

const VIRTUAL_ID = 'virtual:language-server';
const RESOLVED_ID = `\0${VIRTUAL_ID}`;

interface ServedFile {
  name: string;
  type: string;
  text: string;
}

interface ServedFiles {
  worker: ServedFile;
  typeshed: ServedFile;
  licences: ServedFile;
}

export function languageServer(): Plugin {
  let config: ResolvedConfig;
  let pending: Promise<ServedFiles> | undefined;
  const getFiles = (): Promise<ServedFiles> => (pending ??= listFiles());

  return {
    name: 'goru-language-server',

    configResolved(resolved) {
      config = resolved;
    },

    resolveId: {
      filter: { id: /^virtual:language-server$/ },
      handler: () => RESOLVED_ID,
    },

    load: {
      filter: { id: /^\0virtual:language-server$/ },
      async handler() {
        const { worker, typeshed, licences } = await getFiles();
        const urlOf = ({ name, text }: ServedFile): string => {
          if (config.command !== 'build') {
            const path = JSON.stringify(`${config.base}assets/${name}`);
            return `new URL(/* @vite-ignore */ ${path}, import.meta.url).href`;
          }
          const fileName = `${config.build.assetsDir}/${name}`;
          const id = this.emitFile({ type: 'asset', fileName, source: text });
          // Becomes an address relative to the chunk, so any sub-path will do.
          return `import.meta.ROLLUP_FILE_URL_${id}`;
        };
        urlOf(licences);
        return `export const workerUrl = ${urlOf(worker)};\nexport const typeshedUrl = ${urlOf(typeshed)};\n`;
      },
    },

    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = /\/assets\/(basedpyright-[^/?]+)/.exec(request.url ?? '')?.[1];
        if (name === undefined) {
          next();
          return;
        }
        getFiles().then((files) => {
          const file = [files.worker, files.typeshed, files.licences].find(
            (one) => one.name === name,
          );
          response.statusCode = file === undefined ? 404 : 200;
          response.setHeader('Content-Type', file?.type ?? 'text/plain');
          response.end(file?.text ?? `${name} was replaced by a newer one; reload the page`);
        }, next);
      });
    },
  };
}

async function listFiles(): Promise<ServedFiles> {
  const { script, typeshed, licences } = await readLanguageServer();
  const licenceName = nameOf('basedpyright-licences', '.txt', licences);
  const text = `/*! Licences: ${licenceName} */\n${script}`;
  const stubs = JSON.stringify(typeshed);
  return {
    worker: { name: nameOf('basedpyright-worker', '.js', text), type: 'text/javascript', text },
    typeshed: {
      name: nameOf('basedpyright-typeshed', '.json', stubs),
      type: 'application/json',
      text: stubs,
    },
    licences: { name: licenceName, type: 'text/plain', text: licences },
  };
}

function nameOf(stem: string, extension: string, text: string): string {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `${stem}-${hash}${extension}`;
}
