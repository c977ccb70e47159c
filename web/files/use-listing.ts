import { useEffect, useState } from 'react';
import { messageOf } from '../ui/message-of';
import { sortEntries } from './sort-entries';
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
        if (!isGone) setListing({ entries: sortEntries(entries), problem: null });
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
