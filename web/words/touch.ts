import { inLanguage } from './in-language';

export const english = {
  row: 'Keys for the editor',
  tab: 'Tab',
  colon: 'Colon',
  openParenthesis: 'Opening parenthesis',
  closeParenthesis: 'Closing parenthesis',
  doubleQuote: 'Double quote',
  singleQuote: 'Single quote',
  equals: 'Equals',
  underscore: 'Underscore',
  openBracket: 'Opening bracket',
  closeBracket: 'Closing bracket',
  left: 'Left',
  right: 'Right',
  undo: 'Undo',
};

export const words = inLanguage('touch', english);
