import { formatNumber, inLanguage } from './in-language';

export const english = {
  output: 'Output',
  jumpToLatest: 'Jump to latest',
  consoleInput: 'Console input',
  pythonConsole: 'Python console',
  entryKeys: 'Enter runs the entry, Tab completes, the arrows bring back earlier entries.',
  completions: 'Completions',
  linesDropped: (count: number) => `The first ${formatNumber(count)} lines are no longer kept.`,
  programInput: 'Program input',
  programInputKeys: 'Enter sends the line. Ctrl+D tells the program that nothing more comes.',
  noMoreInput: 'No more input',
  noMoreInputTitle: 'Tell the program that nothing more comes (Ctrl+D)',
  showLine: 'Show this line in the editor',
  /** The reason is a sentence. */
  shownAsText: (reason: string) => `Shown as text. ${reason}`,
  notOfType: (type: string) => `It is not ${type}.`,
  tooLongForMarkdown: 'It is too long to be shown as Markdown.',
  tooSlowForMarkdown: 'It takes too long to be shown as Markdown.',
  tooMuchForMarkdown: 'It is too deep or too much to be shown as Markdown.',
  richValue: (type: string) => `Rich value: ${type}`,
  tooManyValues: (max: number) =>
    `More than ${String(max)} rich values in one run: the others are shown as text.`,
  table: (size: string) => `Table, ${size}`,
  firstOf: (rows: string, columns: string, size: string) =>
    `The first ${rows} and ${columns} of ${size}\n`,
  showAll: (rows: string) => `Show all ${rows}`,
  andMore: (count: number) => `and ${String(count)} more`,
  rows: (count: number) => `${formatNumber(count)} ${count === 1 ? 'row' : 'rows'}`,
  columns: (count: number) => `${formatNumber(count)} ${count === 1 ? 'column' : 'columns'}`,
  outputHint: 'What your program prints appears here.',
  endInput: 'no more input',
};

export const words = inLanguage('console', english);
