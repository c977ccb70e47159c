import { createStore } from '../ui/store';
import { checkPayload } from './check-payload';
import type { Store } from '../ui/store';
import type { SharedProgram } from './shared-program';

const STORED_NAME = 'link-unconfirmed';

/** What the person allows a program from a link. Null: it does not run. */
export interface ShareAnswer {
  hosts: readonly string[];
  /** Whether the packages that the link names are installed first. */
  installs: boolean;
}

export interface ShareDeskState {
  /** From a link, and nobody has said yet that it may run. */
  unconfirmed: SharedProgram | null;
  isAsking: boolean;
}

/** Where it is kept that a program still has to be confirmed: a reload must not confirm it. */
export interface ShareStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
  remove: (name: string) => void;
}

/** Stands between a program from a link and its first run. */
export interface ShareDesk {
  readonly store: Store<ShareDeskState>;
  /** A link has brought this program into the editor. */
  arrive: (program: SharedProgram) => void;
  /** It was confirmed and is like any other from now on, or another program has taken its place. */
  forget: () => void;
  /** Resolves with the person's answer; null when they do not want it to run. */
  ask: () => Promise<ShareAnswer | null>;
  answer: (answer: ShareAnswer | null) => void;
}

export function createShareDesk(storage: ShareStorage): ShareDesk {
  const store = createStore<ShareDeskState>({ unconfirmed: readKept(storage), isAsking: false });
  let resolvers: ((answer: ShareAnswer | null) => void)[] = [];

  function answer(given: ShareAnswer | null): void {
    store.update({ isAsking: false });
    for (const resolve of resolvers.splice(0)) resolve(given);
  }

  function forget(): void {
    storage.remove(STORED_NAME);
    store.update({ unconfirmed: null });
    answer(null);
  }

  return {
    store,
    arrive: (program) => {
      answer(null);
      store.update({ unconfirmed: program });
      // The names tell what it brings; the texts are in the editor.
      const files = program.files.map(({ path }) => [path, '']);
      const mounts = program.mounts?.map(({ path, mode }) => [path, mode]);
      storage.write(STORED_NAME, JSON.stringify({ ...program, files, mounts }));
    },
    forget,
    ask: () => {
      store.update({ isAsking: true });
      return new Promise((resolve) => {
        resolvers = [...resolvers, resolve];
      });
    },
    answer,
  };
}

/** Damaged, or written by another version: then nothing waits. */
function readKept(storage: ShareStorage): SharedProgram | null {
  try {
    const text = storage.read(STORED_NAME);
    return text === null ? null : checkPayload(JSON.parse(text));
  } catch {
    return null;
  }
}
