const NAME = 'recent-commands';
const KEPT_MAX = 6;

export interface RecentStorage {
  read: (name: string) => string | null;
  write: (name: string, text: string) => boolean;
}

/** The ids of the commands that were last taken from the palette, the newest first. */
export function readRecent(storage: RecentStorage): readonly string[] {
  return (storage.read(NAME) ?? '').split(' ').filter((id) => id !== '');
}

export function addRecent(storage: RecentStorage, id: string): void {
  const others = readRecent(storage).filter((other) => other !== id);
  // Convenience alone: where it cannot be kept, the list is the same next time.
  storage.write(NAME, [id, ...others].slice(0, KEPT_MAX).join(' '));
}
