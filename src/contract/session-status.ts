/** What the interpreter is doing, as one tagged value. */
export type SessionStatus =
  | {
      state: 'loading';
      /** Bytes of the interpreter so far. */ loadedBytes: number;
      totalBytes: number;
    }
  | { state: 'ready' }
  | { state: 'running' }
  | { state: 'waiting-for-input' }
  /** A person decides whether the program may do what it asks for. */
  | { state: 'waiting-for-permission' }
  | { state: 'stopping' }
  /** A fresh interpreter takes over; variables are gone unless it is the first one. */
  | { state: 'restarting'; reason: RestartReason }
  | { state: 'crashed'; message: string }
  | { state: 'closed' };

export type RestartReason = 'interrupt' | 'timeout' | 'crash' | 'exit' | 'reset';

export type SessionState = SessionStatus['state'];
