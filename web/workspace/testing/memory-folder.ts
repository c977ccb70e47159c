import { GoruError } from '../../../src/index';
import type { FileEntry, MountInfo } from '../../../src/index';
import type { FolderFiles } from '../folder';

/** The folder `/work` of a session, in memory: path → text. */
export function memoryFolder(initial: Readonly<Record<string, string>> = {}) {
  const content = new Map(Object.entries(initial));
  const changedAt = new Map<string, number>();
  const listeners = new Set<() => void>();
  let time = 0;
  let isFull = false;
  const mount: MountInfo = {
    path: '/work',
    mode: 'rwc',
    storage: 'opfs',
    problem: null,
    problemKind: null,
  };
  const missing = (path: string) => new GoruError('not-found', `file not found: ${path}`);
  const put = (path: string, text: string): void => {
    content.set(path, text);
    changedAt.set(path, (time += 1));
    for (const listener of listeners) listener();
  };

  const files: FolderFiles = {
    mounts: () => Promise.resolve([{ ...mount }]),
    list: (folder) => {
      const entries = new Map<string, FileEntry>();
      for (const [path, { length }] of content) {
        if (!path.startsWith(`${folder}/`)) continue;
        const [name = '', ...rest] = path.slice(folder.length + 1).split('/');
        const isDirectory = rest.length > 0;
        const modifiedAt = changedAt.get(path) ?? 0;
        entries.set(name, { name, isDirectory, bytes: isDirectory ? 0 : length, modifiedAt });
      }
      return Promise.resolve([...entries.values()]);
    },
    read: (path) => {
      const text = content.get(path);
      if (text === undefined) return Promise.reject(missing(path));
      return Promise.resolve(new TextEncoder().encode(text));
    },
    write: (path, bytes) => {
      if (isFull) return Promise.reject(new GoruError('disk-full', `no space left: ${path}`));
      put(path, new TextDecoder().decode(bytes));
      return Promise.resolve();
    },
    rename: (from, to) => {
      const text = content.get(from);
      if (text === undefined) return Promise.reject(missing(from));
      content.delete(from);
      put(to, text);
      return Promise.resolve();
    },
    remove: (path) => {
      if (!content.delete(path)) return Promise.reject(missing(path));
      for (const listener of listeners) listener();
      return Promise.resolve();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    files,
    content,
    /** As a program does it. */
    put,
    remove: (path: string) => {
      content.delete(path);
      for (const listener of listeners) listener();
    },
    setFull: (next: boolean) => {
      isFull = next;
    },
    /** An interpreter begins with an empty folder, in memory where the browser refuses storage. */
    beginEmpty: (storage: 'memory' | 'opfs') => {
      content.clear();
      const problem = storage === 'memory' ? 'kept in memory only' : null;
      Object.assign(mount, { storage, problem, problemKind: problem === null ? null : 'memory' });
      for (const listener of listeners) listener();
    },
    /** Another tab has the folder, or this one has it again. */
    setProblem: (problem: string | null) => {
      Object.assign(mount, { problem, problemKind: problem === null ? null : 'elsewhere' });
      for (const listener of listeners) listener();
    },
  };
}
