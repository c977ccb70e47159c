import type { Words } from '../shape';

export const editor: Words['editor'] = {
  readOnly:
    'Diese Datei lässt sich gerade nur lesen: Python wird geladen, oder ein anderer Tab dieser Seite hat die Dateien.',
  pythonEditor: 'Python-Editor',
  keys: 'Tab rückt ein. F6 verlässt den Editor.',
  runProgram: 'Das Programm starten',
  stopProgram: 'Das Programm anhalten',
};
