import { AbstractMessageReader, AbstractMessageWriter } from 'vscode-jsonrpc';
import { workerFailure } from '../ui/not-loaded';
import type {
  DataCallback,
  Disposable,
  Message,
  MessageReader,
  MessageWriter,
} from 'vscode-jsonrpc';

/** What the transport needs of a worker; a DOM `Worker` has it. */
export interface ServerWorker {
  postMessage: (message: unknown, transfer: Transferable[]) => void;
  addEventListener: {
    (type: 'message', listener: (event: { readonly data: unknown }) => void): void;
    (type: 'error', listener: (event: { readonly message?: string }) => void): void;
  };
  terminate: () => void;
}

export interface ServerTransport {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** Ends every worker. */
  dispose: () => void;
}

/** What the server's own worker posts besides JSON-RPC: it cannot start another one everywhere itself. */
interface NewWorkerMessage {
  type: 'browser/newWorker';
  initialData: unknown;
  port: MessagePort;
}

/**
 * Boots the server in a worker and, when that asks for it, a second one which checks programs, so that a completion
 * never waits for a check.
 *
 * @see https://github.com/DetachHead/basedpyright, packages/browser-pyright: the messages are that build's own.
 */
export function startServer(
  startWorker: () => ServerWorker,
  onFailure: (error: Error) => void,
): ServerTransport {
  const workers: ServerWorker[] = [];

  function start(): ServerWorker {
    const worker = startWorker();
    workers.push(worker);
    worker.addEventListener('error', (event) => {
      onFailure(workerFailure('the language server', event));
    });
    return worker;
  }

  const foreground = start();
  foreground.addEventListener('message', ({ data }) => {
    if (!isNewWorkerMessage(data)) return;
    const { initialData, port } = data;
    start().postMessage({ type: 'browser/boot', mode: 'background', initialData, port }, [port]);
  });
  foreground.postMessage({ type: 'browser/boot', mode: 'foreground' }, []);

  return {
    reader: new WorkerReader(foreground),
    writer: new WorkerWriter(foreground),
    dispose: () => {
      for (const worker of workers) worker.terminate();
    },
  };
}

class WorkerReader extends AbstractMessageReader {
  readonly #worker: ServerWorker;

  constructor(worker: ServerWorker) {
    super();
    this.#worker = worker;
  }

  listen(callback: DataCallback): Disposable {
    let isListening = true;
    this.#worker.addEventListener('message', ({ data }) => {
      if (isListening && isRpcMessage(data)) callback(data);
    });
    return {
      dispose: () => {
        isListening = false;
      },
    };
  }
}

class WorkerWriter extends AbstractMessageWriter {
  readonly #worker: ServerWorker;

  constructor(worker: ServerWorker) {
    super();
    this.#worker = worker;
  }

  write(message: Message): Promise<void> {
    this.#worker.postMessage(message, []);
    return Promise.resolve();
  }

  end(): void {
    // The transport ends the workers; there is nothing to flush.
  }
}

function isRpcMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'jsonrpc' in data;
}

function isNewWorkerMessage(data: unknown): data is NewWorkerMessage {
  return (
    typeof data === 'object'
    && data !== null
    && 'type' in data
    && data.type === 'browser/newWorker'
    && 'port' in data
  );
}
