import {
  type BootRequest,
  type EarlyStart,
  type InterpreterProgram,
  PAGE_BYTES,
} from '../contract/worker-api';
import { MemoryImageReader } from './memory-image';

/** Code, and a memory for one interpreter. */
export interface OpenProgram {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
}

/** What the browser kept; a module that brings all makes no demand on a memory. */
export interface KeptProgram {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory | null;
}

/** Gives an interpreter a memory of its own, which holds what it starts from. */
export function openProgram(
  { module, memoryImage }: InterpreterProgram,
  { minPages, memoryBytes }: Pick<BootRequest, 'minPages' | 'memoryBytes'>,
): OpenProgram {
  const maximum = maximumPages(memoryBytes);
  if (memoryImage === null) {
    return { module, memory: new WebAssembly.Memory({ initial: minPages, maximum }) };
  }
  const reader = new MemoryImageReader(maximum);
  reader.write(new Uint8Array(memoryImage));
  return { module, memory: reader.end() };
}

export function isEarlyStart(data: unknown): data is EarlyStart {
  return (data as Partial<EarlyStart> | null)?.type === 'goru-early-start';
}

/** The program that the browser keeps. Rejects when a part of it is not kept any more, or damaged. */
export async function openKept(
  { cacheName, moduleUrl, imageUrl, memoryBytes }: EarlyStart,
  caches: CacheStorage,
): Promise<KeptProgram> {
  const find = async (url: string): Promise<Response> => {
    // Other sites of this origin may have caches too, which need not be looked through.
    const response = await caches.match(url, { cacheName });
    if (response === undefined) throw new Error(`the browser does not keep ${url} any more`);
    return response;
  };
  const [module, memory] = await Promise.all([
    find(moduleUrl).then((response) => WebAssembly.compileStreaming(response)),
    imageUrl === null
      ? null
      : find(imageUrl).then((response) => readImage(response, maximumPages(memoryBytes))),
  ]);
  return { module, memory };
}

/** In pieces: a browser takes longer to put them together than to read them. */
async function readImage(response: Response, maximum: number): Promise<WebAssembly.Memory> {
  const image = new MemoryImageReader(maximum);
  const pieces = response.body?.getReader();
  for (;;) {
    const { value } = (await pieces?.read()) ?? {};
    if (value === undefined) return image.end();
    image.write(value);
  }
}

function maximumPages(memoryBytes: number): number {
  return Math.floor(memoryBytes / PAGE_BYTES);
}
