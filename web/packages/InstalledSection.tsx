import { formatBytes } from '../ui/bytes';
import { FileButton } from '../ui/FileButton';
import { saveFile } from '../ui/save-file';
import { PackageCard } from './PackageCard';
import { readLockFile } from './read-lock-file';
import { upgrade } from './upgrade';
import { words } from '../words/packages';
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
    attempt(words().installingFrom(file.name), async (it, options) => {
      const lock = readLockFile(file.name, await file.text());
      const { python } = it.lock();
      if (lock.python === python) {
        await it.restore(lock, options);
        return words().installedFrom(file.name);
      }
      const done = await it.install(lock.requirements, options);
      return words().foundAnew(file.name, lock.python, python, done);
    });
  }

  return (
    <section className="panel-section" aria-labelledby="packages-title">
      <div className="section-head">
        <h3 id="packages-title">
          {isEmpty
            ? words().installedTitle
            : words().installedCount(installed.length, formatBytes(bytes))}
        </h3>
      </div>
      <div className="package-tools">
        <button
          type="button"
          className="button button-quiet"
          aria-disabled={isEmpty}
          title={words().upgradeAllTitle}
          onClick={() => {
            if (!isEmpty)
              attempt(words().upgradingAll, (it, options) => upgrade(it, null, options));
          }}
        >
          {words().upgradeAll}
        </button>
        <button
          type="button"
          className="button button-quiet"
          aria-disabled={isEmpty}
          aria-label={words().exportLabel}
          title={words().exportTitle}
          onClick={exportLock}
        >
          {words().export}
        </button>
        <FileButton
          text={words().import}
          label={words().importLabel}
          title={words().importTitle}
          fieldLabel={words().importField}
          accept=".json,application/json"
          onFile={importLock}
        />
      </div>
      {isEmpty ? <p className="panel-hint">{words().nothingYet}</p> : null}
      <ul className="card-list">
        {installed.map((entry) => (
          <PackageCard
            key={entry.name}
            entry={entry}
            onReset={onReset}
            onUpgrade={() => {
              attempt(words().upgrading(entry.name), (it, options) =>
                upgrade(it, entry.name, options),
              );
            }}
            onRemove={() => {
              attempt(words().removing(entry.name), async (it) => {
                await it.remove(entry.name);
                return words().removed(entry.name);
              });
            }}
          />
        ))}
      </ul>
    </section>
  );
}
