import { formatBytes } from '../ui/bytes';
import type { PackageProgress } from '../../src/index';

/** A bar, and how many bytes of how many have come. */
export function ProgressLine({ label, progress }: { label: string; progress: PackageProgress }) {
  const { doneBytes, totalBytes } = progress;
  return (
    <div className="package-progress">
      <progress aria-label={label} value={doneBytes} max={Math.max(1, totalBytes)} />
      <span>
        {formatBytes(doneBytes)} of {formatBytes(totalBytes)}
      </span>
    </div>
  );
}
