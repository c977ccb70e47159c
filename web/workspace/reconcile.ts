/** What the editor has, what both had when they last agreed, and what the folder has. Null: there is no file. */
export interface Versions {
  mine: string;
  base: string | null;
  disk: string | null;
}

/**
 * `agree`: nothing to do · `write`: only the editor has changed · `adopt`: only the folder has · `gone`: the file was
 * deleted, and nobody has typed since · `keep-both`: both have changed.
 */
export type Reconciliation = 'agree' | 'write' | 'adopt' | 'gone' | 'keep-both';

/** Typing is never lost, nor is what a program wrote. */
export function reconcile({ mine, base, disk }: Versions): Reconciliation {
  if (mine === disk) return 'agree';
  if (base === disk) return 'write';
  if (disk === null) return mine === base ? 'gone' : 'write';
  return mine === base ? 'adopt' : 'keep-both';
}
