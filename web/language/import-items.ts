import type * as lsp from 'vscode-languageserver-protocol';
import type { ImportPlace } from './import-place';

/** What can be imported, of which the server knows a part: a package comes to it when a program imports it. */
export interface ImportableModules {
  installed: () => Promise<readonly string[]>;
  library: ReadonlySet<string>;
}

/** `CompletionItemKind.Module`: the protocol's code is not loaded for one number. */
const MODULE: lsp.CompletionItemKind = 9;

/** What the server offers in an import statement, without what only its stubs have, and with all modules. */
export async function importItems(
  found: readonly lsp.CompletionItem[],
  { asksFor, typed }: ImportPlace,
  { installed, library }: ImportableModules,
): Promise<readonly lsp.CompletionItem[]> {
  const isWanted = (label: string): boolean => !label.startsWith('_') || typed.startsWith('_');
  const shown = found.filter(({ label }) => isWanted(label));
  if (asksFor === 'name') return shown;
  const labels = new Set(shown.map(({ label }) => label));
  const add = (names: Iterable<string>, order: number): void => {
    for (const label of names) {
      if (labels.has(label) || !isWanted(label)) continue;
      labels.add(label);
      shown.push({ label, kind: MODULE, sortText: `${String(order)}.${label}` });
    }
  };
  // A session that cannot tell, perhaps offline, leaves the library.
  add(await installed().catch(() => []), 0);
  // Before a first letter the server names none of them.
  add(library, 1);
  return shown;
}
