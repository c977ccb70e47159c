import { fromErrorData, GoruError } from '../contract/goru-error';
import { closedError } from './closed-error';
import type { FileEntry, MountInfo, SessionFiles } from '../contract/session-files';
import type {
  ControlMessage,
  FilesAnswers,
  FilesRequest,
  OutboundMessage,
} from '../contract/worker-messages';
import { tell } from './tell';

interface PendingRequest {
  message: ControlMessage & { type: 'files-request' };
  resolve: (value: FilesAnswers[keyof FilesAnswers]) => void;
  reject: (error: GoruError) => void;
}

export type FilesMessage = OutboundMessage & {
  type: 'files-reply' | 'files-failure' | 'files-changed';
};

/** What may be asked again of a fresh interpreter: doing it twice is doing it once. */
const REPEATABLE = {
  mounts: true,
  list: true,
  read: true,
  write: true,
  'create-directory': true,
  rename: false,
  remove: false,
} satisfies Record<FilesRequest['verb'], boolean>;

/** `session.files`: carries the page's requests to whichever interpreter is the current one. */
export class SessionFilesClient implements SessionFiles {
  readonly #pending = new Map<number, PendingRequest>();
  readonly #listeners = new Set<{ listener: () => void }>();
  #lastId = 0;
  #send: ((message: ControlMessage) => void) | undefined;
  #isClosed = false;

  /** An interpreter took over: what waits is asked of it. */
  connect(send: (message: ControlMessage) => void): void {
    this.#send = send;
    for (const { message } of this.#pending.values()) send(message);
    this.#tellChange();
  }

  /** The interpreter is gone. What it may have done half-way is not asked again. */
  disconnect(): void {
    this.#send = undefined;
    for (const [id, { message, reject }] of this.#pending) {
      if (REPEATABLE[message.request.verb]) continue;
      this.#pending.delete(id);
      reject(
        new GoruError('interpreter', `Python was restarted during this ${message.request.verb}`),
      );
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#send = undefined;
    for (const { reject } of this.#pending.values()) reject(closedError());
    this.#pending.clear();
  }

  receive(message: FilesMessage): void {
    if (message.type === 'files-changed') {
      this.#tellChange();
      return;
    }
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    this.#pending.delete(message.id);
    if (message.type === 'files-reply') pending.resolve(message.value);
    else pending.reject(fromErrorData(message.error));
  }

  mounts(): Promise<readonly MountInfo[]> {
    return this.#ask<'mounts'>({ verb: 'mounts' });
  }

  list(path: string): Promise<readonly FileEntry[]> {
    return this.#ask<'list'>({ verb: 'list', path });
  }

  read(path: string, options: { maxBytes?: number } = {}): Promise<Uint8Array<ArrayBuffer>> {
    return this.#ask<'read'>({ verb: 'read', path, ...options });
  }

  async write(path: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#ask<'write'>({ verb: 'write', path }, content);
  }

  async createDirectory(path: string): Promise<void> {
    await this.#ask<'create-directory'>({ verb: 'create-directory', path });
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#ask<'rename'>({ verb: 'rename', from, to });
  }

  async remove(path: string): Promise<void> {
    await this.#ask<'remove'>({ verb: 'remove', path });
  }

  onChange(listener: () => void): () => void {
    const entry = { listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  #ask<Verb extends FilesRequest['verb']>(
    request: FilesRequest & { verb: Verb },
    content?: Uint8Array<ArrayBuffer>,
  ): Promise<FilesAnswers[Verb]> {
    if (this.#isClosed) return Promise.reject(closedError());
    this.#lastId += 1;
    const id = this.#lastId;
    const message = {
      type: 'files-request' as const,
      id,
      request,
      // A copy: the page may go on changing its bytes while this one waits for its turn.
      ...(content === undefined ? {} : { content: content.slice() }),
    };
    return new Promise((resolve, reject) => {
      this.#pending.set(id, {
        message,
        // The worker answers a verb with what FilesAnswers says of it.
        resolve: resolve as PendingRequest['resolve'],
        reject,
      });
      this.#send?.(message);
    });
  }

  #tellChange(): void {
    for (const { listener } of this.#listeners) {
      tell(listener, undefined);
    }
  }
}
