/** The public API of the runtime library; published from the site as `goru.js`. */
export { GoruError, isGoruError, type ErrorCode } from './contract/goru-error';
export type { KvEntry, KvStore, KvStoreOptions, KvUsage } from './contract/kv-store';
export { DEFAULT_LIMITS, type LimitOptions, type Limits } from './contract/limits';
export { defaultPython } from 'virtual:goru-assets';
export { PYTHON_VERSIONS } from './contract/options';
export type {
  ChannelKind,
  HostCallReport,
  HostDecision,
  HostFunction,
  HostFunctions,
  HostRequest,
  HttpReport,
  InputRequest,
  JsonValue,
  MemorySource,
  MimeBundle,
  Mount,
  MountMode,
  OpfsSource,
  OutputChunk,
  OutputStream,
  PackageDecision,
  PackageRequest,
  PythonVersion,
  RunOptions,
  SessionOptions,
} from './contract/options';
export type {
  CrashedResult,
  ErrorResult,
  ExitResult,
  InterruptedResult,
  OkResult,
  RunResult,
  TimeoutResult,
} from './contract/run-result';
export type { Session } from './contract/session';
export type { Completions, SessionConsole, Variable, Variables } from './contract/session-console';
export type {
  FileEntry,
  MountInfo,
  MountProblemKind,
  SessionFiles,
} from './contract/session-files';
export type {
  InstalledPackage,
  LockedPackage,
  MissingPackage,
  PackageInstallOptions,
  PackageLock,
  PackageProgress,
  PackageRestoreOptions,
  PackageStorage,
  PlannedPackage,
  PackageSources,
  SessionPackages,
  SourceFile,
  StoredPackage,
} from './contract/session-packages';
export type { RestartReason, SessionState, SessionStatus } from './contract/session-status';
export { createSession } from './session/create-session';
export { openKvStore } from './session/open-kv-store';
export { memoryFiles, opfsDirectory } from './session/mount-sources';
