/** A place in the program, as Python reports it: 1-based, columns in UTF-16 units. */
export interface ErrorPlace {
  line: number;
  column: number | null;
  endLine: number | null;
  endColumn: number | null;
  message: string;
}

/** A key that touch screens have no comfortable place for. */
export type EditorKey = { readonly text: string } | 'tab' | 'undo' | 'left' | 'right';

/** What the rest of the page may ask of the editor, whichever one is on the screen. */
export interface EditorHandle {
  focus: () => void;
  /** Moves the cursor to a line of the file on the screen, and into view. */
  goToLine: (line: number) => void;
  /** Marks where the last run failed in a file; null takes the mark away. */
  markError: (name: string, place: ErrorPlace | null) => void;
  /** What this editor can do at the cursor's place, now. */
  actions: () => readonly { readonly id: string; readonly label: string }[];
  /** Does one of them. Nothing happens where it cannot be done. */
  act: (id: string) => void;
  /** As if that key had been pressed. The focus stays where it is. */
  press: (key: EditorKey) => void;
  dispose: () => void;
}
