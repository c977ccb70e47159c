import { expect, it } from 'vitest';
import { writeAll } from './opfs-api';

/** A handle whose browser says that it has written so many bytes. */
function handleThatSays(count: number): Parameters<typeof writeAll>[0] {
  return {
    read: () => 0,
    write: () => count,
    truncate: () => undefined,
    getSize: () => 0,
    flush: () => undefined,
    close: () => undefined,
  };
}

it('takes nothing for written but what the browser says it has written, whole', () => {
  const bytes = new Uint8Array(7);
  expect(() => {
    writeAll(handleThatSays(7), 0, bytes);
  }).not.toThrow();
  // A part of it, nothing, and what Chromium says when there is no room.
  for (const count of [3, 0, 4294967288]) {
    expect(() => {
      writeAll(handleThatSays(count), 0, bytes);
    }, String(count)).toThrow();
  }
});
