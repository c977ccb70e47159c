import { GoruError } from '../contract/goru-error';
import type { Limits } from '../contract/limits';
import { type KvChange, utf8Bytes } from './kv-storage';

export type KvLimits = Limits['kv'];

export function checkKey(key: string, { keyBytes }: KvLimits): void {
  if (key === '') throw new GoruError('invalid-argument', 'key required');
  if (utf8Bytes(key) > keyBytes) throw new GoruError('limit', 'key too large');
}

/** `bytes` of the value's JSON. */
export function checkValueSize(bytes: number, { valueBytes }: KvLimits): void {
  if (bytes > valueBytes) throw new GoruError('limit', 'value too large');
}

/** Refuses what would grow a store beyond its limits; one that is too full may still shrink. */
export function checkRoom({ before, after }: KvChange, { entries, totalBytes }: KvLimits): void {
  if (after.entries > entries && after.entries > before.entries) {
    throw new GoruError('limit', 'too many entries');
  }
  if (after.bytes > totalBytes && after.bytes > before.bytes) {
    throw new GoruError('limit', 'kv store full');
  }
}
