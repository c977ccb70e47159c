// Tables that few programs look at (runtime-assets/python-3.13/tables_apart.c): a snapshot goes without them, and the
// standard library's archive, which follows in the background, begins with them.

import type { Reactor } from './run-reactor';
import { concatBytes } from './wasm-bytes';

/** `stdlib` with the tables in front of it: readers of zip files look for their beginning from the end. */
export async function withTables(
  wasm: Uint8Array,
  minPages: number,
  stdlib: Uint8Array,
): Promise<Uint8Array> {
  const module = await WebAssembly.compile(wasm as BufferSource);
  const memory = new WebAssembly.Memory({ initial: minPages });
  const imports: WebAssembly.Imports = { env: { memory } };
  // Nothing runs but two functions that know an address and a length.
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind === 'function') (imports[from] ??= {})[name] = () => 0;
  }
  const instance = await WebAssembly.instantiate(module, imports);
  const reactor = instance.exports as unknown as Reactor;
  const tables = new Uint8Array(memory.buffer, reactor.goru_tables(), reactor.goru_tables_bytes());
  return concatBytes([tables, stdlib]);
}

/** Says what went wrong, if anything did. */
export function leaveTablesOut(reactor: Reactor): string {
  if (reactor.goru_leave_tables_out() === 0) return '';
  return 'a module that is imported before the snapshot needs the tables that it leaves out (unicodedata, _codecs_*)';
}
