import { isGoruError } from '../src/index';
import type { Session } from '../src/index';
import type { Python } from './run/python';
import type { ProgramFiles } from './workspace/program-files';

interface FilesHooks {
  onFailure: (error: unknown) => void;
  /** Something may have changed in the folder. */
  onChange: (session: Session) => Promise<void>;
}

/** Every session is shown the files; other tabs may change them, and the page may go at any time. */
export function connectFiles(
  files: ProgramFiles,
  { store }: Python,
  { onFailure, onChange }: FilesHooks,
): void {
  let connected: Session | null = null;
  const connect = (): void => {
    const { session } = store.get();
    if (session === null || session === connected) return;
    connected = session;
    session.files.onChange(() => {
      onChange(session).catch((error: unknown) => {
        // What a session says of its folder, or that it is gone, `files` hears as well.
        if (!isGoruError(error)) onFailure(error);
      });
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
