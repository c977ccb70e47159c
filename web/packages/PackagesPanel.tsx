import { useStore } from '../ui/use-store';
import { AbsentSection } from './AbsentSection';
import { ActionNoticeLine } from './ActionNoticeLine';
import { InstalledSection } from './InstalledSection';
import { KeptSection } from './KeptSection';
import { PackageForm } from './PackageForm';
import { UnaskedSection } from './UnaskedSection';
import { tellInstalled } from './tell-installed';
import { useInstalled } from './use-installed';
import { useKeptWheels } from './use-kept-wheels';
import { usePackageAction } from './use-package-action';
import { words } from '../words/packages';
import type { SessionPackages } from '../../src/index';
import type { PackageList } from './package-list';
import type { WorkspaceLock } from './workspace-lock';
import './packages.css';

interface PackagesPanelProps {
  /** Null until Python has loaded. */
  packages: SessionPackages | null;
  list: PackageList;
  lock: WorkspaceLock;
  onReset: () => void;
}

/** What is installed, and the person's own hand on it: nobody is asked here. */
export function PackagesPanel({ packages, list, lock, onReset }: PackagesPanelProps) {
  const installed = useInstalled(packages);
  const actions = usePackageAction(packages);
  const { absent } = useStore(lock.store);
  const kept = useKeptWheels(packages, installed, absent, actions.isBusy);
  return (
    <div className="panel-body">
      <p className="panel-hint">{words().hint}</p>
      <PackageForm
        isBusy={actions.isBusy}
        onInstall={(requirement) => {
          actions.attempt(words().installing(requirement), (it, options) =>
            tellInstalled(it, () => it.install([requirement], options)),
          );
        }}
      />
      <ActionNoticeLine {...actions} />
      <AbsentSection lock={lock} actions={actions} />
      <InstalledSection
        packages={packages}
        installed={installed}
        actions={actions}
        onReset={onReset}
      />
      <UnaskedSection list={list} />
      {packages === null || kept === null ? null : (
        <KeptSection packages={packages} storage={kept} locks={lock.all()} actions={actions} />
      )}
    </div>
  );
}
