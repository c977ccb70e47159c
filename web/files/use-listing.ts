import { useEffect, useState } from 'react';
import { messageOf } from '../ui/message-of';
import type { FileEntry, SessionFiles } from '../../src/index';

export interface Listing {
  /** Folders first; null until they are known. */
  entries: readonly FileEntry[] | null;
  problem: string | null;
}

/** What is in a folder; read again whenever `version` changes. */
export function useListing(files: SessionFiles, path: string, version: number): Listing {
  const [listing, setListing] = useState<Listing>({ entries: null, problem: null });
  useEffect(() => {
    let isGone = false;
    files.list(path).then(
      (entries) => {
        if (!isGone) setListing({ entries: [...entries].sort(byKindAndName), problem: null });
      },
      (error: unknown) => {
        if (!isGone) setListing({ entries: null, problem: messageOf(error) });
      },
    );
    return () => {
      isGone = true;
    };
  }, [files, path, version]);
  return listing;
}

function byKindAndName(a: FileEntry, b: FileEntry): number {
  if (a.isDirectory !== b.isDirectory) return a.isDirectory ? -1 : 1;
  return a.name.localeCompare(b.name, undefined, { numeric: true });
}
