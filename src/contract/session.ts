import type { ChannelKind, HostCallReport, HostFunction, RunOptions } from './options';
import type { SessionConsole } from './session-console';
import type { SessionFiles } from './session-files';
import type { SessionPackages } from './session-packages';
import type { RunResult } from './run-result';
import type { SessionStatus } from './session-status';

/** A running Python. Made by `createSession`. */
export interface Session {
  /**
   * Runs a program in the session's namespace. Never rejects for what the program does; rejects
   * with a `GoruError` (`session-closed`) when the session is closed. Runs wait their turn.
   */
  run(source: string, options?: RunOptions): Promise<RunResult>;
  /**
   * Stops the current run: `KeyboardInterrupt` first, a fresh interpreter when that is not
   * heeded within a second. Resolves when the session is ready again.
   */
  interrupt(): Promise<void>;
  /** Ends the current run, drops queued ones as interrupted, and starts a fresh interpreter. */
  reset(): Promise<void>;
  /** Ends the worker; everything pending rejects with `session closed`. */
  close(): void;
  /** Registers (or replaces) a function for `call`. */
  registerFunction(name: string, fn: HostFunction): void;
  /** Hosts that programs may reach, as granted so far. */
  readonly allowedHosts: readonly string[];
  /** Grants a host from now on; a `GoruError` (`invalid-argument`) when it is no host. */
  allowHost(host: string): void;
  /** Takes a grant back; requests under way still end. */
  disallowHost(host: string): void;
  /** What a console needs to know before and after an entry. */
  readonly console: SessionConsole;
  /** The files in the mounts, for the page's own use. */
  readonly files: SessionFiles;
  /** What is installed, and how the page itself installs. */
  readonly packages: SessionPackages;
  /**
   * Reports every host call until the returned function is called. Nothing is measured while
   * nobody listens.
   */
  observeHostCalls(listener: (report: HostCallReport) => void): () => void;
  readonly status: SessionStatus;
  /** Which channel the engine allowed; known once ready. */
  readonly channel: ChannelKind | null;
}
