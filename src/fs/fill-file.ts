import { abi, fail } from '../wasi/errno';
import { runSteps, settled } from '../wasi/maybe-async';
import {
  createSyncHandle,
  type OpfsFileHandle,
  storageCall,
  storageStep,
  writeAll,
} from './opfs-api';
import type { Content } from './storage-directory';

const COPY_BYTES = 1024 * 1024;

/** Writes the content into a new file, in a worker or in a page. */
export async function fillFile(locator: OpfsFileHandle, content: Content): Promise<void> {
  if (locator.createSyncAccessHandle === undefined) {
    await fillFromPage(locator, content);
    return;
  }
  const handle = await storageStep(() => createSyncHandle(locator));
  try {
    let at = 0;
    for await (const part of partsOf(content)) {
      writeAll(handle, at, part);
      at += part.length;
    }
    storageCall(() => {
      handle.flush();
    });
  } finally {
    handle.close();
  }
}

async function fillFromPage(locator: OpfsFileHandle, content: Content): Promise<void> {
  const writable =
    (await storageStep(async () => locator.createWritable?.())) ?? fail(abi.ERRNO_NOTSUP);
  try {
    for await (const part of partsOf(content)) await storageStep(() => writable.write(part));
    await storageStep(() => writable.close());
  } catch (error) {
    // The failure is what counts.
    await writable.abort().catch(() => undefined);
    throw error;
  }
}

/** The content piece by piece; each is overwritten by the next. */
async function* partsOf(content: Content): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(content.size, COPY_BYTES));
  for (let at = 0; at < content.size;) {
    const read = content.read(at, buffer.subarray(0, content.size - at));
    const count = await runSteps(settled(read));
    if (count === 0) break;
    yield buffer.subarray(0, count);
    at += count;
  }
}
