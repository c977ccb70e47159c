import { formatNumber } from '../in-language';
import type { Words } from '../shape';

export const console: Words['console'] = {
  output: 'Ausgabe',
  jumpToLatest: 'Zum Neuesten',
  consoleInput: 'Eingabe der Konsole',
  pythonConsole: 'Python-Konsole',
  entryKeys:
    'Die Eingabetaste führt die Eingabe aus, Tab ergänzt, die Pfeiltasten holen frühere Eingaben zurück.',
  completions: 'Ergänzungen',
  linesDropped: (count) => `Die ersten ${formatNumber(count)} Zeilen werden nicht mehr aufgehoben.`,
  programInput: 'Eingabe für das Programm',
  programInputKeys:
    'Die Eingabetaste schickt die Zeile ab. Strg+D sagt dem Programm, dass nichts mehr kommt.',
  noMoreInput: 'Keine Eingabe mehr',
  noMoreInputTitle: 'Dem Programm sagen, dass nichts mehr kommt (Strg+D)',
  showLine: 'Diese Zeile im Editor zeigen',
  shownAsText: (reason) => `Als Text gezeigt. ${reason}`,
  notOfType: (type) => `Es ist nicht ${type}.`,
  tooLongForMarkdown: 'Es ist zu lang, um als Markdown gezeigt zu werden.',
  tooSlowForMarkdown: 'Es dauert zu lange, um als Markdown gezeigt zu werden.',
  tooMuchForMarkdown:
    'Es ist zu tief verschachtelt oder zu viel, um als Markdown gezeigt zu werden.',
  richValue: (type) => `Dargestellter Wert: ${type}`,
  tooManyValues: (max) =>
    `Mehr als ${String(max)} dargestellte Werte in einem Lauf: Die übrigen erscheinen als Text.`,
  table: (size) => `Tabelle, ${size}`,
  firstOf: (rows, columns, size) => `Die ersten ${rows} und ${columns} von ${size}\n`,
  showAll: (rows) => `Alle zeigen (${rows})`,
  andMore: (count) => `und ${String(count)} weitere`,
  rows: (count) => `${formatNumber(count)} ${count === 1 ? 'Zeile' : 'Zeilen'}`,
  columns: (count) => `${formatNumber(count)} ${count === 1 ? 'Spalte' : 'Spalten'}`,
  outputHint: 'Hier erscheint, was dein Programm ausgibt.',
  endInput: 'keine Eingabe mehr',
};
