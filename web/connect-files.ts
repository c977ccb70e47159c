import type { Session } from '../src/index';
import type { Python } from './run/python';
import type { ProgramFiles } from './workspace/program-files';

interface FilesHooks {
  onFailure: (error: unknown) => void;
  /** There are files in the folder, as far as anybody can tell. */
  onUsed: () => void;
}

/** Every session is shown the files; other tabs may change them, and the page may go at any time. */
export function connectFiles(
  files: ProgramFiles,
  { store }: Python,
  folder: string,
  { onFailure, onUsed }: FilesHooks,
): void {
  let connected: Session | null = null;
  const connect = (): void => {
    const { session } = store.get();
    if (session === null || session === connected) return;
    connected = session;
    session.files.onChange(() => {
      // Also told when the folder has just come, with nothing in it.
      void session.files.list(folder).then(
        (entries) => {
          if (entries.length > 0) onUsed();
        },
        () => {
          // The session is gone: its files were not there to be changed.
        },
      );
    });
    files.connect(session.files).catch(onFailure);
  };
  connect();
  store.subscribe(connect);
  window.addEventListener('pagehide', files.rest);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') files.rest();
    else files.lookAgain();
  });
}
