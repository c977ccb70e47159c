import type { Enter, GuestFunction } from '../channel/channel';
import type { TimeZoneTable } from '../contract/worker-api';
import { mapMaybe, type MaybePromise } from '../wasi/maybe-async';

export interface EntryOptions {
  memory: WebAssembly.Memory;
  setTimeZone: (table: TimeZoneTable) => void;
  enter: Enter;
}

/** `_start` of a WASI command, which has got its source as an argument; ends with code 0 or by `proc_exit`. */
export function runCommand(
  exports: WebAssembly.Exports,
  { setTimeZone, enter }: EntryOptions,
  timeZoneTable: TimeZoneTable | null,
): MaybePromise<number> {
  if (timeZoneTable !== null) setTimeZone(timeZoneTable);
  return mapMaybe(enter(exported(exports, '_start')), () => 0);
}

/**
 * Goes on where a snapshot was taken (runtime-assets/python-3.13/reactor.c). Python in it is up
 * already: it forgets the machine that it was started on, and learns the local time of this one.
 */
export function runSnapshot(
  exports: WebAssembly.Exports,
  { memory, setTimeZone, enter }: EntryOptions,
  source: string,
): MaybePromise<number> {
  // These two run no Python, so they need not be able to wait.
  const call = (name: string, ...args: number[]): number =>
    Number(exported(exports, name)(...args));
  setTimeZone({
    address: call('goru_time_zone_table'),
    capacity: call('goru_time_zone_table_bytes'),
  });
  const bytes = new TextEncoder().encode(source);
  const address = call('goru_alloc', bytes.length);
  if (address === 0) throw new Error('out of memory before the first program');
  new Uint8Array(memory.buffer).set(bytes, address);
  return mapMaybe(enter(exported(exports, 'goru_reset_host')), (failed) => {
    if (failed !== 0) throw new Error('the snapshot does not fit this machine');
    return mapMaybe(enter(exported(exports, 'goru_exec'), address, bytes.length), Number);
  });
}

function exported(exports: WebAssembly.Exports, name: string): GuestFunction {
  const value = exports[name];
  if (typeof value !== 'function') throw new Error(`the interpreter exports no ${name}`);
  return value as GuestFunction;
}
