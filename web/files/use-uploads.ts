import { useState } from 'react';
import { findConflicts, writeUploads } from './uploads';
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

  async function start(folder: string, uploads: readonly Upload[]): Promise<void> {
    const conflicts = await findConflicts(files, folder, uploads);
    if (conflicts.length > 0) setCurrent({ state: 'asking', folder, uploads, conflicts });
    else await write(folder, uploads, 'replace');
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
      const what = total === 1 ? (uploads[0]?.path ?? '') : `${String(total)} files`;
      onOutcome({ text: `Uploaded ${what} to ${folder}` });
    } finally {
      setCurrent({ state: 'idle' });
    }
  }

  return {
    current,
    begin: (folder, uploads) => {
      if (uploads.length > 0) start(folder, uploads).catch(onFailure);
    },
    answer: (choice) => {
      if (current.state !== 'asking') return;
      if (choice === 'cancel') setCurrent({ state: 'idle' });
      else write(current.folder, current.uploads, choice).catch(onFailure);
    },
  };
}
