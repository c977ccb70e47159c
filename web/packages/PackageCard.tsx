import { formatBytes } from '../ui/bytes';
import { Icon } from '../ui/Icon';
import type { InstalledPackage } from '../../src/index';

interface PackageCardProps {
  entry: InstalledPackage;
  onRemove: () => void;
}

/** One package: what it is, and why it is there. */
export function PackageCard({ entry, onRemove }: PackageCardProps) {
  const { name, version, bytes, license, summary, isRequested, isBundled, why, leftOut } = entry;
  const facts = [formatBytes(bytes), license].filter((fact) => fact !== null);
  return (
    <li className="card package-card">
      <div className="card-name">
        <b>{name}</b> {version}
        <span className="package-facts">{facts.join(' · ')}</span>
        {summary === null ? null : <span className="package-facts">{summary}</span>}
        {isRequested ? null : <span className="package-facts">{why.join(', ')}</span>}
        {isBundled ? <span className="package-facts">came with this site</span> : null}
        {leftOut.length === 0 ? null : (
          <span className="package-facts">without its compiled parts</span>
        )}
      </div>
      {isRequested && !isBundled ? (
        <button
          type="button"
          className="button button-quiet button-small"
          aria-label={`Remove ${name}`}
          title={`Remove ${name}`}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      ) : null}
    </li>
  );
}
