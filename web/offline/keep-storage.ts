interface KeepStorageOptions {
  /** Absent where the page is not secure. */
  storage: StorageManager | undefined;
  /** Firefox asks the person, who should know why: only when they save, and not while they type. */
  asksPerson: boolean;
}

/** Asks the browser not to clear this site's storage when the disk runs low. */
export interface StorageKeeper {
  /** A change of the person's own is kept by now: from here on there is something to lose. */
  readonly afterChange: () => void;
  /** The person has saved. */
  readonly afterSave: () => void;
}

export function createStorageKeeper({ storage, asksPerson }: KeepStorageOptions): StorageKeeper {
  let hasAsked = false;

  function ask(): void {
    if (hasAsked || storage === undefined) return;
    hasAsked = true;
    void (async () => {
      try {
        if (!(await storage.persisted())) await storage.persist();
      } catch {
        // Storage is blocked; the page says "not saved".
      }
    })();
  }

  return {
    afterChange: () => {
      if (!asksPerson) ask();
    },
    afterSave: ask,
  };
}
