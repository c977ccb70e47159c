import type { PageStorage } from './workspace/page-storage';

export type ReloadSetting = 'python' | 'lang';

/** Loads the page again with another setting: what depends on it is never changed under a page that is there. */
export function reloadWith(storage: PageStorage, setting: ReloadSetting, value: string): void {
  const isKept = storage.write(setting, value);
  const address = new URL(window.location.href);
  // What the address says counts more than what is kept.
  if (!isKept) address.searchParams.set(setting, value);
  else address.searchParams.delete(setting);
  if (address.href === window.location.href) window.location.reload();
  else window.location.assign(address);
}
