import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { build, createServer } from 'vite';
import { describe, expect, it } from 'vitest';

import { interpreters, zoneInfo } from 'virtual:goru-assets';

import { unpackBundle } from '../../src/contract/file-bundle';
import { goruAssets } from './vite-plugin';

const ENTRY = 'virtual:test-entry';
const entry = {
  name: 'test-entry',
  resolveId: (id: string) => (id === ENTRY ? `\0${ENTRY}` : undefined),
  load: (id: string) => (id === `\0${ENTRY}` ? `export * from 'virtual:goru-assets';` : undefined),
};

/** Each provisions anew. */
const SLOW = { timeout: 30_000 };

const NAMES = {
  interpreter: /python-3\.12\.[0-9a-f]{8}\.wasm/,
  pythonSide: /python-side-3\.12\.[0-9a-f]{8}\.bundle/,
  newInterpreter: /python-3\.13\.[0-9a-f]{8}\.wasm/,
  newPythonSide: /python-side-3\.13\.[0-9a-f]{8}\.bundle/,
  newStdlib: /python-3\.13-stdlib\.[0-9a-f]{8}\.zip/,
  zoneInfo: /zoneinfo\.[0-9a-f]{8}\.bundle/,
};

describe('virtual:goru-assets', () => {
  it('gives file addresses to unit tests in Node', async () => {
    const { url, bytes, minPages, timeZoneTable } = interpreters['3.12'];
    const wasm = await readFile(fileURLToPath(url));
    expect(wasm.length).toBe(bytes);
    expect(minPages).toBe(289);
    expect(timeZoneTable).toEqual({ address: 288 * 65_536, capacity: 65_536 });
    for (const { pythonSide } of Object.values(interpreters)) {
      const python = unpackBundle(await readFile(fileURLToPath(pythonSide.url)));
      expect(python.has('goru/__init__.py')).toBe(true);
    }
    const zones = unpackBundle(await readFile(fileURLToPath(zoneInfo.url)));
    expect(zones.has('Europe/Paris')).toBe(true);
  });

  it('builds hashed files whose addresses are relative to the importing module', SLOW, async () => {
    const result = await build({
      configFile: false,
      logLevel: 'silent',
      base: './',
      plugins: [entry, goruAssets()],
      build: {
        write: false,
        rolldownOptions: {
          input: { goru: ENTRY },
          preserveEntrySignatures: 'exports-only',
          output: { entryFileNames: '[name].js' },
        },
      },
    });
    const { output } = (Array.isArray(result) ? result[0] : result) as {
      output: { fileName: string; type: string; code?: string }[];
    };
    const files = output.map(({ fileName }) => fileName);
    for (const name of Object.values(NAMES)) {
      const pattern = new RegExp(`^assets/${name.source}$`);
      expect(files.filter((file) => pattern.test(file))).toHaveLength(1);
    }
    const code = output.find(({ fileName }) => fileName === 'goru.js')?.code ?? '';
    expect(code).toMatch(
      new RegExp(
        `new URL\\(["'\`]assets/${NAMES.interpreter.source}["'\`], ?import\\.meta\\.url\\)`,
      ),
    );
  });

  it(
    'is served in development, to be compiled while it streams and kept for ever',
    SLOW,
    async () => {
      const server = await createServer({
        configFile: false,
        logLevel: 'silent',
        base: './',
        plugins: [goruAssets()],
        optimizeDeps: { noDiscovery: true },
        server: { port: 0, host: '127.0.0.1', ws: false },
      });
      try {
        await server.listen();
        const { port } = server.httpServer?.address() as { port: number };
        const origin = `http://127.0.0.1:${String(port)}`;
        const module = await (await fetch(`${origin}/@id/__x00__virtual:goru-assets`)).text();
        const name = NAMES.interpreter.exec(module)?.[0] ?? 'no name';
        expect(module).toContain(`"/assets/${name}"`);
        const response = await fetch(`${origin}/assets/${name}`);
        expect(response.headers.get('content-type')).toBe('application/wasm');
        expect(response.headers.get('cache-control')).toContain('immutable');
        expect((await response.arrayBuffer()).byteLength).toBe(interpreters['3.12'].bytes);
        expect((await fetch(`${origin}/assets/python-3.12.00000000.wasm`)).status).toBe(404);
      } finally {
        await server.close();
      }
    },
  );
});
