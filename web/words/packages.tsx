import { inLanguage } from './in-language';
import type { ReactNode } from 'react';

export const english = {
  installingAgain: 'Installing the packages of this workspace again',
  installingAgainLabel: 'Installing again',
  beingInstalledAgain: 'Being installed again',
  notInstalledAgain: 'Not installed again',
  changedElsewhere: 'Changed in another tab',
  keepsList: 'The workspace keeps the list.',
  notGotYet: 'This tab has not got it yet.',
  retry: 'Retry',
  installHereToo: 'Install here, too',
  installing: (names: string) => `Installing ${names}`,
  installed: (names: string) => `Installed ${names}`,
  alreadyInstalled: 'Already installed',
  /** In the words of the runtime. */
  downloadsNotKept: (problem: string) => problem,
  doWithout: 'Do without',
  doWithoutTitle: 'Take it out of the workspace',
  installHere: 'Install here',
  listNotKept:
    'This browser does not let the page keep the list of packages: it is gone after a reload.',
  cancel: 'Cancel',
  installingFrom: (file: string) => `Installing from ${file}`,
  installedFrom: (file: string) => `Installed what ${file} names`,
  foundAnew: (file: string, theirs: string, python: string, done: string) =>
    `${file} is for Python ${theirs}: found anew for ${python}.\n${done}`,
  installedCount: (count: number, size: string) => `Installed · ${String(count)} · ${size}`,
  installedTitle: 'Installed',
  upgradeAll: 'Upgrade all',
  upgradeAllTitle: 'The newest versions of everything that fit together',
  upgradingAll: 'Upgrading everything',
  export: 'Export',
  exportLabel: 'Export lock file',
  exportTitle: 'Save the exact versions as a lock file',
  import: 'Import',
  importLabel: 'Import lock file',
  importTitle: 'Install exactly what a lock file names',
  importField: 'Lock file to install from',
  nothingYet: 'Nothing yet.',
  upgrading: (name: string) => `Upgrading ${name}`,
  removing: (name: string) => `Removing ${name}`,
  removed: (what: string) => `Removed ${what}`,
  keptDownloads: 'Downloads kept in this browser',
  notKept: (names: string) => `Not kept: ${names}`,
  makingAvailable: 'Making it available offline',
  availableOffline: 'Available offline',
  availableOfflinePill: 'available offline',
  removingUnneeded: 'Removing what no workspace needs',
  cameWithSite: 'came with this site',
  withoutCompiled: 'without its compiled parts',
  resetSession: 'Reset session',
  upgrade: (name: string) => `Upgrade ${name}`,
  remove: (name: string) => `Remove ${name}`,
  packageToInstall: 'Package to install',
  packageTitle: 'A package’s name, as on PyPI, also with a version',
  install: 'Install',
  unasked: 'Programs may install without asking',
  askAgain: (host: string) => `Ask again about ${host}`,
  askAgainTitle: 'Take it off the list: you are asked again',
  notJson: (name: string) => `${name} is no lock file: it is not JSON`,
  noLockFile: (name: string) => `${name} is no lock file: choose one that Export has saved`,
  isNewest: (name: string) => `${name} is the newest version that fits`,
  allNewest: 'Everything is the newest that fits together',
  pythonNotLoaded: 'Python has not loaded yet: try again in a moment',
  cancelled: 'Cancelled: everything is as it was',
  elsewhere: (python: string, packages: string) =>
    `For Python ${python} this workspace has ${packages}.`,
  makeAvailable: (size: string) => `Make available offline (${size})`,
  removeUnneeded: (size: string) => `Remove what no workspace needs (${size})`,
  imported: (imported: string, present: string, resetButton: ReactNode) => (
    <>
      Python has imported {imported} and goes on with it. {resetButton} to use {present}.
    </>
  ),
  hint: (
    <>
      Packages from PyPI in pure Python. Programs install with <code>install_pkg("name")</code>,{' '}
      <code>%pip install name</code> or a <code># /// script</code> block, and ask first.
    </>
  ),
  amountOf: (done: string, total: string) => `${done} of ${total}`,
  noWheels: 'no wheels',
  wheels: (count: number, size: string) =>
    `${count === 1 ? '1 wheel' : `${String(count)} wheels`}, ${size}`,
};

export const words = inLanguage('packages', english);
