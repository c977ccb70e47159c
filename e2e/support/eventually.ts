import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_INTERVAL_MS = 50;

/** Reads again and again until the value is right, and fails with the last value that was seen. */
export async function eventually<T>(
  read: () => Promise<T>,
  {
    until,
    wanted,
    timeoutMs = 15_000,
  }: { until: (value: T) => boolean; wanted: string; timeoutMs?: number },
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (until(value)) return value;
    if (Date.now() > deadline) {
      assert.fail(
        `waited ${String(timeoutMs)} ms for ${wanted}, but there was ${JSON.stringify(value)}`,
      );
    }
    await delay(POLL_INTERVAL_MS);
  }
}
