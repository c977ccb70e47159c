import { formatBytes } from '../ui/bytes';
import type { Variable } from '../../src/index';

const TEXTS = new Set(['str']);
const BINARIES = new Set(['bytes', 'bytearray']);

/** `3 items`, `12 characters`, or the memory it takes. */
export function describeSize({ type, length, bytes }: Variable): string {
  if (length === null) return formatBytes(bytes);
  const noun = TEXTS.has(type) ? 'character' : BINARIES.has(type) ? 'byte' : 'item';
  return `${length.toLocaleString('en')} ${noun}${length === 1 ? '' : 's'}`;
}
