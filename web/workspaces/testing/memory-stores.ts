import { InUse } from '../stored/database';
import type { WorkspaceStores } from '../discard';
import type { StoredFiles } from '../stored/stored-files';
import type { StoredValues } from '../stored/stored-values';
import type { WorkspaceLocks } from '../workspace-locks';

type Part = 'texts' | 'files' | 'values';

/** A browser's storage in memory, whose parts can be made to refuse after some writes. */
export function memoryStores(): WorkspaceStores & {
  files: StoredFiles;
  values: StoredValues;
  texts: () => Map<string, string>;
  filesOf: (folder: string) => Map<string, Blob>;
  valuesOf: (store: string) => Map<string, string>;
  /** Those that a tab shows, or makes. */
  openIds: Set<string>;
  /** Of which a tab has something that is stored nowhere. */
  unkeptIds: Set<string>;
  locks: WorkspaceLocks;
  breakAfter: (part: Part, writes: number) => void;
  /** Folders of these names, as if another tab had them open. */
  refuseToRemove: (folder: string | RegExp | null) => void;
  /** Of all texts, as browsers count them. */
  limitTexts: (bytes: number) => void;
  textBytes: () => number;
  /** The names of all that is in it. */
  everything: () => string[];
} {
  const texts = new Map<string, string>();
  const folders = new Map<string, Map<string, Blob>>();
  const stores = new Map<string, Map<string, string>>();
  const left: Record<Part, number> = { texts: Infinity, files: Infinity, values: Infinity };

  const openIds = new Set<string>();
  const unkeptIds = new Set<string>();
  let maxBytes = Infinity;
  let stuck: string | RegExp | null = null;

  function textBytes(): number {
    let length = 0;
    for (const [name, text] of texts) length += name.length + text.length;
    return 2 * length;
  }

  function isRefused(part: Part): boolean {
    left[part] -= 1;
    return left[part] < 0;
  }

  function openIn<T>(all: Map<string, Map<string, T>>, name: string): Map<string, T> {
    const found = all.get(name) ?? new Map<string, T>();
    all.set(name, found);
    return found;
  }

  return {
    storage: {
      read: (name) => texts.get(name) ?? null,
      write: (name, text) => {
        if (isRefused('texts')) return false;
        const old = texts.get(name);
        texts.set(name, text);
        if (textBytes() <= maxBytes) return true;
        if (old === undefined) texts.delete(name);
        else texts.set(name, old);
        return false;
      },
      remove: (name) => void texts.delete(name),
      names: () => [...texts.keys()],
    },
    files: {
      folders: () => Promise.resolve([...folders.keys()]),
      read: (folder) =>
        Promise.resolve(
          Array.from(folders.get(folder) ?? [], ([path, content]) => ({
            path,
            content,
            modifiedAt: 0,
          })),
        ),
      write: async (folder, files) => {
        for await (const { path, content } of files) {
          if (isRefused('files')) throw new Error('no space left');
          openIn(folders, folder).set(path, content);
        }
      },
      remove: (folder) => {
        if (stuck !== null && folder.search(stuck) >= 0) {
          return Promise.reject(new InUse(folder));
        }
        return Promise.resolve(void folders.delete(folder));
      },
    },
    values: {
      stores: () => Promise.resolve([...stores.keys()]),
      read: (store) => Promise.resolve(new Map(stores.get(store))),
      write: (store, values) => {
        if (values.size > 0 && left.values < Infinity)
          return Promise.reject(new Error('no space left'));
        for (const [key, json] of values) openIn(stores, store).set(key, json);
        return Promise.resolve();
      },
      remove: (store) => Promise.resolve(void stores.delete(store)),
    },
    openIds,
    unkeptIds,
    locks: {
      unkeptIds: () => Promise.resolve(unkeptIds),
      areThere: true,
      holdWhile: async (ids, work) => {
        for (const id of ids) openIds.add(id);
        try {
          return await work();
        } finally {
          for (const id of ids) openIds.delete(id);
        }
      },
      whileClosed: async (id, work) => {
        if (openIds.has(id)) return false;
        await work();
        return true;
      },
    },
    texts: () => new Map(texts),
    filesOf: (folder) => openIn(folders, folder),
    valuesOf: (store) => openIn(stores, store),
    limitTexts: (bytes) => {
      maxBytes = bytes;
    },
    textBytes,
    refuseToRemove: (folder) => {
      stuck = folder;
    },
    breakAfter: (part, writes) => {
      left[part] = writes;
    },
    everything: () => [...texts.keys(), ...folders.keys(), ...stores.keys()],
  };
}
