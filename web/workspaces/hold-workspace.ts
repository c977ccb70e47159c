/** The name of the lock that every page holds which shows the workspace, and whoever makes it or takes it away. */
export function workspaceLockName(sitePath: string, id: string): string {
  return `goru:${sitePath}:workspace:${id}`;
}

/** For as long as this page lasts, nobody takes its workspace away (workspace-locks.ts). */
export function holdWorkspace(sitePath: string, id: string): void {
  const { locks } = navigator as Partial<Navigator>;
  const forEver = (): Promise<never> => new Promise(() => undefined);
  locks?.request(workspaceLockName(sitePath, id), { mode: 'shared' }, forEver).catch(() => {
    // Refused, as in some private windows, which keep nothing anyway.
  });
}
