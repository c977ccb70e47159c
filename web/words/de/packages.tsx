import type { Words } from '../shape';

export const packages: Words['packages'] = {
  installingAgain: 'Die Pakete dieses Arbeitsbereichs werden wieder installiert',
  installingAgainLabel: 'Wird wieder installiert',
  beingInstalledAgain: 'Wird wieder installiert',
  notInstalledAgain: 'Nicht wieder installiert',
  changedElsewhere: 'In einem anderen Tab geändert',
  keepsList: 'Der Arbeitsbereich behält die Liste.',
  notGotYet: 'Dieser Tab hat es noch nicht.',
  retry: 'Nochmal versuchen',
  installHereToo: 'Auch hier installieren',
  installing: (names) => `${names} wird installiert`,
  installed: (names) => `${names} installiert`,
  alreadyInstalled: 'Schon installiert',
  downloadsNotKept: (problem) =>
    `Der Browser hebt heruntergeladene Pakete nicht auf, oder nicht alle (${problem})`,
  doWithout: 'Darauf verzichten',
  doWithoutTitle: 'Aus dem Arbeitsbereich nehmen',
  installHere: 'Hier installieren',
  listNotKept:
    'In diesem Browser darf die Seite die Liste der Pakete nicht aufheben: Beim Neuladen ist sie weg.',
  cancel: 'Abbrechen',
  installingFrom: (file) => `Installiert wird nach ${file}`,
  installedFrom: (file) => `Installiert, was in ${file} steht`,
  foundAnew: (file, theirs, python, done) =>
    `${file} ist für Python ${theirs}: für ${python} neu gesucht.\n${done}`,
  installedCount: (count, size) => `Installiert · ${String(count)} · ${size}`,
  installedTitle: 'Installiert',
  upgradeAll: 'Alles erneuern',
  upgradeAllTitle: 'Von allem die neuesten Versionen, die zusammenpassen',
  upgradingAll: 'Alles wird erneuert',
  export: 'Export',
  exportLabel: 'Lock-Datei exportieren',
  exportTitle: 'Die genauen Versionen als Lock-Datei speichern',
  import: 'Import',
  importLabel: 'Lock-Datei importieren',
  importTitle: 'Genau das installieren, was in einer Lock-Datei steht',
  importField: 'Lock-Datei, nach der installiert wird',
  nothingYet: 'Noch nichts.',
  upgrading: (name) => `${name} wird erneuert`,
  removing: (name) => `${name} wird entfernt`,
  removed: (what) => `${what} entfernt`,
  keptDownloads: 'In diesem Browser aufgehoben',
  notKept: (names) => `Nicht aufgehoben: ${names}`,
  makingAvailable: 'Wird offline verfügbar gemacht',
  availableOffline: 'Offline verfügbar',
  availableOfflinePill: 'offline verfügbar',
  removingUnneeded: 'Was kein Arbeitsbereich braucht, wird entfernt',
  cameWithSite: 'kam mit dieser Website',
  withoutCompiled: 'ohne seine kompilierten Teile',
  resetSession: 'Setz die Sitzung zurück',
  upgrade: (name) => `${name} erneuern`,
  remove: (name) => `${name} entfernen`,
  packageToInstall: 'Paket zum Installieren',
  packageTitle: 'Der Name eines Pakets wie auf PyPI, auch mit Version',
  install: 'Installieren',
  unasked: 'Programme dürfen ohne Nachfrage installieren',
  askAgain: (name) => `Bei ${name} wieder fragen`,
  askAgainTitle: 'Von der Liste nehmen: Du wirst wieder gefragt',
  notJson: (name) => `${name} ist keine Lock-Datei: Es ist kein JSON`,
  noLockFile: (name) =>
    `${name} ist keine Lock-Datei: Wähle eine, die mit „Export“ gespeichert wurde`,
  isNewest: (name) => `${name} ist die neueste Version, die passt`,
  allNewest: 'Von allem ist das Neueste da, das zusammenpasst',
  pythonNotLoaded: 'Python ist noch nicht geladen: Versuch es gleich noch einmal',
  cancelled: 'Abgebrochen: Alles ist, wie es war',
  elsewhere: (python, packages) => `Für Python ${python} hat dieser Arbeitsbereich ${packages}.`,
  makeAvailable: (size) => `Offline verfügbar machen (${size})`,
  removeUnneeded: (size) => `Entfernen, was kein Arbeitsbereich braucht (${size})`,
  imported: (imported, present, resetButton) => (
    <>
      Python hat {imported} importiert und bleibt dabei. {resetButton}, um {present} zu benutzen.
    </>
  ),
  hint: (
    <>
      Pakete von PyPI in reinem Python. Programme installieren mit <code>install_pkg("name")</code>,{' '}
      <code>%pip install name</code> oder einem Block <code># /// script</code> und fragen vorher.
    </>
  ),
  amountOf: (done, total) => `${done} von ${total}`,
  noWheels: 'keine Wheels',
  wheels: (count, size) => `${count === 1 ? '1 Wheel' : `${String(count)} Wheels`}, ${size}`,
};
