import { formatBytes } from '../ui/bytes';
import { FileButton } from '../ui/FileButton';
import { saveFile } from '../ui/save-file';
import { PackageCard } from './PackageCard';
import { readLockFile } from './read-lock-file';
import { upgrade } from './upgrade';
import type { InstalledPackage, SessionPackages } from '../../src/index';
import type { PackageActions } from './use-package-action';

interface InstalledSectionProps {
  packages: SessionPackages | null;
  installed: readonly InstalledPackage[];
  actions: PackageActions;
  onReset: () => void;
}

/** What is there, and what can be done with all of it. */
export function InstalledSection(props: InstalledSectionProps) {
  const { packages, installed, actions, onReset } = props;
  const { attempt } = actions;
  const bytes = installed.reduce((sum, entry) => sum + entry.bytes, 0);
  const isEmpty = installed.length === 0;

  function exportLock(): void {
    if (packages === null || isEmpty) return;
    const text = JSON.stringify(packages.lock(), null, 2);
    saveFile('goru.lock.json', new Blob([text], { type: 'application/json' }));
  }

  function importLock(file: File): void {
    attempt(`Installing from ${file.name}`, async (it, options) => {
      const lock = readLockFile(file.name, await file.text());
      const { python } = it.lock();
      if (lock.python === python) {
        await it.restore(lock, options);
        return `Installed what ${file.name} names`;
      }
      const done = await it.install(lock.requirements, options);
      return `${file.name} is for Python ${lock.python}: found anew for ${python}.\n${done}`;
    });
  }

  return (
    <section className="panel-section" aria-labelledby="packages-title">
      <div className="section-head">
        <h3 id="packages-title">
          {isEmpty
            ? 'Installed'
            : `Installed · ${String(installed.length)} · ${formatBytes(bytes)}`}
        </h3>
      </div>
      <div className="package-tools">
        <button
          type="button"
          className="button button-quiet"
          aria-disabled={isEmpty}
          title="The newest versions of everything that fit together"
          onClick={() => {
            if (!isEmpty)
              attempt('Upgrading everything', (it, options) => upgrade(it, null, options));
          }}
        >
          Upgrade all
        </button>
        <button
          type="button"
          className="button button-quiet"
          aria-disabled={isEmpty}
          aria-label="Export lock file"
          title="Save the exact versions as a lock file"
          onClick={exportLock}
        >
          Export
        </button>
        <FileButton
          text="Import"
          label="Import lock file"
          title="Install exactly what a lock file names"
          fieldLabel="Lock file to install from"
          accept=".json,application/json"
          onFile={importLock}
        />
      </div>
      {isEmpty ? <p className="panel-hint">Nothing yet.</p> : null}
      <ul className="card-list">
        {installed.map((entry) => (
          <PackageCard
            key={entry.name}
            entry={entry}
            onReset={onReset}
            onUpgrade={() => {
              attempt(`Upgrading ${entry.name}`, (it, options) => upgrade(it, entry.name, options));
            }}
            onRemove={() => {
              attempt(`Removing ${entry.name}`, async (it) => {
                await it.remove(entry.name);
                return `Removed ${entry.name}`;
              });
            }}
          />
        ))}
      </ul>
    </section>
  );
}
