import { words } from '../words/page';
import { NotLoaded } from './not-loaded';

/** What a failure says, for showing it. */
export function messageOf(error: unknown): string {
  if (error instanceof NotLoaded) return words().partNotLoaded;
  return error instanceof Error ? error.message : String(error);
}
