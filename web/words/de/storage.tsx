import type { Words } from '../shape';

const entries = (count: number): string =>
  count === 1 ? '1 Eintrag' : `${String(count)} Einträge`;

export const storage: Words['storage'] = {
  browserSaidNo:
    'Der Browser sagt Nein. Ja sagt er eher bei Seiten, die du als Lesezeichen hast oder installierst.',
  browserStorage: 'Der Speicher dieses Browsers',
  storageUsed: 'Benutzter Speicher',
  mayClear: 'Der Browser darf es löschen, wenn der Platz knapp wird.',
  keepsIt: 'Der Browser hebt es auf, bis du es löschst.',
  askToKeep: 'Aufheben lassen',
  kept: 'aufgehoben',
  valueOf: (key) => `Wert von ${key}`,
  delete: 'Löschen',
  deleteKey: (key) => `${key} löschen`,
  cancel: 'Abbrechen',
  save: 'Sichern',
  saveKey: (key) => `${key} sichern`,
  export: 'Export',
  import: 'Import',
  importField: 'Datei für kv',
  filterKeys: 'Namen filtern',
  deleted: (key) => `${key} gelöscht`,
  entriesLabel: 'kv-Einträge',
  undo: 'Rückgängig',
  folders: 'Ordner',
  pythonIsLoading: 'Python wird geladen.',
  none: 'Keine.',
  keepsNothing:
    'Dieser Browser hebt für die Seite nichts auf: Das Fenster ist privat, oder die Seite kam nicht über https. Was du hier machst, ist weg, wenn du sie schließt; lade herunter, was du brauchst.',
  notJson: (reason) => `kein JSON: ${reason}`,
  oneObject: 'die Datei muss ein JSON-Objekt enthalten: Namen und ihre Werte',
  andMore: (count) => ` und ${String(count)} weitere`,
  importedBut: (done, shown, more) => `${done}; nicht importiert: ${shown}${more}`,
  usedOf: (used, quota) =>
    `${used} von ${quota} benutzt diese Website, den Interpreter eingeschlossen`,
  entries,
  imported: (count) => `${entries(count)} importiert`,
  nothingStored: (
    <>
      Nichts gespeichert. Mit <code>kv.set("name", wert)</code> hebt ein Programm hier einen Wert
      auf, auch über das Neuladen hinweg.
    </>
  ),
  modes: { ro: 'nur lesen', rw: 'ändern und löschen', rwc: 'lesen, schreiben' },
  places: {
    memory: 'im Arbeitsspeicher, bis diese Seite zu ist',
    opfs: 'in diesem Browser aufgehoben',
    indexeddb: 'in diesem Browser aufgehoben (IndexedDB)',
  },
  valuesAreLost:
    'Der Browser hebt für diese Seite nichts auf: Die kv-Werte sind weg, wenn du sie schließt.',
};
