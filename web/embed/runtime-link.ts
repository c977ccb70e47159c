import { parseReport, PROTOCOL_VERSION } from './protocol';
import type {
  Command,
  Connect,
  Report,
  SnippetCheck,
  SnippetImage,
  SnippetResult,
} from './protocol';

/** A frame that has not answered by then is not coming: the site is not reachable, or not there. */
const START_TIMEOUT_MS = 20_000;
/** Its script has run when it is loaded; what loads and does not answer is a page of the browser's that tells of a problem. */
const ANSWER_TIMEOUT_MS = 4_000;

export interface RunHandlers {
  onLoading: (share: number) => void;
  onStarted: () => void;
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void;
  onImage: (image: SnippetImage) => void;
  onChecks: (checks: readonly SnippetCheck[]) => void;
  /** `input()` waits for a line (true), or no longer. */
  onAsk: (isAsking: boolean) => void;
}

export interface SnippetRun {
  /** Rejects when there is no Python. */
  result: Promise<SnippetResult>;
  stop: () => void;
  answer: (text: string | null) => void;
}

/** The one Python of this page, in a frame of the site. */
export interface RuntimeLink {
  /** Somebody is about to run something: starts what takes time. */
  warm: () => void;
  run: (
    program: { code: string; session: string | null; filename: string },
    handlers: RunHandlers,
  ) => SnippetRun;
}

interface Pending {
  handlers: RunHandlers;
  resolve: (result: SnippetResult) => void;
  reject: (error: Error) => void;
}

/** `frameUrl` is embed-python.html of the site. Nothing is loaded before the first `warm` or `run`. */
export function createRuntimeLink(frameUrl: URL): RuntimeLink {
  const pending = new Map<number, Pending>();
  let frame: Frame | null = null;
  let lastId = 0;

  function connect(): Frame {
    // A page may have thrown the frame out with other content of its own.
    if (frame?.isUsable === true) return frame;
    frame?.remove();
    failAll('Python went away with other parts of the page; run it again');
    const opened = openFrame(frameUrl, receive);
    opened.started.catch((error: unknown) => {
      if (frame === opened) failAll(error instanceof Error ? error.message : String(error));
    });
    frame = opened;
    return opened;
  }

  function failAll(message: string): void {
    const ended = [...pending.values()];
    pending.clear();
    for (const { reject } of ended) reject(new Error(message));
  }

  function receive(report: Report): void {
    if (report.type === 'connected') return;
    if (report.type === 'loading') {
      for (const { handlers } of pending.values()) handlers.onLoading(report.share);
      return;
    }
    const run = pending.get(report.id);
    if (run === undefined) return;
    const { handlers } = run;
    if (report.type === 'output') handlers.onOutput(report.stream, report.text);
    else if (report.type === 'image') handlers.onImage(report.image);
    else if (report.type === 'checks') handlers.onChecks(report.checks);
    else if (report.type === 'started') handlers.onStarted();
    else if (report.type === 'ask' || report.type === 'unask')
      handlers.onAsk(report.type === 'ask');
    else {
      pending.delete(report.id);
      if (report.type === 'ended') run.resolve(report.result);
      else run.reject(new Error(report.message));
    }
  }

  return {
    warm: () => {
      connect().send({ type: 'warm' });
    },
    run: (program, handlers) => {
      const used = connect();
      lastId += 1;
      const id = lastId;
      const result = new Promise<SnippetResult>((resolve, reject) => {
        pending.set(id, { handlers, resolve, reject });
      });
      used.send({ type: 'run', id, ...program });
      return {
        result,
        stop: () => {
          used.send({ type: 'stop', id });
        },
        answer: (text) => {
          used.send({ type: 'input', id, text });
        },
      };
    },
  };
}

interface Frame {
  readonly isUsable: boolean;
  readonly started: Promise<void>;
  send: (command: Command) => void;
  remove: () => void;
}

function openFrame(url: URL, receive: (report: Report) => void): Frame {
  const { port1: port, port2 } = new MessageChannel();
  const element = document.createElement('iframe');
  let hasFailed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  element.src = url.href;
  element.title = 'Python';
  element.hidden = true;
  element.ariaHidden = 'true';
  element.tabIndex = -1;
  // It is the site's own page, with the site's storage for what it loads, and may do nothing to the page around it.
  element.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  const started = new Promise<void>((resolve, reject) => {
    const fail = (message: string): void => {
      hasFailed = true;
      reject(new Error(message));
    };
    const failAfter = (delayMs: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        fail(`Python could not be loaded from ${url.host}`);
      }, delayMs);
    };
    failAfter(START_TIMEOUT_MS);
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const report = parseReport(data);
      if (report?.type === 'connected') {
        clearTimeout(timer);
        if (report.version === PROTOCOL_VERSION) resolve();
        else fail(`goru-embed.js and ${url.host} are of different versions`);
      } else if (report !== null) receive(report);
    };
    element.addEventListener(
      'load',
      () => {
        const hello: Connect = { type: 'goru-connect', version: PROTOCOL_VERSION };
        // To the site alone: an error page of the browser's hears nothing.
        element.contentWindow?.postMessage(hello, url.origin, [port2]);
        failAfter(ANSWER_TIMEOUT_MS);
      },
      { once: true },
    );
  });
  // Not into the body, which frameworks may fill anew.
  document.documentElement.append(element);
  return {
    started,
    get isUsable() {
      return !hasFailed && element.isConnected;
    },
    // A port keeps what is sent before anybody listens.
    send: (command) => {
      port.postMessage(command);
    },
    remove: () => {
      element.remove();
      port.close();
    },
  };
}
