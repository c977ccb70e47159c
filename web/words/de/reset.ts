import type { ResetWords } from '../reset';

export const german: ResetWords = {
  tag: 'de',
  working: 'Einen Moment …',
  saved: (fileCount, archiveName) =>
    `${String(fileCount)} Dateien sind als ${archiveName} in deinen Downloads. Unter „Arbeitsbereiche“ nimmt der Playground das wieder auf.`,
  leftOut: (names) =>
    `Nicht dabei ist, was dieser Browser von ${names} nicht aufhebt: Das hat nur der Tab, der es zeigt. „Alles als .zip speichern“ in den Aktionen für Dateien nimmt dort die Dateien mit.`,
  openElsewhere:
    'Ein anderer Tab des Playgrounds ist offen. Schließ ihn und versuch es noch einmal.',
  didNotWork: (reason) => `Das ging nicht: ${reason}`,
  isReset:
    'Fertig. Der Playground lädt beim nächsten Öffnen neu aus dem Netz. Geht er dann noch nicht, halte beim Neuladen die Umschalttaste gedrückt.',
  isErased: 'Fertig. Vom Playground ist in diesem Browser nichts mehr da.',
  onlyAlone: 'Diese Seite geht nur in einem eigenen Tab.',
  page: {
    title: 'Goru Playground zurücksetzen',
    intro:
      'Für den Fall, dass der Playground nicht aufgeht oder eine alte Version nicht weichen will. Diese Seite benutzt nichts vom Playground und nichts Gesichertes. Schließ vorher seine anderen Tabs.',
    saveHeading: '1. Sichern, was deins ist',
    save: 'Eine Zip-Datei mit allen Arbeitsbereichen: Programme, Dateien und kv-Werte. Unter „Arbeitsbereiche“ nimmt der Playground sie wieder auf.',
    saveButton: 'Meinen Code und meine Dateien sichern',
    resetHeading: '2. Die Anwendung zurücksetzen',
    reset:
      'Entfernt die gesicherten Kopien der Seite und von Python und lädt beide neu aus dem Netz. Dein Code, deine Dateien, Werte und installierten Pakete bleiben.',
    resetButton: 'Die Anwendung zurücksetzen',
    eraseHeading: '3. Oder alles löschen',
    erase: 'Auch deinen Code, deine Dateien, Werte, Pakete und Einstellungen in diesem Browser.',
    sure: 'Alles löschen; das lässt sich nicht rückgängig machen',
    eraseButton: 'Alles löschen',
    back: 'Zurück zum Playground',
  },
};
