import type { MemorySource, OpfsSource } from '../contract/options';

/** Files for a mount that lives in memory, by path relative to the mount. */
export function memoryFiles(files: Readonly<Record<string, string | Uint8Array>>): MemorySource {
  return { kind: 'memory', files };
}

/**
 * A folder that survives reloads, by a name of the page's choice. Two sessions cannot use the same
 * one at the same time.
 */
export function opfsDirectory(name: string): OpfsSource {
  return { kind: 'opfs', name };
}
