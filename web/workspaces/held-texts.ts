import type { RecordStorage } from './workspace-records';

/** Texts that are in memory until there is room for them, or somebody wants them kept. */
export interface HeldTexts extends RecordStorage {
  /** What is held, by name; what was there and is to go is null. Empty when nothing is held any more. */
  readonly held: () => ReadonlyMap<string, string | null>;
  /** All of it goes to the storage, or nothing; when it has, everything after it goes there at once. */
  readonly release: () => boolean;
  /** Stays in memory, and writing says so from now on. */
  readonly refuse: () => void;
  /** They are somebody's own now: out of memory with them, as soon as the browser lets us. */
  readonly want: () => boolean;
}

/**
 * A link may bring more than there is room for, and what it leaves behind must not take the room of what people make:
 * so nothing of it goes to the storage before somebody has looked (web/workspaces/link-room.ts).
 *
 * @param keepFirst Writes down what has to be there before any of these texts.
 */
export function holdTexts(storage: RecordStorage, keepFirst: () => boolean): HeldTexts {
  let held: Map<string, string | null> | null = new Map();
  let state: 'waiting' | 'refused' | 'wanted' = 'waiting';

  function put(name: string, text: string | null): boolean {
    if (text !== null) return storage.write(name, text);
    storage.remove(name);
    return true;
  }

  function release(): boolean {
    if (held === null) return true;
    if (!keepFirst()) return false;
    const before: (readonly [string, string | null])[] = [];
    for (const [name, text] of held) {
      before.push([name, storage.read(name)]);
      if (put(name, text)) continue;
      // The room that half of it takes is somebody else's.
      for (const [written, old] of before.reverse()) put(written, old);
      return false;
    }
    held = null;
    return true;
  }

  return {
    read: (name) => {
      const text = held?.get(name);
      return text === undefined ? storage.read(name) : text;
    },
    write: (name, text) => {
      if (held === null) return storage.write(name, text);
      held.set(name, text);
      if (state === 'wanted') return release();
      return state === 'waiting' || storage.read(name) === text;
    },
    remove: (name) => {
      if (held === null) storage.remove(name);
      else held.set(name, null);
    },
    names: () => {
      const kept = storage.names().filter((name) => held?.get(name) !== null);
      const more = [...(held ?? [])].flatMap(([name, text]) => (text === null ? [] : [name]));
      return [...new Set([...kept, ...more])];
    },
    held: () => held ?? new Map<string, string | null>(),
    release,
    refuse: () => {
      if (state === 'waiting') state = 'refused';
    },
    want: () => {
      state = 'wanted';
      return release();
    },
  };
}
