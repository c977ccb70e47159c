/** The name of the lock that every page holds which shows the workspace, and whoever makes it or takes it away. */
export function workspaceLockName(sitePath: string, id: string): string {
  return `goru:${sitePath}:workspace:${id}`;
}

/** The name of the lock that every page holds, besides, as long as it has something that the browser does not keep. */
export function unkeptLockName(sitePath: string, id: string): string {
  return `goru:${sitePath}:unkept:${id}`;
}

/**
 * Lets other pages know whether this one has something of its workspace that the browser does not keep: they read what
 * is stored, and would take that for all there is. A lock goes with the page, whatever becomes of it.
 */
export function markUnkept(
  lockName: string,
  locks = (navigator as Partial<Navigator>).locks,
): (isUnkept: boolean) => void {
  let release: (() => void) | null = null;
  return (isUnkept) => {
    if (!isUnkept) release?.();
    if (isUnkept === (release !== null)) return;
    release = null;
    if (!isUnkept) return;
    const over = new Promise<void>((resolve) => {
      release = resolve;
    });
    locks
      ?.request(lockName, { mode: 'shared' }, () => over)
      .catch(() => {
        // Refused to all pages, as in some private windows: each of them says that nothing is kept.
      });
  };
}

/** For as long as this page lasts, nobody takes its workspace away (workspace-locks.ts). */
export function holdWorkspace(sitePath: string, id: string): void {
  const { locks } = navigator as Partial<Navigator>;
  const forEver = (): Promise<never> => new Promise(() => undefined);
  locks?.request(workspaceLockName(sitePath, id), { mode: 'shared' }, forEver).catch(() => {
    // Refused, as in some private windows, which keep nothing anyway.
  });
}
