import type { FrameWithPayload, GuestFrame } from '../contract/frames';
import { GoruError } from '../contract/goru-error';
import type { Limits } from '../contract/limits';
import type { ChannelKind } from '../contract/options';
import { Host } from '../host/host';
import type { Capabilities } from './capabilities';
import type { HostCallObservers } from './host-call-observers';
import type { ReadyInterpreter } from './interpreter-pool';
import type { MountStorage } from './mount-storage';
import { inNextTask } from './next-task';
import type { SessionFilesClient } from './session-files-client';
import {
  describeEnd,
  type InterpreterEnd,
  type InterpreterEvents,
  type WorkerLink,
} from './worker-link';

/** What a session has for each of its interpreters in turn. */
export interface SessionParts {
  capabilities: Capabilities;
  files: SessionFilesClient;
  storage: MountStorage;
  observers: HostCallObservers;
  limits: Limits;
}

/** What the session itself deals with. `onEnd` is not called before the interpreter is part of the session. */
export interface LiveEvents extends Pick<
  InterpreterEvents,
  'onOutput' | 'onEnd' | 'onGuestState' | 'onInterruptHeard'
> {
  onFrame: (received: FrameWithPayload<GuestFrame>, host: Host, onDealtWith: () => void) => void;
}

/** An interpreter that belongs to a session, with the host that answers it. */
export class LiveInterpreter {
  readonly link: WorkerLink;
  readonly channel: ChannelKind;
  readonly host: Host;
  /** Where its wall clock stands still. */
  #clockMs: number | null = null;
  #isWatched = false;

  constructor({ link, channel }: ReadyInterpreter, host: Host) {
    this.link = link;
    this.channel = channel;
    this.host = host;
  }

  /** Null: the clock goes on. */
  setClock(atMs: number | null): void {
    if (this.#clockMs === atMs) return;
    this.#clockMs = atMs;
    this.link.control({ type: 'freeze-clock', atMs });
  }

  /** It tells when its program blocks. */
  get isWatched(): boolean {
    return this.#isWatched;
  }

  watchBlocking(isOn: boolean): void {
    if (this.#isWatched === isOn) return;
    this.#isWatched = isOn;
    this.link.control({ type: 'watch-blocking', isOn });
  }

  /** Calls of `fs` are answered, and measured, in the worker. */
  observeHostCalls(isOn: boolean): void {
    this.link.control({ type: 'observe-host-calls', isOn });
  }
}

/** Makes a booted interpreter part of a session: with its files and packages, and a host for its calls. */
export async function seatInterpreter(
  interpreter: ReadyInterpreter,
  { capabilities, files, storage, observers, limits }: SessionParts,
  events: LiveEvents,
): Promise<LiveInterpreter> {
  const { link } = interpreter;
  const { packages } = capabilities;
  let isSeated = false;
  let ended: InterpreterEnd | undefined;
  const host = new Host({
    methods: capabilities.methods(),
    send: (frame, payload) => {
      link.send(frame, payload);
    },
    backPressure: { canSend: () => !link.isBacklogged, inNextTask },
    maxPendingCalls: limits.pendingCalls,
    maxPendingBytes: limits.frameBytes,
    observer: () => (observers.isWatched ? observers.report : undefined),
  });
  interpreter.attach({
    onFrame: (received, onDealtWith) => {
      events.onFrame(received, host, onDealtWith);
    },
    onTaken: () => {
      host.resume();
    },
    onOutput: events.onOutput,
    onEnd: (end) => {
      if (isSeated) {
        events.onEnd(end);
        return;
      }
      ended = end;
      storage.detach(describeEnd(end));
    },
    onFiles: (message) => {
      files.receive(message);
    },
    onStorage: (message) => {
      storage.receive(message);
    },
    onOpenedPackagesGone: (paths) => {
      packages.openedFilesGone(paths);
    },
    onOpenedPackages: (paths) => {
      packages.filesOpened(paths);
    },
    onHostCall: observers.report,
    onGuestState: events.onGuestState,
    onInterruptHeard: events.onInterruptHeard,
  });
  // Ready means: with all of its files. A spare had none, so as not to hold them.
  await storage.attach(interpreter.channel, (message) => {
    link.control(message);
  });
  await packages.attach((piece) => {
    link.control({ type: 'change-packages', ...piece });
  });
  if (ended !== undefined) throw new GoruError('interpreter', describeEnd(ended));
  isSeated = true;
  return new LiveInterpreter(interpreter, host);
}
