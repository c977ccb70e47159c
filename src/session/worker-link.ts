import { type Remote, releaseProxy, transfer, wrap } from 'comlink';
import {
  decodeGuestFrame,
  encodeFrame,
  type FrameWithPayload,
  type GuestFrame,
  type HostFrame,
} from '../contract/frames';
import {
  Acknowledgements,
  GUEST_IN_FLIGHT,
  HOST_IN_FLIGHT,
  InFlight,
} from '../contract/flow-control';
import { GoruError } from '../contract/goru-error';
import type { ChannelKind, HostCallReport } from '../contract/options';
import type { BootRequest, CompileRequest, WorkerApi } from '../contract/worker-api';
import type {
  ControlMessage,
  GuestState,
  InboundMessage,
  OutboundMessage,
  OutputPiece,
} from '../contract/worker-messages';
import { closedError } from './closed-error';
import type { StorageMessage } from './mount-storage';
import type { FilesMessage } from './session-files-client';
import type { ServiceWorkerLink } from './service-worker-link';

export type InterpreterEnd = { reason: 'exit'; code: number } | { reason: 'trap'; message: string };

/** What an interpreter tells its session. */
export interface InterpreterEvents {
  /** Until `onDealtWith` is called, the frame counts as one that the page is behind with. */
  onFrame: (received: FrameWithPayload<GuestFrame>, onDealtWith: () => void) => void;
  /** The guest has read more of what it was sent; `WorkerLink.isBacklogged` may have changed. */
  onTaken: () => void;
  onOutput: (pieces: readonly OutputPiece[]) => void;
  onEnd: (end: InterpreterEnd) => void;
  onFiles: (message: FilesMessage) => void;
  onStorage: (message: StorageMessage) => void;
  onOpenedPackagesGone: (paths: readonly string[]) => void;
  onOpenedPackages: (paths: readonly string[]) => void;
  onHostCall: (report: HostCallReport) => void;
  onGuestState: (state: GuestState) => void;
  /** An interrupt has reached the worker, and the guest in it waits instead of computing. */
  onInterruptHeard: () => void;
}

export type WorkerBootRequest = Omit<BootRequest, 'channel'>;

/** A worker with one interpreter. The only file that knows Comlink and the worker's URL. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #remote: Remote<WorkerApi>;
  readonly #serviceWorker: ServiceWorkerLink;
  readonly #id = crypto.randomUUID();
  /** Rejects when the worker fails or is terminated: nothing more will come from it then. */
  readonly failed: Promise<never>;
  #fail!: (error: GoruError) => void;
  readonly #unread = new InFlight(HOST_IN_FLIGHT);
  readonly #dealtWith = new Acknowledgements(GUEST_IN_FLIGHT);
  #events: InterpreterEvents | undefined;
  #deliver: ((message: InboundMessage) => void) | undefined;
  #port: MessagePort | undefined;
  #isTerminated = false;

  /** `worker`: one that runs already, with this very script. */
  constructor(serviceWorker: ServiceWorkerLink, worker?: Worker) {
    this.#serviceWorker = serviceWorker;
    this.#worker =
      worker
      ?? new Worker(new URL('../worker/entry.ts', import.meta.url), {
        type: 'module',
        name: 'goru-python',
      });
    this.#remote = wrap<WorkerApi>(this.#worker);
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    // Whoever waits for something races with it; nobody has to.
    this.failed.catch(() => undefined);
    this.#worker.addEventListener('error', (event) => {
      const message = event.message || 'the worker script could not be loaded';
      this.#fail(new GoruError('interpreter', `the Python worker failed: ${message}`));
      this.#end({ reason: 'trap', message });
    });
  }

  /**
   * Which channel this engine allows; also proves that the worker has started. This and `boot`
   * never settle once the worker is gone: race them with `failed`.
   */
  probe(): Promise<ChannelKind> {
    return this.#remote.probe();
  }

  /** What the worker has loaded before anybody asked; undefined also when it has failed. */
  earlyModule(): Promise<WebAssembly.Module | undefined> {
    return Promise.race([this.#remote.earlyModule(), this.failed]).catch(() => undefined);
  }

  /** Boots the interpreter; resolves when Python waits for its first run. */
  async boot(
    kind: ChannelKind,
    request: WorkerBootRequest,
    events: InterpreterEvents,
  ): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    // Until Python is ready, what it prints is why it is not.
    let complaint = '';
    const decoder = new TextDecoder();
    const ready = new Promise<void>((resolve, reject) => {
      this.#events = {
        ...events,
        onOutput: (pieces) => {
          for (const { bytes } of pieces) complaint += decoder.decode(bytes);
          events.onOutput(pieces);
        },
        onFrame: (received, onDealtWith) => {
          if (received.frame.type === 'ready') {
            this.#events = events;
            resolve();
          }
          events.onFrame(received, onDealtWith);
        },
        onTaken: events.onTaken,
        onEnd: (end) => {
          const lastLine = complaint.trimEnd().split('\n').at(-1) ?? '';
          const reason = [describeEnd(end), lastLine].filter((part) => part !== '').join(': ');
          reject(new GoruError('interpreter', `Python ended while starting: ${reason}`));
          events.onEnd(end);
        },
      };
    });
    port1.onmessage = (event: MessageEvent<OutboundMessage>) => {
      this.#receive(event.data);
    };
    this.#port = port1;
    const deliver = await this.#openWayIn(kind, port1);
    if (this.#isTerminated) return;
    this.#deliver = deliver;
    const channel =
      kind === 'jspi' ? { kind } : { kind, url: this.#serviceWorker.channelUrl, worker: this.#id };
    const program = copyOf(request.program);
    const image = program === 'early' ? null : program.memoryImage;
    await this.#remote.boot(
      transfer({ ...request, program, channel }, image === null ? [] : [image]),
      transfer(port2, [port2]),
    );
    await ready;
  }

  /** See `WorkerApi`. For this alone the worker is started; it boots nothing. */
  compile(request: CompileRequest): Promise<Uint8Array<ArrayBuffer>> {
    const memoryImage = request.program.memoryImage?.slice(0) ?? null;
    const program = { ...request.program, memoryImage };
    return Promise.race([
      this.#remote.compile(
        transfer({ ...request, program }, memoryImage === null ? [] : [memoryImage]),
      ),
      this.failed,
    ]);
  }

  async #openWayIn(
    kind: ChannelKind,
    port: MessagePort,
  ): Promise<(message: InboundMessage) => void> {
    if (kind === 'jspi') {
      return (message) => {
        port.postMessage(message, givenAway(message));
      };
    }
    await this.#serviceWorker.ready();
    if (!this.#isTerminated) {
      this.#serviceWorker.open(this.#id, () => this.#events?.onInterruptHeard());
    }
    return (message) => {
      this.#serviceWorker.send(this.#id, message);
    };
  }

  send(frame: HostFrame, payload?: Uint8Array): void {
    const kind = frame.type === 'reply' ? 'other' : frame.type;
    const bytes = encodeFrame(frame, payload);
    this.#unread.add(bytes.length);
    this.#deliver?.({ type: 'frame', bytes, kind });
  }

  /** True while the guest has so much to read that it should get no more answers. */
  get isBacklogged(): boolean {
    return this.#unread.isFull;
  }

  /** What is for the worker itself, not for the guest in it. */
  control(message: ControlMessage): void {
    this.#deliver?.(message);
  }

  acknowledgeOutput(byteCount: number): void {
    this.#deliver?.({ type: 'output-ack', byteCount });
  }

  terminate(): void {
    if (this.#isTerminated) return;
    this.#isTerminated = true;
    this.#events = undefined;
    this.#deliver = undefined;
    this.#fail(closedError());
    // What still waits in the port is nobody's business any more, and may be much.
    this.#port?.close();
    this.#serviceWorker.close(this.#id);
    this.#remote[releaseProxy]();
    this.#worker.terminate();
  }

  #receive(message: OutboundMessage): void {
    if (this.#isTerminated) return;
    switch (message.type) {
      case 'output':
        this.#events?.onOutput(message.pieces);
        break;
      case 'frame':
        this.#receiveFrame(message.bytes);
        break;
      case 'frames-taken':
        this.#unread.settle(message);
        this.#events?.onTaken();
        break;
      case 'guest-state':
        this.#events?.onGuestState(message.state);
        break;
      case 'exit':
        this.#end({ reason: 'exit', code: message.code });
        break;
      case 'trap':
        this.#end({ reason: 'trap', message: message.message });
        break;
      case 'files-reply':
      case 'files-failure':
      case 'files-changed':
        this.#events?.onFiles(message);
        break;
      case 'host-call':
        this.#events?.onHostCall(message.report);
        break;
      case 'interrupt-heard':
        this.#events?.onInterruptHeard();
        break;
      case 'opened-packages-gone':
        this.#events?.onOpenedPackagesGone(message.paths);
        break;
      case 'opened-packages':
        this.#events?.onOpenedPackages(message.paths);
        break;
      case 'storage-attached':
      case 'store':
        this.#events?.onStorage(message);
        break;
      case 'defect':
        // A bug of ours must be seen by whoever can report it, and must not stop the program.
        reportError(new GoruError('interpreter', message.message));
        break;
    }
  }

  #receiveFrame(bytes: Uint8Array): void {
    const received = decodeGuestFrame(bytes);
    const acknowledge = (): void => {
      const due = this.#dealtWith.add(bytes.length);
      if (due !== undefined) this.#deliver?.({ type: 'frame-ack', ...due });
    };
    if (received === null) acknowledge();
    else this.#events?.onFrame(received, acknowledge);
  }

  #end(end: InterpreterEnd): void {
    const events = this.#events;
    this.#events = undefined;
    events?.onEnd(end);
  }
}

/** What nobody on the page needs any more goes without being copied. */
function givenAway(message: InboundMessage): Transferable[] {
  if (message.type === 'frame') return [message.bytes.buffer];
  if (message.type !== 'change-packages' || message.content === undefined) return [];
  return [message.content.buffer];
}

/** To be given away: cloning on the way to the worker would copy the image three times. */
function copyOf(program: WorkerBootRequest['program']): WorkerBootRequest['program'] {
  if (program === 'early') return program;
  return { ...program, memoryImage: program.memoryImage?.slice(0) ?? null };
}

export function describeEnd(end: InterpreterEnd): string {
  return end.reason === 'exit' ? `exit code ${String(end.code)}` : end.message;
}
