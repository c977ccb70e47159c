import { formatBytes } from '../ui/bytes';

/** `3 wheels, 1.2 MB` */
export function describeDownloads(wheels: readonly { bytes: number }[]): string {
  const bytes = wheels.reduce((sum, wheel) => sum + wheel.bytes, 0);
  const count = wheels.length === 1 ? '1 wheel' : `${String(wheels.length)} wheels`;
  return wheels.length === 0 ? 'no wheels' : `${count}, ${formatBytes(bytes)}`;
}
