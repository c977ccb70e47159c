/** What a failure says, for showing it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
