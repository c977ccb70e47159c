import { GoruError } from '../contract/goru-error';

/** What everything that waits for a session hears when it is closed. */
export function closedError(): GoruError {
  return new GoruError('session-closed', 'session closed');
}
