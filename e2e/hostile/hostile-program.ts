/** One attack: a program, how it must end, and what holds it. README.md beside this file is this table for readers. */
export interface HostileProgram {
  /** Completes "A program that …". */
  readonly tries: string;
  /**
   * `@FOREIGN@` and `@GRANTED@` are the origins of two servers, of which the session may reach the second one. `fate(f)`
   * is what calling `f` ends in: the repr of its value, or the name of its error's class.
   */
  readonly code: string;
  /** How it ends: `ok: ` and what it printed, `Class: message`, or the status of the run. */
  readonly ends: RegExp;
  /** The wall that it runs into. */
  readonly heldBy: string;
  /** Only its time limit ends it, which is therefore short. */
  readonly isEndless?: true;
  /** It damages its own interpreter: the next program gets a fresh one. */
  readonly needsReset?: true;
}

/** Put before each program. */
export const FATE = `
def fate(f):
    try: return repr(f())
    except Exception as error: return type(error).__name__
`;

/** To write frames to the channel beside the driver, which holds the only descriptor of it. */
export const FORGERY = `
import os, struct
fd = next(fd for fd in range(3, 64) if os.isatty(fd))
def send(data):
    try: return os.write(fd, data)
    except OSError as error: return __import__('errno').errorcode[error.errno]
def frame(text, payload=b''):
    return struct.pack('<II', len(text), len(payload)) + text + payload
`;
