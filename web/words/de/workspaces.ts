import type { Words } from '../shape';

const files = (count: number): string => (count === 1 ? '1 Datei' : `${String(count)} Dateien`);

export const workspaces: Words['workspaces'] = {
  listTitle: 'Arbeitsbereiche',
  about:
    'Jeder Arbeitsbereich hat seine eigenen Dateien, kv-Werte, Pakete und Erlaubnisse. Programme des einen erreichen den anderen nicht.',
  open: 'Öffnen',
  isOpen: 'offen',
  rename: 'Umbenennen',
  duplicate: 'Kopieren',
  remove: 'Löschen',
  actOn: (act, name) => `${act}: ${name}`,
  save: 'Sichern',
  cancel: 'Abbrechen',
  newName: (name) => `Neuer Name von ${name}`,
  create: 'Neu anlegen',
  unnamed: 'Neuer Arbeitsbereich',
  namePlaceholder: 'Name',
  nameField: 'Name des neuen Arbeitsbereichs',
  duplicated: (name) => `Angelegt: ${name}. Was Programme erreichen dürfen, wird nicht kopiert.`,
  copyOf: (name) => `${name} (Kopie)`,
  notCopied:
    'Dieser Browser hebt nicht alles davon auf, also gibt es nichts Ganzes zu kopieren. „Alles als .zip speichern“ in den Aktionen für Dateien nimmt in dem Tab, der es zeigt, die Dateien mit.',
  removed: (name) => `${name} ist gelöscht.`,
  undo: 'Rückgängig',
  notKept:
    'In diesem Browser darf die Seite nichts aufheben: Es gibt nur den Arbeitsbereich, den du siehst.',
  notThere: 'Diesen Arbeitsbereich gibt es nicht mehr.',
  openElsewhere: (name) => `${name} ist in einem anderen Tab offen. Schließe erst den.`,
  archiveTitle: 'Alles in einer Datei',
  archiveAbout:
    'Eine zip-Datei mit Dateien, kv-Werten und Paketlisten aller Arbeitsbereiche und deinen Einstellungen. Ohne Erlaubnisse: Die gibt man dort, wo sie gelten.',
  exportAll: 'Alles exportieren',
  exported: (count) => `${files(count)} als goru-playground.zip bei deinen Downloads gespeichert.`,
  notAllKept:
    'Dieser Browser hebt nicht alles auf, also lässt sich nicht alles von dort holen. „Alles als .zip speichern“ in den Aktionen für Dateien nimmt mit, was du siehst.',
  leftOut: (names) =>
    `Nicht dabei ist, was dieser Browser von ${names} nicht aufhebt: Das hat nur der Tab, der es zeigt. „Alles als .zip speichern“ in den Aktionen für Dateien nimmt dort die Dateien mit.`,
  importAll: 'Importieren …',
  archiveField: 'Archiv zum Importieren',
  notImported: (reason) => `Nichts wurde importiert. ${reason}`,
  found: (workspaces, count, size) =>
    `${workspaces === 1 ? '1 Arbeitsbereich' : `${String(workspaces)} Arbeitsbereiche`} mit ${files(count)} (${size}):`,
  exists: 'diesen Namen gibt es hier auch',
  addBeside: 'Neben das stellen, was hier ist',
  replaceAll: (names, days) =>
    `Ersetzen, was hier ist: ${names}. Das kommt zu „Gelöscht“ und bleibt dort ${String(days)} Tage.`,
  withSettings: 'Auch die Einstellungen: Farben, Anordnung, Sprache, Python',
  withPackages: (hosts) => `Auch die Pakete. Sie werden von ${hosts} geholt.`,
  importNow: 'Importieren',
  importing: 'Wird importiert …',
  deletedTitle: 'Gelöscht',
  deletedAbout: (days) => `${String(days)} Tage nach dem Löschen endgültig weg.`,
  bringBack: 'Zurückholen',
  purge: 'Endgültig löschen',
  noRoom: 'Der Browser hat keinen Platz dafür.',
  noArchive: (file) => `Darin ist kein ${file} dieser Seite.`,
  otherVersion:
    'Eine andere Version dieser Seite hat das Archiv gemacht. Neu laden holt die neueste.',
  namesNone: 'Das Archiv nennt keine Arbeitsbereiche.',
  listDamaged: 'Die Liste der Arbeitsbereiche ist beschädigt.',
  badName: (name) => `Eine Datei darin hat einen Namen, der nicht erlaubt ist: „${name}“.`,
  twice: (name) => `„${name}“ ist zweimal darin.`,
  encrypted: 'Das Archiv ist verschlüsselt.',
  tooMuch: 'Darin ist mehr, als diese Seite annimmt.',
  noZip: 'Das ist keine lesbare zip-Datei, oder sie ist beschädigt.',
  fileAndFolder: (name) => `„${name}“ ist eine Datei und ein Ordner.`,
  badValue: (key) => `Der kv-Wert „${key}“ ist beschädigt.`,
  tooManyValues: 'Darin sind zu viele kv-Werte.',
  tooLarge: (name) => `„${name}“ ist größer, als diese Seite annimmt.`,
  noText: (name) => `„${name}“ ist kein Text.`,
  damaged: (name) => `„${name}“ ist beschädigt.`,
  hasChanged: 'Die Datei hat sich geändert, seit sie gewählt wurde.',
};
