import { workerFailure } from '../ui/not-loaded';
import { words } from '../words/console';

/** With the start of the thread. Whatever takes longer was written so that it does. */
const PATIENCE_MS = 3_000;
/** How long a thread that has nothing to do stays. */
const IDLE_MS = 10_000;

/** What is used of a `Worker`. */
export interface MarkdownThread {
  postMessage: (text: string) => void;
  terminate: () => void;
  onmessage: ((event: MessageEvent<string | null>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/**
 * Turns texts into HTML, one after the other, beside the page, which would stand still for the worst of them.
 * Fails with a reason for people.
 */
export function createMarkdownRenderer(
  start: () => MarkdownThread,
): (text: string) => Promise<string> {
  let thread: MarkdownThread | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function end(): void {
    thread?.terminate();
    thread = null;
  }

  async function renderNow(text: string): Promise<string> {
    clearTimeout(idle);
    thread ??= start();
    const used = thread;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<string>((resolve, reject) => {
        const fail = (error: Error): void => {
          end();
          reject(error);
        };
        timer = setTimeout(fail, PATIENCE_MS, new Error(words().tooSlowForMarkdown));
        used.onmessage = ({ data: html }) => {
          if (html === null) reject(new Error(words().tooMuchForMarkdown));
          else resolve(html);
        };
        used.onerror = (event) => {
          fail(workerFailure('Markdown', event));
        };
        used.postMessage(text);
      });
    } finally {
      clearTimeout(timer);
      idle = setTimeout(end, IDLE_MS);
    }
  }

  return (text) => {
    const turn = last.then(() => renderNow(text));
    // The next one's turn comes whether or not this one fails; whoever asked hears of the failure.
    last = turn.catch(() => undefined);
    return turn;
  };
}
