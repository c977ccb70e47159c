import type { PageStorage } from '../page-storage';

/** A browser's storage that can be made to refuse. */
export function memoryStorage(): PageStorage & { works: boolean } {
  const texts = new Map<string, string>();
  const storage = {
    works: true,
    read: (name: string) => texts.get(name) ?? null,
    write: (name: string, text: string) => {
      if (storage.works) texts.set(name, text);
      return storage.works;
    },
    remove: (name: string) => void texts.delete(name),
    names: () => [...texts.keys()],
  };
  return storage;
}
