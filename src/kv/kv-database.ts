import type { KvStorage } from './kv-storage';

/** Tells other tabs of a change; what `BroadcastChannel` does. */
export interface ChangeChannel {
  postMessage(message: null): void;
  addEventListener(type: 'message', listener: () => void): void;
}

export interface KvDatabaseParts {
  /** Opens the storage that lasts; rejects when the browser refuses it. */
  openStorage: () => Promise<KvStorage>;
  /** What remains then. */
  createFallback: () => KvStorage;
  createChannel: () => ChangeChannel;
}

/**
 * One database of the page: opened when it is first needed, shared by every session and panel, so
 * that all of them see the same entries even when these are only in memory.
 */
export class KvDatabase {
  readonly #parts: KvDatabaseParts;
  readonly #listeners = new Set<{ listener: () => void }>();
  #storage: Promise<KvStorage> | undefined;
  #channel: ChangeChannel | undefined;
  #problem: string | null = null;

  constructor(parts: KvDatabaseParts) {
    this.#parts = parts;
  }

  /** Why entries will be gone with the page, else null; known once storage was needed. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Never rejects. What the first attempt found holds for the page: entries never change place. */
  storage(): Promise<KvStorage> {
    this.#storage ??= this.#parts.openStorage().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.#problem = `the browser refuses storage (${reason}): entries of kv are gone with the page`;
      return this.#parts.createFallback();
    });
    return this.#storage;
  }

  /** Tells everybody who listens, here and in other tabs. */
  announceChange(): void {
    this.#openChannel().postMessage(null);
    this.#callListeners();
  }

  onChange(listener: () => void): () => void {
    this.#openChannel();
    const entry = { listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  #openChannel(): ChangeChannel {
    if (this.#channel === undefined) {
      this.#channel = this.#parts.createChannel();
      this.#channel.addEventListener('message', () => {
        this.#callListeners();
      });
    }
    return this.#channel;
  }

  #callListeners(): void {
    for (const { listener } of this.#listeners) {
      try {
        listener();
      } catch (error) {
        // The page's own bug: report it there, go on here.
        reportError(error);
      }
    }
  }
}
