import { formatBytes } from '../ui/bytes';
import { Icon } from '../ui/Icon';
import { words } from '../words/packages';
import type { InstalledPackage } from '../../src/index';

interface PackageCardProps {
  entry: InstalledPackage;
  onUpgrade: () => void;
  onRemove: () => void;
  onReset: () => void;
}

/** One package: what it is, and why it is there. */
export function PackageCard({ entry, onUpgrade, onRemove, onReset }: PackageCardProps) {
  const { name, version, bytes, license, summary, isRequested, isBundled, why, leftOut } = entry;
  const facts = [formatBytes(bytes), license].filter((fact) => fact !== null);
  return (
    <li className="card package-card">
      <div className="card-name">
        <b>{name}</b> {version}
        <span className="package-facts">{facts.join(' · ')}</span>
        {summary === null ? null : <span className="package-facts">{summary}</span>}
        {isRequested ? null : <span className="package-facts">{why.join(', ')}</span>}
        {isBundled ? <span className="package-facts">{words().cameWithSite}</span> : null}
        {leftOut.length === 0 ? null : (
          <span className="package-facts">{words().withoutCompiled}</span>
        )}
        {entry.importedVersion === null ? null : (
          <span className="package-imported">
            {words().imported(
              entry.importedVersion,
              version,
              <button type="button" className="package-link" onClick={onReset}>
                {words().resetSession}
              </button>,
            )}
          </span>
        )}
      </div>
      {isRequested && !isBundled ? (
        <>
          <CardButton icon="upgrade" label={words().upgrade(name)} onClick={onUpgrade} />
          <CardButton icon="close" label={words().remove(name)} onClick={onRemove} />
        </>
      ) : null}
    </li>
  );
}

interface CardButtonProps {
  icon: 'upgrade' | 'close';
  label: string;
  onClick: () => void;
}

function CardButton({ icon, label, onClick }: CardButtonProps) {
  return (
    <button
      type="button"
      className="button button-icon button-small"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
