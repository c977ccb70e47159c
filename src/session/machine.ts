/** What the machine can spare. Chromium alone tells most of it; elsewhere the answer is yes. */
export interface Hints {
  connection?: { saveData?: boolean };
  /** Gigabytes, rounded down. */
  deviceMemory?: number;
  getBattery?: () => Promise<{ charging: boolean }>;
}

/** A spare interpreter's 10–20 MB are worth a Stop that works. */
export function hasMemoryToSpare(hints: Hints): boolean {
  return hints.connection?.saveData !== true && (hints.deviceMemory ?? 8) > 2;
}

/** Half a second of computing that nobody waits for is not worth a charge that somebody does. */
export async function hasPowerToSpare(hints: Hints): Promise<boolean> {
  if (!hasMemoryToSpare(hints)) return false;
  try {
    const battery = await hints.getBattery?.();
    return battery?.charging ?? true;
  } catch {
    // Forbidden by the page's policy: nothing is known, as in other browsers.
    return true;
  }
}
