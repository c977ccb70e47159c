// A thread that can be ended: a text can be written so that it takes minutes to find out what it means.

import { markdownToHtml } from './markdown-html';

self.addEventListener('message', ({ data }: MessageEvent<string>) => {
  self.postMessage(markdownToHtml(data));
});
