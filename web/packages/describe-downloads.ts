import { formatBytes } from '../ui/bytes';
import { words } from '../words/packages';

/** `3 wheels, 1.2 MB` */
export function describeDownloads(wheels: readonly { bytes: number }[]): string {
  const bytes = wheels.reduce((sum, wheel) => sum + wheel.bytes, 0);
  return wheels.length === 0 ? words().noWheels : words().wheels(wheels.length, formatBytes(bytes));
}
