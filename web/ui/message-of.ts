import { isGoruError } from '../../src/index';
import { words } from '../words/problems';

/** What went wrong, for people: what the runtime says, in their language, or an error's own text. */
export function messageOf(error: unknown): string {
  if (isGoruError(error)) return words().error(error.code, error.message);
  return error instanceof Error ? error.message : String(error);
}
