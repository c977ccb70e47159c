import type { Limits } from './limits';
import type { ChannelKind, MountMode } from './options';

/** A page of WebAssembly memory. */
export const PAGE_BYTES = 65_536;

/** A mount as the page hands it to the worker. */
export interface BootMount {
  path: string;
  mode: MountMode;
  /** Null: a mount that lasts, whose files come with `attach-storage`. A spare must hold none. */
  files: ReadonlyMap<string, Uint8Array> | null;
}

/** What is the same in every worker. */
export interface InterpreterProgram {
  /** Compiled once; posting it costs nothing. */
  module: WebAssembly.Module;
  /** What a snapshot's memory holds at the start (memory-image.ts); null: the module brings all. */
  memoryImage: ArrayBuffer | null;
}

/** Everything a worker needs to bring an interpreter up. Plain data: it crosses by clone. */
export interface BootRequest {
  /** `early`: the worker has loaded it by itself, see `EarlyStart`. */
  program: InterpreterProgram | 'early';
  /** A command starts from nothing, a snapshot has Python up in it (runtime-assets/provision). */
  start: 'command' | 'snapshot';
  minPages: number;
  /**
   * The standard library of an interpreter that does not carry it. `content` is what the page has
   * got of it in the meantime; without, the worker fetches it when a program needs it.
   */
  stdlib: { name: string; url: string; bytes: number; content: ArrayBuffer | null } | null;
  memoryBytes: number;
  /** Bundles made by `runtime-assets/provision`. */
  pythonSide: ArrayBuffer;
  zoneInfo: ArrayBuffer;
  /** The bundle for /lib/packages that came with the site; a `Blob`, because it may be large. */
  packages: Blob | null;
  /** Null: a snapshot tells by itself. */
  timeZoneTable: TimeZoneTable | null;
  timeZone: string;
  mounts: readonly BootMount[];
  env: Readonly<Record<string, string>>;
  fs: Limits['fs'];
  frameBytes: number;
  pendingCalls: number;
  /** Whether programs may have packages installed, for the advice that Python gives. */
  installs: boolean;
  /** While nobody waits, run Python's hot code until the browser has compiled it well. */
  exercise: boolean;
  channel: ChannelRequest;
}

/** Where the interpreter keeps the local time zone's transitions. */
export interface TimeZoneTable {
  address: number;
  capacity: number;
}

export type ChannelRequest =
  | { kind: 'jspi' }
  /** `url` is the channel's address below the service worker's scope; `worker` names this one. */
  | { kind: 'service-worker'; url: string; worker: string };

/** Modules to compile, and what that takes. */
export interface CompileRequest extends Pick<
  BootRequest,
  'start' | 'minPages' | 'stdlib' | 'memoryBytes' | 'pythonSide' | 'timeZoneTable'
> {
  program: InterpreterProgram;
  /** A bundle of modules by their paths below /lib/packages. */
  sources: Uint8Array<ArrayBuffer>;
}

/**
 * The first message to a worker that is started before the page has loaded the scripts that know what to do with it
 * (public/before-paint.js): what the browser keeps from an earlier visit.
 */
export interface EarlyStart {
  type: 'goru-early-start';
  /** Where the browser keeps it. */
  cacheName: string;
  moduleUrl: string;
  /** Null: the module brings all. */
  imageUrl: string | null;
  /** What the session's limit will be. */
  memoryBytes: number;
}

/** What Comlink carries. Everything later goes through the port: a blocked worker hears nothing. */
export interface WorkerApi {
  /** Which channel this engine allows, found out by trying. */
  probe(): Promise<ChannelKind>;
  /** What came of an `EarlyStart`. Rejects, or is undefined, where nothing did: then a boot from it fails as well. */
  earlyModule(): Promise<WebAssembly.Module | undefined>;
  /**
   * Starts the interpreter and returns; `ready` arrives as a frame. Rejects when it cannot even be
   * instantiated (too little memory, for one), or what should have been loaded early is not there.
   */
  boot(request: BootRequest, port: MessagePort): Promise<void>;
  /**
   * Compiles modules in an interpreter that does nothing else: a bundle of the compiled ones, by the modules' paths. One
   * that does not compile is not in it.
   */
  compile(request: CompileRequest): Promise<Uint8Array<ArrayBuffer>>;
}
