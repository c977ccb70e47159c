// A thread that can be ended: a text can be written so that it takes minutes to find out what it means.

import { marked } from 'marked';

self.addEventListener('message', ({ data }: MessageEvent<string>) => {
  let html: string | null = null;
  try {
    html = marked.parse(data, { async: false });
  } catch (error) {
    if (!isTooDeep(error)) throw error;
  }
  self.postMessage(html);
});

/** Nested deeper than any text that somebody reads; in Firefox it is an `InternalError`. */
function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'InternalError');
}
