/** What the word before the cursor may become. */
export interface Completions {
  /** That word: `mat` or `math.sq`; every match replaces it. */
  word: string;
  /** In alphabetical order, the first hundred. */
  matches: readonly string[];
  /** How many there are. */
  count: number;
}

/** A name of the session, described without calling anything of a program's. */
export interface Variable {
  name: string;
  type: string;
  /** Like its `repr`, and short. */
  value: string;
  /** Items, characters or bytes of a container or text; null for everything else. */
  length: number | null;
  /** Memory of the object itself. */
  bytes: number;
}

export interface Variables {
  /** In the order in which they were set; the first two hundred. */
  variables: readonly Variable[];
  /** How many more there are. */
  left: number;
}

/**
 * Questions to the session's Python. The answer is null while a program runs, and when there is none.
 * An entry itself is a run: `session.run(text, { mode: 'console', filename: '<console>' })`.
 */
export interface SessionConsole {
  /** Whether `text` is a whole entry, or goes on in another line. */
  isComplete(text: string): Promise<boolean | null>;
  /** Completes the word at the end of `text`. */
  complete(text: string): Promise<Completions | null>;
  variables(): Promise<Variables | null>;
}
