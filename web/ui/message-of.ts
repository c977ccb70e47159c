import { isGoruError } from '../../src/index';
import { words as pageWords } from '../words/page';
import { words } from '../words/problems';
import { NotLoaded } from './not-loaded';

/** What went wrong, for people: what the runtime says, in their language, or an error's own text. */
export function messageOf(error: unknown): string {
  if (error instanceof NotLoaded) return pageWords().partNotLoaded;
  if (isGoruError(error)) return words().error(error.code, error.message);
  return error instanceof Error ? error.message : String(error);
}
