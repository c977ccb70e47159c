/** The top of a module that a message of the language server says is nowhere. */
export function missingModule(message: string): string | null {
  return /^Import "(\w+)[\w.]*" could not be resolved/.exec(message)?.[1] ?? null;
}
