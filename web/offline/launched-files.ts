import { words } from '../words/page';

/** The part of Chromium's launch queue that is used here; TypeScript does not know it yet. */
interface LaunchQueue {
  setConsumer: (
    consumer: (launch: { readonly files?: readonly FileSystemFileHandle[] }) => void,
  ) => void;
}

interface LaunchOptions {
  /** Puts a program into the editor; it is never run by itself. */
  open: (code: string, title: string) => void;
  tell: (text: string) => void;
}

/** Programs that somebody opened with the installed page, from a list of files. */
export function openLaunchedFiles({ open, tell }: LaunchOptions): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files = [] }) => {
    const [handle] = files;
    if (handle === undefined) return;
    handle
      .getFile()
      .then((file) => file.text())
      .then(
        (code) => {
          open(code, handle.name);
        },
        () => {
          tell(words().cannotRead(handle.name));
        },
      );
  });
}
