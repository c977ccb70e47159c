const ENTRIES_MAX = 200;
const ENTRY_MAX_LENGTH = 10_000;
const STORED_NAME = 'console-history';

/** The page's storage, as far as it is needed here. */
export interface HistoryStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
}

/** Earlier entries of the console, across reloads; up and down walk through them. */
export class PromptHistory {
  readonly #storage: HistoryStorage;
  #entries: readonly string[];
  #position: number;
  /** What was being typed when the walk began. */
  #draft = '';

  constructor(storage: HistoryStorage) {
    this.#storage = storage;
    this.#entries = readEntries(storage);
    this.#position = this.#entries.length;
  }

  add(entry: string): void {
    // Another tab may have added some.
    const before = readEntries(this.#storage).filter((known) => known !== entry);
    const isKept = entry.length <= ENTRY_MAX_LENGTH;
    this.#entries = [...before, ...(isKept ? [entry] : [])].slice(-ENTRIES_MAX);
    this.#position = this.#entries.length;
    // Where nothing can be stored the walk ends with the page.
    this.#storage.write(STORED_NAME, JSON.stringify(this.#entries));
  }

  /** The entry before; `text` is what the prompt shows now. Null at the oldest. */
  previous(text: string): string | null {
    if (this.#position === 0) return null;
    if (this.#position === this.#entries.length) this.#draft = text;
    this.#position -= 1;
    return this.#entries[this.#position] ?? null;
  }

  /** The entry after, and at last what was being typed. Null when that is shown already. */
  next(): string | null {
    if (this.#position >= this.#entries.length) return null;
    this.#position += 1;
    return this.#entries[this.#position] ?? this.#draft;
  }
}

function readEntries(storage: HistoryStorage): readonly string[] {
  try {
    const stored: unknown = JSON.parse(storage.read(STORED_NAME) ?? '[]');
    return Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : [];
  } catch {
    return []; // Not ours, or cut: the next entry begins it anew.
  }
}
