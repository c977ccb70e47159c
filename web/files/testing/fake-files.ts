import { parentOf } from '../paths';
import type { FileEntry } from '../../../src/index';

/** Files in a map: path → text. Folders are there when something is in them. */
export function fakeFiles(initial: Readonly<Record<string, string>>) {
  const content = new Map(Object.entries(initial));
  const encoder = new TextEncoder();
  return {
    content,
    list: (folder: string): Promise<FileEntry[]> => {
      const entries = new Map<string, FileEntry>();
      for (const [path, text] of content) {
        if (!path.startsWith(`${folder}/`)) continue;
        const [name = '', ...rest] = path.slice(folder.length + 1).split('/');
        const isDirectory = rest.length > 0;
        entries.set(name, {
          name,
          isDirectory,
          bytes: isDirectory ? 0 : text.length,
          modifiedAt: 0,
        });
      }
      if (entries.size === 0) return Promise.reject(new Error(`directory not found: ${folder}`));
      return Promise.resolve([...entries.values()]);
    },
    read: (path: string): Promise<Uint8Array<ArrayBuffer>> => {
      const text = content.get(path);
      if (text === undefined) return Promise.reject(new Error(`file not found: ${path}`));
      return Promise.resolve(encoder.encode(text));
    },
    write: (path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
      if (parentOf(path) === '/full') return Promise.reject(new Error('disk full'));
      content.set(path, new TextDecoder().decode(bytes));
      return Promise.resolve();
    },
  };
}
