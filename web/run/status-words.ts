import type { PythonStatus } from './python-state';

/** What the status line says in each state. */
export const STATUS_WORDS = {
  loading: 'Loading Python…',
  ready: 'Ready',
  running: 'Running',
  'waiting-for-input': 'Waiting for input',
  'waiting-for-permission': 'Waiting for your permission',
  stopping: 'Stopping',
  restarting: 'Restarting Python…',
  crashed: 'Crashed',
  closed: 'Closed',
  failed: 'Python could not be loaded',
} as const satisfies Record<PythonStatus['state'], string>;

/** `3.2 of 13.3 MB`; nothing while the size is not known. */
export function describeProgress(loadedBytes: number, totalBytes: number): string {
  if (totalBytes <= 0) return '';
  // What is left after the last byte is compiling: a bar beyond its end would look broken.
  const loaded = Math.min(loadedBytes, totalBytes);
  return `${toMegabytes(loaded)} of ${toMegabytes(totalBytes)} MB`;
}

function toMegabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
