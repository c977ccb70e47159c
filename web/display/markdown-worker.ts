// A thread that can be ended: a text can be written so that it takes minutes to find out what it means.

import { marked } from 'marked';

self.addEventListener('message', ({ data }: MessageEvent<string>) => {
  let html: string | null = null;
  try {
    html = marked.parse(data, { async: false });
  } catch {
    // Nested deeper than any text that somebody reads: shown as it is.
  }
  self.postMessage(html);
});
