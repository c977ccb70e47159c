import type { Words } from '../shape';

export const palette: Words['palette'] = {
  title: 'Befehle',
  search: 'Befehle durchsuchen',
  hint: 'Was möchtest du tun?',
  none: 'So heißt kein Befehl.',
  recent: 'zuletzt benutzt',
  count: (count) => (count === 1 ? '1 Befehl' : `${String(count)} Befehle`),
  shortcuts: 'Tastenkürzel',
  closeShortcuts: 'Tastenkürzel schließen',
  or: 'oder',
  elsewhere: 'In Feldern und Listen',
  runFromEditor: 'Im Editor: Start, wenn die Datei keine Zellen hat',
  tab: 'Im Editor: Tab rückt ein, oder Tab geht weiter',
  endOfInput: 'In der Eingabe für das Programm: keine Eingabe mehr',
  stopInput: 'In der Eingabe für das Programm und in der Konsole: Stopp',
  complete: 'In der Konsole: das Wort ergänzen',
  earlier: 'In der Konsole: frühere Eingaben',
  renameTab: 'Auf dem Reiter einer Datei: umbenennen',
  closeTab: 'Auf dem Reiter einer Datei: schließen',
  moveTab: 'Auf dem Reiter einer Datei: verschieben',
  moveLine: 'Auf der Linie zwischen zwei Teilen: einen breiter machen',
};
