import {
  provisionInterpreter,
  provisionZoneInfo,
} from '../../../runtime-assets/provision/provision';
import {
  type CallFrame,
  decodeGuestFrame,
  type GuestFrame,
  type ResultFrame,
} from '../../contract/frames';
import type { JsonValue } from '../../contract/json';
import { DEFAULT_LIMITS } from '../../contract/limits';
import type { PythonVersion } from '../../contract/options';
import type { BootMount } from '../../contract/worker-api';
import type { OutboundMessage, OutputPiece } from '../../contract/worker-messages';
import { createInterpreter, type InterpreterRequest } from '../interpreter';
import { openProgram } from '../program';
import { ScriptedChannel } from './scripted-channel';

/** A host that answers calls at once; undefined leaves a call without an answer. */
type Answer = (call: CallFrame) => { value: JsonValue; payload?: Uint8Array } | undefined;

export interface PythonOptions {
  python?: PythonVersion;
  mounts?: readonly BootMount[];
  env?: Record<string, string>;
  timeZone?: string;
  exercise?: boolean;
  memoryBytes?: number;
  tmpBytes?: number;
  answer?: Answer;
  /** A run waits, for time to pass or for messages. */
  whileWaiting?: (channel: ScriptedChannel, run: number) => void;
}

/** What one run ended with, and what it wrote until then. */
export interface PythonRun {
  result: ResultFrame;
  pieces: OutputPiece[];
  stdout: string;
  stderr: string;
}

export interface PythonOutcome {
  runs: PythonRun[];
  frames: GuestFrame[];
  /** `exit`, `trap` and `defect` messages. */
  others: OutboundMessage[];
  channel: ScriptedChannel;
}

const loading = new Map<PythonVersion, ReturnType<typeof loadInterpreter>>();

/** What is the same for every interpreter of this Python; loaded once. */
export function interpreterAssets(python: PythonVersion): ReturnType<typeof loadInterpreter> {
  const loaded = loading.get(python) ?? loadInterpreter(python);
  loading.set(python, loaded);
  return loaded;
}

async function loadInterpreter(python: PythonVersion) {
  const interpreter = await provisionInterpreter(python);
  const { start, minPages, memoryImage, timeZoneTable, pythonSide, stdlib } = interpreter;
  return {
    program: {
      module: await WebAssembly.compile(interpreter.bytes as BufferSource),
      memoryImage: memoryImage && toArrayBuffer(memoryImage.bytes),
    },
    start,
    stdlib: stdlib && {
      name: stdlib.guestName,
      url: stdlib.name,
      bytes: stdlib.bytes.length,
      content: null,
    },
    minPages,
    timeZoneTable,
    pythonSide: toArrayBuffer(pythonSide.bytes),
    zoneInfo: toArrayBuffer((await provisionZoneInfo()).bytes),
    packages: null,
    stdlibBytes: stdlib?.bytes,
  };
}

/**
 * Boots the real interpreter on our WASI layer, in this thread, and runs programs one after the
 * other in it. When there is none left, the interpreter ends with code 0.
 */
export async function runPython(
  programs: readonly string[],
  options: PythonOptions = {},
): Promise<PythonOutcome> {
  const host = new ScriptedHost(programs, options);
  const python = options.python ?? '3.12';
  const { stdlibBytes, program, ...assets } = await interpreterAssets(python);
  const request: InterpreterRequest = {
    ...assets,
    memoryBytes: options.memoryBytes ?? 256 * 1024 * 1024,
    timeZone: options.timeZone ?? 'UTC',
    mounts: options.mounts ?? [],
    env: options.env ?? {},
    fs: {
      ...DEFAULT_LIMITS.fs,
      ...(options.tmpBytes === undefined ? {} : { tmpBytes: options.tmpBytes }),
    },
    frameBytes: DEFAULT_LIMITS.frameBytes,
    pendingCalls: DEFAULT_LIMITS.pendingCalls,
    installs: true,
    exercise: options.exercise ?? false,
    channel: { kind: 'service-worker', url: '', worker: '' },
  };
  const { channel } = host;
  const refuse = () => Promise.reject(new Error('Node has no such storage'));
  await createInterpreter({
    request,
    ...openProgram(program, request),
    channel,
    send: host.receive,
    opfs: { root: refuse, claim: refuse },
    packages: null,
    fetchBytes: () => stdlibBytes ?? refuse(),
  }).run();
  const { runs, frames, others } = host;
  return { runs, frames, others, channel };
}

/** The page, as a script: sends the next run whenever Python has nothing to do. */
class ScriptedHost {
  readonly runs: PythonRun[] = [];
  readonly frames: GuestFrame[] = [];
  readonly others: OutboundMessage[] = [];
  readonly channel: ScriptedChannel;
  readonly #programs: string[];
  readonly #answer: Answer;
  #pieces: OutputPiece[] = [];
  #isIdle = false;
  #lastRun = 0;

  constructor(programs: readonly string[], { answer, whileWaiting }: PythonOptions) {
    this.#programs = [...programs];
    this.#answer = answer ?? (() => undefined);
    this.channel = new ScriptedChannel({
      onWait: (channel) => {
        if (this.#isIdle) this.#startNext();
        else whileWaiting?.(channel, this.#lastRun);
      },
    });
  }

  readonly receive = (message: OutboundMessage): void => {
    switch (message.type) {
      case 'output':
        this.#pieces.push(...message.pieces);
        for (const { bytes } of message.pieces) this.channel.acknowledge(bytes.length);
        break;
      case 'frame':
        this.channel.acknowledgeFrames(1, message.bytes.length);
        this.#receiveFrame(message.bytes);
        break;
      case 'frames-taken':
      case 'guest-state':
      case 'interrupt-heard':
        break;
      case 'exit':
      case 'trap':
      case 'defect':
        this.others.push(message);
        break;
      case 'files-reply':
      case 'files-failure':
      case 'files-changed':
      case 'storage-attached':
      case 'store':
      case 'host-call':
      case 'opened-packages-gone':
      case 'opened-packages':
        // Nobody asked for any of it.
        break;
    }
  };

  #receiveFrame(bytes: Uint8Array): void {
    const decoded = decodeGuestFrame(bytes);
    if (decoded === null) throw new Error('the interpreter let a malformed frame through');
    const { frame } = decoded;
    this.frames.push(frame);
    if (frame.type === 'ready') this.#isIdle = true;
    if (frame.type === 'result') this.#finish(frame);
    if (frame.type === 'call') {
      const reply = this.#answer(frame);
      if (reply === undefined) return;
      this.channel.send({ type: 'reply', id: frame.id, value: reply.value }, reply.payload);
    }
  }

  #finish(result: ResultFrame): void {
    const pieces = this.#pieces.splice(0);
    const text = (stream: OutputPiece['stream']): string => {
      const decoder = new TextDecoder();
      return pieces
        .filter((piece) => piece.stream === stream)
        .map(({ bytes }) => decoder.decode(bytes, { stream: true }))
        .join('');
    };
    this.runs.push({ result, pieces, stdout: text('stdout'), stderr: text('stderr') });
    this.#isIdle = true;
  }

  #startNext(): void {
    const source = this.#programs.shift();
    if (source === undefined) return;
    this.#isIdle = false;
    this.#lastRun += 1;
    this.channel.send({ type: 'run', run: this.#lastRun, source, filename: 'main.py' });
  }
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
