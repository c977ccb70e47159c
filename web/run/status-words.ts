import { formatNumber } from '../words/in-language';
import { words } from '../words/run';

/** `3.2 of 13.3 MB`; nothing while the size is not known. */
export function describeProgress(loadedBytes: number, totalBytes: number): string {
  if (totalBytes <= 0) return '';
  // What is left after the last byte is compiling: a bar beyond its end would look broken.
  const loaded = Math.min(loadedBytes, totalBytes);
  return words().loadedOf(toMegabytes(loaded), toMegabytes(totalBytes));
}

function toMegabytes(bytes: number): string {
  return formatNumber(bytes / 1_000_000, 1);
}
