import { GoruError } from '../contract/goru-error';

/** Characters. */
export const MAX_URL_LENGTH = 8192;

/** The checks every request's URL passes before any grant is looked at, in the promised order. */
export function parseRequestUrl(text: string): URL {
  if (text === '') throw invalid('url required');
  if (text.length > MAX_URL_LENGTH) throw invalid('url exceeds max length');
  const url = URL.parse(text);
  if (url === null) throw invalid('invalid url');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalid('scheme must be http or https');
  }
  return url;
}

/** Throws where the URL would log in by itself. */
export function refuseCredentials({ username, password }: URL): void {
  if (username === '' && password === '') return;
  throw invalid('invalid url', [
    'It carries a user name or a password. Send them in a header: Authorization.',
  ]);
}

function invalid(message: string, notes: readonly string[] = []): GoruError {
  return new GoruError('invalid-argument', message, { notes });
}
