import { inLanguage } from './in-language';

export const english = {
  title: 'Commands',
  search: 'Search the commands',
  hint: 'What do you want to do?',
  none: 'No command is called like that.',
  recent: 'recently used',
  count: (count: number) => (count === 1 ? '1 command' : `${String(count)} commands`),
  shortcuts: 'Keyboard shortcuts',
  closeShortcuts: 'Close the shortcuts',
  or: 'or',
  elsewhere: 'In fields and lists',
  runFromEditor: 'In the editor: run, where a file has no cells',
  tab: 'In the editor: Tab indents, or Tab moves on',
  endOfInput: 'In the program’s input: no more input',
  stopInput: 'In the program’s input and the console: stop',
  complete: 'In the console: complete the word',
  earlier: 'In the console: earlier entries',
  renameTab: 'On a file’s tab: rename',
  closeTab: 'On a file’s tab: close',
  moveTab: 'On a file’s tab: move it',
  moveLine: 'On a line between two parts: make one of them wider',
};

export const words = inLanguage('palette', english);
