/** What the editor needs from whoever owns the program's text. */
export interface CodeText {
  get: () => string;
  type: (text: string) => void;
  subscribe: (listener: (text: string, origin: 'typing' | 'replacement') => void) => () => void;
}
