import { type BundleAsset, interpreters, zoneInfo } from 'virtual:goru-assets';
import { unpackBundle } from '../contract/file-bundle';
import { GoruError } from '../contract/goru-error';
import type { PythonVersion } from '../contract/options';
import type { BootRequest, InterpreterProgram } from '../contract/worker-api';
import type { PackageOptions } from '../packages/session-packages';
import type { InterpreterStore } from './interpreter-store';

/** What goes with an interpreter's program, whoever has loaded that. */
export type InterpreterFiles = Pick<
  BootRequest,
  'start' | 'minPages' | 'stdlib' | 'pythonSide' | 'zoneInfo' | 'packages' | 'timeZoneTable'
>;

export type LoadProgress = (loadedBytes: number, totalBytes: number) => void;

interface Loading {
  program: Promise<InterpreterProgram>;
  listeners: Set<LoadProgress>;
  loadedBytes: number;
  totalBytes: number;
}

/**
 * Loads each interpreter once, however many sessions ask; a failure may be tried again. What it has loaded it keeps: an
 * interpreter is replaced without any request.
 */
export class AssetLoader {
  readonly #store: InterpreterStore;
  readonly #files = new Map<PythonVersion, Promise<InterpreterFiles>>();
  readonly #loading = new Map<PythonVersion, Loading>();
  readonly #early = new Map<PythonVersion, Promise<WebAssembly.Module | undefined>>();

  constructor(store: InterpreterStore) {
    this.#store = store;
  }

  /** `module`: what a worker gets out of the store by itself; undefined when it did not. */
  expectModule(python: PythonVersion, module: Promise<WebAssembly.Module | undefined>): void {
    this.#early.set(python, module);
  }

  files(python: PythonVersion): Promise<InterpreterFiles> {
    const known = this.#files.get(python);
    if (known !== undefined) return known;
    const loading = loadFiles(python);
    this.#files.set(python, loading);
    loading.catch(() => this.#files.delete(python));
    return loading;
  }

  program(python: PythonVersion, onProgress: LoadProgress): Promise<InterpreterProgram> {
    const loading = this.#loading.get(python) ?? this.#start(python);
    loading.listeners.add(onProgress);
    onProgress(loading.loadedBytes, loading.totalBytes);
    return loading.program.finally(() => loading.listeners.delete(onProgress));
  }

  /**
   * When the page has had its time: keeps the program of an interpreter that a worker has loaded by itself, so that it
   * can be replaced whatever becomes of the store, and fetches the standard library for whoever boots later.
   */
  async followInBackground(python: PythonVersion): Promise<void> {
    const { stdlib } = await this.files(python);
    setTimeout(() => {
      this.program(python, () => undefined).catch(() => undefined); // Whoever needs it tries again, and is told.
      if (stdlib?.content !== null) return;
      fetchBytes(stdlib.url, { priority: 'low' }).then(
        (content) => {
          if (content.byteLength === stdlib.bytes) stdlib.content = content;
        },
        () => undefined, // Offline: a program that needs it will be told.
      );
    }, KEEP_DELAY_MS);
  }

  /** What the site was built with; null where that is nothing. */
  bundledPackages(python: PythonVersion): PackageOptions['bundled'] {
    const { packages } = interpreters[python];
    if (packages === null) return null;
    const { installed, lock } = packages;
    return {
      installed,
      lock,
      readBundle: async () => {
        const { packages: blob } = await this.files(python);
        return blob?.arrayBuffer() ?? new ArrayBuffer(0);
      },
    };
  }

  /** What takes the place of the compiled core of pydantic; fetched when somebody installs that. */
  async pydanticCore(python: PythonVersion): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
    return unpackBundle(await fetchBytes(interpreters[python].pydanticCore.url));
  }

  #start(python: PythonVersion): Loading {
    const { bytes, memoryImage } = interpreters[python];
    const loading: Omit<Loading, 'program'> = {
      listeners: new Set(),
      loadedBytes: 0,
      totalBytes: bytes + (memoryImage?.bytes ?? 0),
    };
    const program = this.#loadProgram(python, (count) => {
      loading.loadedBytes += count;
      for (const listener of loading.listeners) listener(loading.loadedBytes, loading.totalBytes);
    });
    const entry: Loading = Object.assign(loading, { program });
    this.#loading.set(python, entry);
    program.catch(() => this.#loading.delete(python));
    return entry;
  }

  async #loadProgram(
    python: PythonVersion,
    onBytes: (count: number) => void,
  ): Promise<InterpreterProgram> {
    const { url, memoryImage } = interpreters[python];
    const loadModule = async () =>
      (await this.#early.get(python))
      ?? this.#open(url, 'application/wasm', onBytes, (file) => compile(url, file));
    const loadImage = async () => {
      if (memoryImage === null) return null;
      const type = 'application/octet-stream';
      return this.#open(memoryImage.url, type, onBytes, (file) => readWhole(memoryImage, file));
    };
    const [module, image] = await Promise.all([loadModule(), loadImage()]);
    return { module, memoryImage: image };
  }

  /** A kept file at once, another one as it arrives; a kept one that is damaged is no reason to fail. */
  async #open<T>(
    url: string,
    type: string,
    onBytes: (count: number) => void,
    read: (file: Response) => Promise<T>,
  ): Promise<T> {
    const kept = await this.#store.find(url);
    if (kept !== undefined) {
      try {
        return await read(kept);
      } catch {
        await this.#store.forget(url);
      }
    }
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const arriving = await fetchAs(type, url, (part) => {
      parts.push(part);
      onBytes(part.length);
    });
    const content = await read(arriving);
    // Not before it has been read: a server that has not got the file may have answered with a page of its own.
    setTimeout(() => void this.#store.keep(url, type, parts, filesToKeep()), KEEP_DELAY_MS);
    return content;
  }
}

/** So long the page has for itself before what a first visit has loaded is stored, and more is loaded. */
const KEEP_DELAY_MS = 1_000;

function filesToKeep(): string[] {
  return Object.values(interpreters).flatMap(({ url, memoryImage }) =>
    memoryImage === null ? [url] : [url, memoryImage.url],
  );
}

async function loadFiles(python: PythonVersion): Promise<InterpreterFiles> {
  const { start, minPages, stdlib, timeZoneTable, pythonSide, packages } = interpreters[python];
  const [pythonBundle, zones, packageBundle] = await Promise.all([
    fetchBytes(pythonSide.url),
    fetchBytes(zoneInfo.url),
    packages && fetchBlob(packages.url),
  ]);
  return {
    start,
    minPages,
    stdlib: stdlib && { ...stdlib, content: null },
    timeZoneTable,
    pythonSide: pythonBundle,
    zoneInfo: zones,
    packages: packageBundle,
  };
}

async function compile(url: string, response: Response): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (cause) {
    throw new GoruError('interpreter', `the Python interpreter from ${url} is damaged`, { cause });
  }
}

/** A server that has not got the file may answer with a page of its own. */
async function readWhole({ url, bytes }: BundleAsset, file: Response): Promise<ArrayBuffer> {
  const content = await file.arrayBuffer();
  if (content.byteLength === bytes) return content;
  throw new GoruError(
    'interpreter',
    `the Python interpreter's memory from ${url} is damaged: it has ${String(content.byteLength)} bytes, not ${String(bytes)}`,
  );
}

/** The type is set because not every static host knows .wasm. */
async function fetchAs(
  type: string,
  url: string,
  onPart: (part: Uint8Array<ArrayBuffer>) => void,
): Promise<Response> {
  const { body } = await fetchOk(url);
  const watcher = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(part, controller) {
      onPart(part);
      controller.enqueue(part);
    },
  });
  return new Response(body?.pipeThrough(watcher) ?? null, { headers: { 'Content-Type': type } });
}

async function fetchBytes(url: string, init?: RequestInit): Promise<ArrayBuffer> {
  return (await fetchOk(url, init)).arrayBuffer();
}

async function fetchBlob(url: string): Promise<Blob> {
  return (await fetchOk(url)).blob();
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
