import { inLanguage } from './in-language';

export const english = {
  readOnly:
    'This file can only be read for now: Python is loading, or another tab of this page has the files.',
  pythonEditor: 'Python editor',
  keys: 'Tab indents. F6 leaves the editor.',
  runProgram: 'Run the program',
  stopProgram: 'Stop the program',
};

export const words = inLanguage('editor', english);
