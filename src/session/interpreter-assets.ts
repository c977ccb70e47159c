import { interpreters, zoneInfo } from 'virtual:goru-assets';
import { GoruError } from '../contract/goru-error';
import type { PythonVersion } from '../contract/options';
import type { BootRequest } from '../contract/worker-api';
import { takeEarlyModule } from './early-module';
import type { InterpreterStore } from './interpreter-store';

/** What a worker boots from. The Module is compiled once per page and shared by all sessions. */
export type InterpreterAssets = Pick<
  BootRequest,
  'module' | 'start' | 'minPages' | 'stdlib' | 'pythonSide' | 'zoneInfo' | 'timeZoneTable'
>;

export type LoadProgress = (loadedBytes: number, totalBytes: number) => void;

interface Loading {
  assets: Promise<InterpreterAssets>;
  listeners: Set<LoadProgress>;
  loadedBytes: number;
  totalBytes: number;
}

/** Loads each interpreter once, however many sessions ask; a failure may be tried again. */
export class AssetLoader {
  readonly #store: InterpreterStore;
  readonly #loading = new Map<PythonVersion, Loading>();

  constructor(store: InterpreterStore) {
    this.#store = store;
  }

  load(python: PythonVersion, onProgress: LoadProgress): Promise<InterpreterAssets> {
    const loading = this.#loading.get(python) ?? this.#start(python);
    loading.listeners.add(onProgress);
    onProgress(loading.loadedBytes, loading.totalBytes);
    return loading.assets.finally(() => loading.listeners.delete(onProgress));
  }

  #start(python: PythonVersion): Loading {
    const interpreter = interpreters[python];
    const loading: Omit<Loading, 'assets'> = {
      listeners: new Set(),
      loadedBytes: 0,
      totalBytes: interpreter.bytes,
    };
    const onBytes = (count: number): void => {
      loading.loadedBytes += count;
      for (const listener of loading.listeners) listener(loading.loadedBytes, loading.totalBytes);
    };
    const parts = Promise.all([
      compile(interpreter.url, this.#store, onBytes),
      fetchBytes(interpreter.pythonSide.url),
      fetchBytes(zoneInfo.url),
    ]);
    const stdlib = interpreter.stdlib && { ...interpreter.stdlib, content: null };
    const assets = parts.then(([module, python, zones]) => ({
      module,
      start: interpreter.start,
      minPages: interpreter.minPages,
      stdlib,
      timeZoneTable: interpreter.timeZoneTable,
      pythonSide: python,
      zoneInfo: zones,
    }));
    const entry: Loading = Object.assign(loading, { assets });
    this.#loading.set(python, entry);
    assets.then(
      () => {
        if (stdlib !== null) followInBackground(stdlib);
      },
      () => this.#loading.delete(python),
    );
    return entry;
  }
}

/** So long the page has for itself before the bytes of a first visit are stored. */
const KEEP_DELAY_MS = 1_000;

/** Whoever boots later finds it there; until then a worker that needs it asks for itself. */
function followInBackground(stdlib: NonNullable<BootRequest['stdlib']>): void {
  setTimeout(() => {
    fetchBytes(stdlib.url, { priority: 'low' }).then(
      (content) => {
        if (content.byteLength === stdlib.bytes) stdlib.content = content;
      },
      () => undefined, // Offline: a program that needs it will be told.
    );
  }, KEEP_DELAY_MS);
}

/** Compiles while the bytes arrive: kept ones at once, new ones under a progress bar. */
async function compile(
  url: string,
  store: InterpreterStore,
  onBytes: (count: number) => void,
): Promise<WebAssembly.Module> {
  const early = await takeEarlyModule(url);
  if (early !== undefined) return early;
  const kept = await store.find(url);
  if (kept !== undefined) return compileResponse(url, kept);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const module = await compileResponse(
    url,
    watchBytes(await fetchOk(url), (part) => {
      parts.push(part);
      onBytes(part.length);
    }),
  );
  const wanted = Object.values(interpreters).map((interpreter) => interpreter.url);
  setTimeout(() => void store.keep(url, parts, wanted), KEEP_DELAY_MS);
  return module;
}

async function compileResponse(url: string, response: Response): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (cause) {
    throw new GoruError('interpreter', `the Python interpreter from ${url} is damaged`, { cause });
  }
}

function watchBytes(response: Response, onPart: (part: Uint8Array<ArrayBuffer>) => void): Response {
  const watcher = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(part, controller) {
      onPart(part);
      controller.enqueue(part);
    },
  });
  // The type is set here because not every static host knows .wasm.
  return new Response(response.body?.pipeThrough(watcher) ?? null, {
    headers: { 'Content-Type': 'application/wasm' },
  });
}

async function fetchBytes(url: string, init?: RequestInit): Promise<ArrayBuffer> {
  return (await fetchOk(url, init)).arrayBuffer();
}

async function fetchOk(url: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    throw new GoruError('network', `could not load ${url}: is this device offline?`, { cause });
  }
  if (response.ok) return response;
  throw new GoruError(
    'network',
    `could not load ${url}: the server answered ${String(response.status)}`,
  );
}
