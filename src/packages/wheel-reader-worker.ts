/** The thread that reads wheels; wheel-reader.ts starts it. */
import { answerRead } from './answer-read';
import type { ReadRequest } from './wheel-reader';

addEventListener('message', ({ data }: MessageEvent<ReadRequest>) => {
  void answerRead(data).then(({ reply, transfer }) => {
    postMessage(reply, { transfer });
  });
});
