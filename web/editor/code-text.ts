/** What the editor needs from whoever owns a text. */
export interface CodeText {
  get: () => string;
  type: (text: string) => void;
  /** `replacement`: another text, to be read from its start; `outside`: the file has changed meanwhile. */
  subscribe: (
    listener: (text: string, origin: 'typing' | 'replacement' | 'outside') => void,
  ) => () => void;
}
