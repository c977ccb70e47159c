import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { BROWSERS } from './runtime-assets/provision/browsers';
import { billOfMaterials } from './runtime-assets/provision/bill-of-materials';
import { languageServer } from './runtime-assets/provision/language-server-plugin';
import { offlineSite } from './runtime-assets/provision/offline-plugin';
import { pagePolicyPlugin } from './runtime-assets/provision/page-policy';
import { goruAssets } from './runtime-assets/provision/vite-plugin';
import { standaloneScript } from './runtime-assets/provision/standalone-script-plugin';

export default defineConfig({
  // Relative everywhere: the site runs under any sub-path of any static host.
  base: './',
  plugins: [
    react(),
    goruAssets({
      defaultPython: process.env['GORU_PYTHON'],
      depsLock: process.env['GORU_DEPS_LOCK'],
    }),
    languageServer(),
    // At the site's root, so that its scope is the whole site.
    standaloneScript({ entry: 'src/channel/service-worker.ts', fileName: 'goru-sw.js' }),
    standaloneScript({ entry: 'src/http/broker-entry.page.ts', fileName: 'broker.js' }),
    // Without imports: pages of other origins load it, which they may not do with modules of a plain static host.
    standaloneScript({ entry: 'web/goru-embed.ts', fileName: 'goru-embed.js' }),
    standaloneScript({ entry: 'web/reset-main.ts', fileName: 'reset.js' }),
    billOfMaterials({ depsLock: process.env['GORU_DEPS_LOCK'] }),
    pagePolicyPlugin(),
    // Last: it lists what the others have made.
    offlineSite(),
  ],
  worker: { format: 'es' },
  // Only the worker imports it: found late, it would reload the page of every first `npm run dev`.
  optimizeDeps: { include: ['@bjorn3/browser_wasi_shim'] },
  build: {
    target: [...BROWSERS],
    // The heavy files are the interpreter and Monaco; both are measured by the build budget.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      input: {
        index: 'index.html',
        embed: 'embed.html',
        'embed-python': 'embed-python.html',
        goru: 'src/index.ts',
      },
      // goru.js is a library: its exports must survive.
      preserveEntrySignatures: 'exports-only',
      output: {
        // A stable name at the site's root: other pages import it.
        entryFileNames: (chunk) => (chunk.name === 'goru' ? 'goru.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
