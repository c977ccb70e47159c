import type { Channel } from '../channel/channel';
import { unpackBundle } from '../contract/file-bundle';
import { CHANNEL_DIRECTORY, CHANNEL_FILE, decodeGuestFrame, jsonOf } from '../contract/frames';
import { isTooComplex } from '../contract/json-weight';
import type { BootRequest, TimeZoneTable } from '../contract/worker-api';
import type { OutboundMessage } from '../contract/worker-messages';
import { MemoryDirectory } from '../fs/memory-directory';
import { Quota } from '../fs/quota';
import type { MountPoint } from '../fs/mount-table';
import { writeLocalTimeZone } from '../time/local-time-zone';
import { readTzif } from '../time/read-tzif';
import { Clocks } from '../wasi/clocks';
import { DirectoryFd } from '../wasi/directory-fd';
import { ProcessExit } from '../wasi/errno';
import type { OpfsAccess } from '../fs/opfs-volume';
import { FdTable } from '../wasi/fd-table';
import type { Access, Preopen } from '../wasi/filesystem';
import { mapMaybe } from '../wasi/maybe-async';
import { BLOCKING_IMPORTS, createWasiImports } from '../wasi/wasi';
import { BlockingWatch } from './blocking-watch';
import { ChannelDevice } from './channel-device';
import { EmptyInputFd } from './character-device';
import { runCommand, runSnapshot } from './entries';
import { FileSystem } from './file-system';
import { OutputFd } from './output-fd';
import { OutputPump } from './output-pump';
import { type FetchBytes, fixedTree, ownPreopens, PYTHON_SIDE_PATH, READ_ONLY } from './own-files';
import { PACKAGES_PATH, PackageFiles } from './package-files';
import { hidesJson } from './hidden-json';
import { createTick } from './tick';
import { YieldClock } from './yield-clock';

/** Where the guest finds the time-zone data. */
const ZONE_INFO_PATH = '/usr/share/zoneinfo';
const TMP_PATH = '/tmp';
const MODES = {
  ro: READ_ONLY,
  rw: { write: true, create: false },
  rwc: { write: true, create: true },
} satisfies Record<BootRequest['mounts'][number]['mode'], Access>;

/** Closer to its limit than this a memory is full: Python asks for more in steps as large. */
const FULL_WITHIN_BYTES = 1024 * 1024;

export type InterpreterRequest = Omit<BootRequest, 'program'>;

interface InterpreterOptions {
  request: InterpreterRequest;
  module: WebAssembly.Module;
  /** As the interpreter wants to find it when it starts. */
  memory: WebAssembly.Memory;
  channel: Channel;
  send: (message: OutboundMessage, transfer?: Transferable[]) => void;
  /** The origin's private file system; fails where the browser has none. */
  opfs: OpfsAccess;
  /** What `request.packages` holds. */
  packages: ArrayBuffer | null;
  fetchBytes: FetchBytes;
}

/** An interpreter that has been put together and not yet started. */
export interface Interpreter {
  /** Runs until the guest exits or traps, and reports which. Never rejects. */
  run(): Promise<void>;
}

/**
 * Puts an interpreter's world together: files, devices, clocks.
 */
export function createInterpreter({
  request,
  module,
  memory,
  channel,
  send,
  opfs,
  packages: bundledPackages,
  fetchBytes,
}: InterpreterOptions): Interpreter {
  const zones = unpackBundle(request.zoneInfo);
  const nowMs = (): number => performance.now();
  const pump = new OutputPump({
    send: (pieces) => {
      send({ type: 'output', pieces });
    },
    nowMs,
  });
  const watch = new BlockingWatch(channel, (isBlocked) => {
    send({ type: 'guest-state', state: isBlocked ? 'blocked' : 'unblocked' });
  });
  const files = new FileSystem({
    request,
    inbox: channel.inbox,
    send,
    nowMs,
    opfs,
    waitUntil: (isDone) => channel.waitUntil(isDone),
  });
  const packages = new PackageFiles(bundledPackages);
  const clocks = new Clocks({ wallMs: () => Date.now(), monotonicMs: nowMs });
  channel.inbox.onControl = (message) => {
    if (message.type === 'watch-blocking') watch.setOn(message.isOn);
    else if (message.type === 'freeze-clock') clocks.freeze(message.atMs);
    else if (message.type === 'change-packages') {
      const paths = packages.change(message);
      if (paths.length > 0) send({ type: 'opened-packages-gone', paths });
    } else files.takeControl(message);
  };
  channel.inbox.onTaken = (taken) => {
    send({ type: 'frames-taken', ...taken });
  };
  const clock = new YieldClock(nowMs, request.channel.kind);
  let result: Uint8Array<ArrayBuffer> | undefined;
  let isRestDue = false;
  /** While no run is under way nothing is answered, and whoever does not rest is watched. */
  let isBetweenRuns = true;
  channel.inbox.onHandOut = (kind) => {
    if (kind === 'run') isBetweenRuns = false;
    else if (isBetweenRuns && !isRestDue) {
      isRestDue = true;
      send({ type: 'guest-state', state: 'restless' });
    }
  };
  const onBlock = (): void => {
    pump.flush();
    files.flushNotice();
    if (result === undefined) return;
    send({ type: 'frame', bytes: result }, [result.buffer]);
    result = undefined;
    const opened = packages.takeOpened();
    if (opened.length > 0) send({ type: 'opened-packages', paths: opened });
    isRestDue = true;
    isBetweenRuns = true;
  };
  const device = new ChannelDevice({
    channel,
    blocker: watch,
    clock,
    maxFrameBytes: request.frameBytes,
    onFrame: (bytes) => {
      if (isTooComplex(jsonOf(bytes))) return 'too-large';
      const received = decodeGuestFrame(bytes);
      if (received === null) return 'refused';
      const { frame, payload } = received;
      if (hidesJson(frame)) return 'too-large';
      // Between runs the page refuses these calls, as it does all others.
      if (frame.type === 'call' && !isBetweenRuns && files.takeCall(frame, payload)) {
        return 'dealt-with';
      }
      if (frame.type === 'cancel') files.cancelCall(frame.id);
      if (frame.type === 'result') {
        // A program can write one, too. The driver's is the last before it waits for another run.
        result = bytes;
        return 'sent';
      }
      pump.flush();
      send({ type: 'frame', bytes }, [bytes.buffer]);
      return 'sent';
    },
    onBlock,
    onRest: () => {
      if (!isRestDue) return;
      isRestDue = false;
      send({ type: 'guest-state', state: 'at-rest' });
    },
  });
  const preopens = createPreopens({ request, device, zones, packages, files, fetchBytes });
  const standard = [
    new EmptyInputFd(),
    new OutputFd({ stream: 'stdout', pump, channel, clock }),
    new OutputFd({ stream: 'stderr', pump, channel, clock }),
  ];
  const directoryFd = ({ path, root, access }: Preopen) => new DirectoryFd(root, access, path);
  const fds = new FdTable([...standard, ...preopens.map(directoryFd)]);
  // No program has run yet, so nobody has seen what was there before.
  files.onAttach = (mount) => {
    const index = preopens.findIndex((preopen) => preopen.path === mount.path);
    fds.replace(standard.length + index, directoryFd(preopenOf(mount, files)));
  };
  const wasiImports = createWasiImports({
    // Not isolated (-I), because that would ignore PYTHONPATH; nothing else of the environment is there.
    args: ['python', '-S', '-s', '-P', '-c', bootCode(request)],
    env: [`PYTHONPATH=${PYTHON_SIDE_PATH}/early-modules`],
    fds,
    memory,
    clocks,
    blocker: {
      wait: (wait) => {
        if (wait.inbox) onBlock();
        else pump.flush();
        return mapMaybe(watch.wait(wait), () => {
          clock.restart();
        });
      },
    },
    fillRandom: (bytes) => crypto.getRandomValues(bytes),
    onDefect: (error, importName) => {
      send({ type: 'defect', message: `${importName}: ${String(error)}` });
    },
  });
  return {
    async run() {
      try {
        const code = await channel.run({
          module,
          memory,
          imports: {
            wasi_snapshot_preview1: wasiImports,
            goru: {
              tick: createTick({
                channel,
                clock,
                onYield: () => {
                  pump.flush();
                },
              }),
            },
          },
          blocking: new Set([...BLOCKING_IMPORTS, 'tick']),
          main: (exports, enter) => {
            const options = {
              memory,
              enter,
              setTimeZone: (table: TimeZoneTable) => {
                setTimeZone(request, memory, zones, table);
              },
            };
            return request.start === 'snapshot'
              ? runSnapshot(exports, options, bootCode(request))
              : runCommand(exports, options, request.timeZoneTable);
          },
        });
        pump.flush();
        send({ type: 'exit', code });
      } catch (error) {
        pump.flush();
        if (error instanceof ProcessExit) send({ type: 'exit', code: error.code });
        else send({ type: 'trap', message: describeTrap(error, memory, request) });
      }
    },
  };
}

/** Relative paths mean the workspace: the first mount in which a program may create files. */
function bootCode(request: InterpreterRequest): string {
  const { env, mounts, start, installs, exercise } = request;
  const workspace = mounts.find(({ mode }) => mode === 'rwc')?.path ?? TMP_PATH;
  // For the advice that Python gives when a file cannot be opened.
  const described = mounts.map(({ path, mode }) => `${mode}:${path}`);
  const argument = (value: unknown): string => JSON.stringify(value);
  const flag = (value: boolean): string => (value ? 'True' : 'False');
  return [
    // A snapshot has it on its path already.
    ...(start === 'command'
      ? ['import sys', `sys.path.insert(0, ${argument(PYTHON_SIDE_PATH)})`]
      : []),
    'import _goru.boot',
    // JSON's literals are Python's, too.
    `_goru.boot.start(env=${argument(env)}, workspace=${argument(workspace)}, mounts=${argument(described)}, installs=${flag(installs)}, exercise=${flag(exercise)})`,
  ].join('; ');
}

/** What a full memory leads to is told by its cause. */
function describeTrap(
  error: unknown,
  memory: WebAssembly.Memory,
  { memoryBytes }: InterpreterRequest,
): string {
  const isFull = memory.buffer.byteLength > memoryBytes - FULL_WITHIN_BYTES;
  return isFull ? `out of memory (${String(error)})` : String(error);
}

/** The interpreter's local time is the browser's; a zone it does not know leaves it at UTC. */
function setTimeZone(
  { timeZone }: InterpreterRequest,
  memory: WebAssembly.Memory,
  zones: ReadonlyMap<string, Uint8Array>,
  table: TimeZoneTable,
): void {
  const file = zones.get(timeZone);
  if (file !== undefined) writeLocalTimeZone(memory, table, readTzif(file));
}

function createPreopens({
  request,
  device,
  zones,
  packages,
  files,
  fetchBytes,
}: {
  request: InterpreterRequest;
  device: ChannelDevice;
  zones: ReadonlyMap<string, Uint8Array>;
  packages: PackageFiles;
  files: FileSystem;
  fetchBytes: InterpreterOptions['fetchBytes'];
}): Preopen[] {
  const host = new MemoryDirectory(new Quota(Infinity));
  host.attach(CHANNEL_FILE, device);
  return [
    { path: CHANNEL_DIRECTORY, root: host, access: READ_ONLY },
    ...ownPreopens(request, fetchBytes),
    { path: ZONE_INFO_PATH, root: fixedTree(zones), access: READ_ONLY },
    { path: PACKAGES_PATH, root: packages.root, access: READ_ONLY },
    ...files.table.mounts.map((mount) => preopenOf(mount, files)),
  ];
}

function preopenOf({ path, mode, root }: MountPoint, files: FileSystem): Preopen {
  const onChange = (): void => {
    files.noteChange();
  };
  return { path, root, access: { ...MODES[mode], onChange } };
}
