import type { EmbedWords } from '../embed';

export const german: EmbedWords = {
  run: 'Start',
  stop: 'Stopp',
  reset: 'Zurücksetzen',
  openInGoru: 'In Goru öffnen',
  pythonProgram: 'Python-Programm',
  editorKeys:
    'Tab rückt ein. Escape und dann Tab verlässt den Editor. Strg und Eingabetaste startet.',
  output: 'Ausgabe',
  programInput: 'Eingabe für das Programm',
  enter: 'Eingeben',
  endOfInput: 'Keine Eingabe mehr',
  running: 'Läuft',
  waitingForInput: 'Wartet auf Eingabe',
  waitingForPython: 'Wartet auf Python …',
  loadingPython: (percent) => `Python wird geladen … ${String(percent)} %`,
  didNotRun: 'Lief nicht',
  checksPass: (passed, count) => `${String(passed)} von ${String(count)} Prüfungen sind bestanden`,
  compared: (expression, expected, actual) =>
    `${expression}: erwartet ${expected}, gekommen ist ${actual}`,
  toBeInIt: 'darin',
  notToBeInIt: 'nicht darin',
  checkTimeout: 'Das hat zu lange gedauert und wurde angehalten.',
  checkNotRun: 'Nicht gelaufen',
  endings: {
    ok: 'Fertig',
    error: 'Fehler',
    exit: 'Beendet',
    interrupted: 'Angehalten',
    timeout: 'Angehalten',
    crashed: 'Python ist abgestürzt',
  },
};
