/**
 * One-way messages between the page and the interpreter's worker. Comlink carries only `boot`: a
 * worker that is blocked inside the guest never reads a Comlink message, so everything else takes
 * this road, over a `MessagePort` or, where the engine has no JSPI, over the service worker.
 */
import type { FrameCount } from './flow-control';
import type { ErrorData } from './goru-error';
import type { HostCallReport } from './options';
import type { FileEntry, MountInfo, MountProblem } from './session-files';
import type { StorageBacking, StoredChange, TreeEntry } from './stored-tree';

/** An interrupt overtakes everything else; a run makes the guest's calls count again. */
export type FrameKind = 'interrupt' | 'run' | 'other';

/** To the interpreter. `seq` counts up from 1 in each worker. */
export type InboundMessage =
  /** A frame for the guest, and what the worker must know of it without parsing. */
  | { type: 'frame'; bytes: Uint8Array<ArrayBuffer>; kind: FrameKind }
  /** The page has dealt with so many bytes of output. */
  | { type: 'output-ack'; byteCount: number }
  /** The page has dealt with so many of the guest's frames. */
  | ({ type: 'frame-ack' } & FrameCount)
  | ControlMessage;

/** What the guest never sees: plain JSON, and bytes beside it. */
export type ControlMessage =
  | { type: 'observe-host-calls'; isOn: boolean }
  /** Tell, until further notice, when the guest blocks and when it goes on. */
  | { type: 'watch-blocking'; isOn: boolean }
  /** The wall clock stands still at this moment; null: it goes on. */
  | { type: 'freeze-clock'; atMs: number | null }
  /** The page itself wants something of the files. Answered by `files-reply`. */
  | { type: 'files-request'; id: number; request: FilesRequest; content?: Uint8Array<ArrayBuffer> }
  /** The interpreter has an owner: from now on its lasting mounts are these. */
  | {
      type: 'attach-storage';
      path: string;
      backing: StorageBacking;
      problem: MountProblem | null;
      /** For a `mirror`: all that is stored, and the files' bytes one after the other. */
      entries?: readonly TreeEntry[];
      content?: Uint8Array<ArrayBuffer>;
    }
  /** The other tab has let go: the mount may be written to. */
  | { type: 'own-storage'; path: string }
  /**
   * Packages were installed or removed: paths below /lib/packages that go, and a bundle of what comes. It comes in
   * pieces, and happens with the last of them. The content's buffer goes with the message.
   */
  | {
      type: 'change-packages';
      removed: readonly string[];
      content?: Uint8Array<ArrayBuffer>;
      isLast: boolean;
    }
  /** The changes of a mirror up to this one are on disk, or cannot be. */
  | { type: 'stored'; path: string; through: number; error: ErrorData | null };

/** A question of `SessionFiles`, and what it is answered with. */
export interface FilesAnswers {
  mounts: readonly MountInfo[];
  list: readonly FileEntry[];
  read: Uint8Array<ArrayBuffer>;
  write: null;
  'create-directory': null;
  rename: null;
  remove: null;
}

export type FilesRequest =
  | { verb: 'mounts' }
  | { verb: 'list' | 'write' | 'create-directory' | 'remove'; path: string }
  | { verb: 'read'; path: string; maxBytes?: number }
  | { verb: 'rename'; from: string; to: string };

/** A run of bytes that one stream got, in true order with the others. */
export interface OutputPiece {
  stream: 'stdout' | 'stderr';
  bytes: Uint8Array<ArrayBuffer>;
}

export type GuestState = 'blocked' | 'unblocked' | 'at-rest' | 'restless';

/** From the interpreter. */
export type OutboundMessage =
  | { type: 'frame'; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'output'; pieces: readonly OutputPiece[] }
  /** The guest has read so many of the page's frames. */
  | ({ type: 'frames-taken' } & FrameCount)
  /**
   * `at-rest`: after a result, the guest does nothing until it gets another frame; `restless`: it
   * got one that was no run, and goes on.
   */
  | { type: 'guest-state'; state: GuestState }
  /** An interrupt arrived while the guest waits. Told over the port; the fallback knows by itself. */
  | { type: 'interrupt-heard' }
  /** The interpreter is gone: it exited by itself (`os._exit`), or trapped. */
  | { type: 'exit'; code: number }
  | { type: 'trap'; message: string }
  /** A bug of ours that the guest survived. */
  | { type: 'defect'; message: string }
  | { type: 'files-reply'; id: number; value: FilesAnswers[keyof FilesAnswers] }
  | { type: 'files-failure'; id: number; error: ErrorData }
  /** A program or the page may have changed files. */
  | { type: 'files-changed' }
  /** Python files of packages went (below /lib/packages) that the guest had opened: imported, most likely. */
  | { type: 'opened-packages-gone'; paths: readonly string[] }
  /** Modules of packages (paths below /lib/packages) that the guest has opened since the last message: it had to compile them. */
  | { type: 'opened-packages'; paths: readonly string[] }
  /** Answers `attach-storage`. */
  | { type: 'storage-attached'; path: string; error: ErrorData | null }
  /** A mirror has changed; `seq` counts up from 1 in each attachment. */
  | { type: 'store'; path: string; seq: number; change: StoredChange }
  /** A host call that was answered in the worker; only while the page observes them. */
  | { type: 'host-call'; report: HostCallReport };
