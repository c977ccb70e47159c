import { formatBytes } from '../ui/bytes';
import { words } from '../words/variables';
import type { Variable } from '../../src/index';

const TEXTS = new Set(['str']);
const BINARIES = new Set(['bytes', 'bytearray']);

/** `3 items`, `12 characters`, or the memory it takes. */
export function describeSize({ type, length, bytes }: Variable): string {
  if (length === null) return formatBytes(bytes);
  if (TEXTS.has(type)) return words().characters(length);
  return BINARIES.has(type) ? words().bytes(length) : words().items(length);
}
