import { useRef, useState } from 'react';
import { findConflicts, writeUploads } from './uploads';
import { words } from '../words/files';
import type { SessionFiles } from '../../src/index';
import type { Outcome } from './file-actions';
import type { ConflictChoice, Upload } from './uploads';

/** Uploads on their way: nothing, a question, or how far they are. */
export type UploadState =
  | { state: 'idle' }
  | { state: 'asking'; folder: string; uploads: readonly Upload[]; conflicts: readonly Upload[] }
  | { state: 'writing'; done: number; total: number };

export interface Uploads {
  current: UploadState;
  /** Asks first when files would be replaced. */
  begin: (folder: string, uploads: readonly Upload[]) => void;
  answer: (choice: ConflictChoice | 'cancel') => void;
}

export function useUploads(options: {
  files: SessionFiles;
  onOutcome: (outcome: Outcome) => void;
  onFailure: (error: unknown) => void;
}): Uploads {
  const { files, onOutcome, onFailure } = options;
  const [current, setCurrent] = useState<UploadState>({ state: 'idle' });

  // One after the other: the end of one must not take away the question of the next.
  const last = useRef(Promise.resolve());
  const giveAnswer = useRef<(choice: ConflictChoice | 'cancel') => void>(() => undefined);

  async function upload(folder: string, uploads: readonly Upload[]): Promise<void> {
    const conflicts = await findConflicts(files, folder, uploads);
    if (conflicts.length === 0) {
      await write(folder, uploads, 'replace');
      return;
    }
    const choice = await new Promise<ConflictChoice | 'cancel'>((resolve) => {
      giveAnswer.current = resolve;
      setCurrent({ state: 'asking', folder, uploads, conflicts });
    });
    if (choice === 'cancel') setCurrent({ state: 'idle' });
    else await write(folder, uploads, choice);
  }

  async function write(
    folder: string,
    uploads: readonly Upload[],
    onConflict: ConflictChoice,
  ): Promise<void> {
    const total = uploads.length;
    const onProgress = (done: number): void => {
      setCurrent({ state: 'writing', done, total });
    };
    try {
      await writeUploads({ files, folder, uploads, onConflict, onProgress });
      const what = total === 1 ? (uploads[0]?.path ?? '') : words().filesCount(total);
      onOutcome({ text: words().uploaded(what, folder) });
    } finally {
      setCurrent({ state: 'idle' });
    }
  }

  return {
    current,
    begin: (folder, uploads) => {
      if (uploads.length === 0) return;
      last.current = last.current.then(() => upload(folder, uploads)).catch(onFailure);
    },
    answer: (choice) => {
      giveAnswer.current(choice);
    },
  };
}
