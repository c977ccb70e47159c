import { IMAGE_TYPES, parseCommand, PROTOCOL_LIMITS, PROTOCOL_VERSION } from './protocol';
import { isTooHeavy } from '../ui/svg-weight';
import type { MimeBundle, RunResult } from '../../src/index';
import type { Interpreters } from './interpreters';
import type { Command, Report, SnippetCheck, SnippetImage, SnippetResult } from './protocol';

/** Output travels this often, however small the pieces are that a program writes. */
const OUTPUT_INTERVAL_MS = 30;
/** In one run: each is an element of somebody's page. */
const PICTURES_MAX = 100;

type RunCommand = Extract<Command, { type: 'run' }>;

interface Running {
  stop: AbortController;
  /** Set while the program waits for a line. */
  answer: ((text: string | null) => void) | null;
}

/** For one run: takes what Python tells, and answers what is known of the checks by then. */
export type ReadChecks = () => (news: MimeBundle) => readonly SnippetCheck[];

/** Answers a page's commands at the frame's end of the port. */
export function servePage(
  port: Pick<MessagePort, 'postMessage' | 'addEventListener' | 'start'>,
  interpreters: Interpreters,
  readChecks: ReadChecks,
): (report: Report) => void {
  const runs = new Map<number, Running>();
  const report = (message: Report): void => {
    port.postMessage(message);
  };

  async function run({ id, code, session, filename }: RunCommand): Promise<void> {
    if (runs.has(id)) return;
    if (runs.size >= PROTOCOL_LIMITS.runs) {
      report({ type: 'failed', id, message: 'too many snippets of this page want to run' });
      return;
    }
    const running: Running = { stop: new AbortController(), answer: null };
    runs.set(id, running);
    const output = collectOutput((stream, text) => {
      report({ type: 'output', id, stream, text });
    });
    let checks: readonly SnippetCheck[] = [];
    const read = readChecks();
    let pictures = 0;
    const show = (bundle: MimeBundle): void => {
      const image = pictures < PICTURES_MAX ? imageOf(bundle) : null;
      pictures += 1;
      if (image === null) output.add('stdout', `${textOf(bundle)}\n`);
      else {
        output.flush();
        report({ type: 'image', id, image });
      }
    };
    try {
      const events = {
        onStarted: () => {
          report({ type: 'started', id });
        },
        onOutput: output.add,
        onDisplay: show,
        onNews: (bundle: MimeBundle) => {
          checks = read(bundle);
        },
        onInput: (signal: AbortSignal) => {
          output.flush();
          return ask(id, running, signal);
        },
      };
      const { signal } = running.stop;
      const result = await interpreters.run(session, code, events, { filename, signal });
      const picture = result.status === 'ok' && result.display ? imageOf(result.display) : null;
      output.flush();
      if (picture !== null) report({ type: 'image', id, image: picture });
      if (checks.length > 0) report({ type: 'checks', id, checks });
      const ended = toSnippetResult(result);
      report({ type: 'ended', id, result: picture === null ? ended : { ...ended, value: null } });
    } catch (error) {
      output.flush();
      report({
        type: 'failed',
        id,
        message: error instanceof Error ? error.message : String(error),
      });
    } finally {
      runs.delete(id);
    }
  }

  function ask(id: number, running: Running, signal: AbortSignal): Promise<string | null> {
    report({ type: 'ask', id });
    return new Promise((resolve) => {
      const answer = (text: string | null): void => {
        running.answer = null;
        resolve(text);
      };
      running.answer = answer;
      signal.addEventListener('abort', () => {
        report({ type: 'unask', id });
        answer(null);
      });
    });
  }

  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const command = parseCommand(data);
    // A page that says what it may not say gets no answer.
    if (command === null) return;
    if (command.type === 'warm') interpreters.warm();
    else if (command.type === 'run') void run(command);
    else if (command.type === 'stop') runs.get(command.id)?.stop.abort();
    else runs.get(command.id)?.answer?.(command.text);
  });
  port.start();
  report({ type: 'connected', version: PROTOCOL_VERSION });
  return report;
}

function imageOf(bundle: MimeBundle): SnippetImage | null {
  const mime = IMAGE_TYPES.find((type) => bundle[type] !== undefined);
  if (mime === undefined) return null;
  const data = bundle[mime] ?? '';
  const isShown = mime !== 'image/svg+xml' || !isTooHeavy(data);
  return isShown ? { mime, data, text: textOf(bundle) } : null;
}

function textOf(bundle: MimeBundle): string {
  return bundle['text/plain'] ?? Object.keys(bundle).join(', ');
}

function toSnippetResult(result: RunResult): SnippetResult {
  const { status, stdout, stderr, durationMs } = result;
  return {
    ...{ status, stdout, stderr, durationMs },
    value: result.status === 'ok' ? result.value : null,
    message: describe(result),
  };
}

function describe(result: RunResult): string | null {
  switch (result.status) {
    case 'ok':
    case 'interrupted':
      return null;
    case 'error':
      return result.message === '' ? result.type : `${result.type}: ${result.message}`;
    case 'exit':
      return `exit code ${String(result.code)}`;
    case 'timeout':
      return `stopped after ${String(result.limitMs / 1000)} s`;
    case 'crashed':
      return result.message;
  }
}

type Stream = 'stdout' | 'stderr';

/** Sends what a program writes within a moment together: one message for what came from one stream in a row. */
function collectOutput(send: (stream: Stream, text: string) => void) {
  let held: { stream: Stream; text: string }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const { stream, text } of held) send(stream, text);
    held = [];
  }

  return {
    flush,
    add: (stream: Stream, text: string): void => {
      const last = held.at(-1);
      if (last?.stream === stream) last.text += text;
      else held.push({ stream, text });
      timer ??= setTimeout(flush, OUTPUT_INTERVAL_MS);
    },
  };
}
