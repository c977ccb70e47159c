import { build, type Plugin } from 'vite';
import { BROWSERS } from './browsers';

interface StandaloneScript {
  /** Path of the TypeScript source. */
  entry: string;
  /** Under this name it lies at the site's root. */
  fileName: string;
}

/**
 * Builds a script on its own: one classic script without imports, for places where a module is not
 * taken everywhere (a service worker) or where nothing may be loaded later (a frame that forbids
 * itself to).
 */
export function standaloneScript({ entry, fileName }: StandaloneScript): Plugin {
  return {
    name: `goru-standalone-script:${fileName}`,
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0] !== `/${fileName}`) {
          next();
          return;
        }
        bundle(entry, fileName).then((code) => {
          response.setHeader('Content-Type', 'text/javascript');
          response.end(code);
        }, next);
      });
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: await bundle(entry, fileName) });
    },
  };
}

async function bundle(entry: string, fileName: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      // The default is older, and styles written for it are not the same.
      target: [...BROWSERS],
      // Else public/ is copied once more.
      copyPublicDir: false,
      rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: fileName } },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error(`${fileName} was not built`);
  return chunk.code;
}
