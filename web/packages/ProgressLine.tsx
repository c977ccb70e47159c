import { formatBytes } from '../ui/bytes';
import { words } from '../words/packages';
import type { PackageProgress } from '../../src/index';

/** A bar, and how many bytes of how many have come. */
export function ProgressLine({ label, progress }: { label: string; progress: PackageProgress }) {
  const { doneBytes, totalBytes } = progress;
  return (
    <div className="package-progress">
      <progress aria-label={label} value={doneBytes} max={Math.max(1, totalBytes)} />
      <span>{words().amountOf(formatBytes(doneBytes), formatBytes(totalBytes))}</span>
    </div>
  );
}
