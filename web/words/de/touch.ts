import type { Words } from '../shape';

export const touch: Words['touch'] = {
  row: 'Tasten für den Editor',
  tab: 'Tab',
  colon: 'Doppelpunkt',
  openParenthesis: 'Klammer auf',
  closeParenthesis: 'Klammer zu',
  doubleQuote: 'Doppeltes Anführungszeichen',
  singleQuote: 'Einfaches Anführungszeichen',
  equals: 'Gleichheitszeichen',
  underscore: 'Unterstrich',
  openBracket: 'Eckige Klammer auf',
  closeBracket: 'Eckige Klammer zu',
  left: 'Nach links',
  right: 'Nach rechts',
  undo: 'Rückgängig',
};
