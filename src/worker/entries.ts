import type { Entry } from '../channel/channel';
import type { TimeZoneTable } from '../contract/worker-api';

/** What the host does before Python's first instruction, and what it then calls. */
export interface EntryOptions {
  memory: WebAssembly.Memory;
  /** Python that never returns: it serves runs. */
  source: string;
  setTimeZone: (table: TimeZoneTable) => void;
}

/** `_start` of a WASI command, which has got its source as an argument. */
export function commandEntry(
  exports: WebAssembly.Exports,
  { setTimeZone }: EntryOptions,
  timeZoneTable: TimeZoneTable | null,
): Entry {
  if (timeZoneTable !== null) setTimeZone(timeZoneTable);
  return { start: exported(exports, '_start'), args: [] };
}

/**
 * `goru_exec` of a snapshot (runtime-assets/python-3.13/reactor.c). Python in it is up already: it
 * forgets the machine that it was started on, and learns the local time of this one.
 */
export function snapshotEntry(
  exports: WebAssembly.Exports,
  { memory, source, setTimeZone }: EntryOptions,
): Entry {
  const call = (name: string, ...args: number[]): number => Number(exported(exports, name)(...args));
  setTimeZone({
    address: call('goru_time_zone_table'),
    capacity: call('goru_time_zone_table_bytes'),
  });
  if (call('goru_reset_host') !== 0) throw new Error('the snapshot cannot be used on this machine');
  const bytes = new TextEncoder().encode(source);
  const address = call('goru_alloc', bytes.length);
  if (address === 0) throw new Error('out of memory before the first program');
  new Uint8Array(memory.buffer).set(bytes, address);
  return { start: exported(exports, 'goru_exec'), args: [address, bytes.length] };
}

function exported(exports: WebAssembly.Exports, name: string): (...args: number[]) => unknown {
  const value = exports[name];
  if (typeof value !== 'function') throw new Error(`the interpreter exports no ${name}`);
  return value as (...args: number[]) => unknown;
}
