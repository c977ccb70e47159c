/** The part of the private file system that is read without a session. What is not there is null, and nothing else is. */

/** A browser that is just doing something else has answered by then. */
const SECOND_TRY_MS = 200;

/**
 * Null where the browser has no private file system, as in some private windows, and so never anything in it. Fails where
 * that cannot be found out (src/fs/find-tree.page.ts asks in the same way): an archive would be without the files.
 */
export async function openPrivateFiles(): Promise<FileSystemDirectoryHandle | null> {
  const { storage } = navigator as { storage?: Partial<StorageManager> };
  if (storage?.getDirectory === undefined) return null;
  const { getDirectory } = storage;
  const ask = (): Promise<FileSystemDirectoryHandle> => getDirectory.call(storage);
  try {
    return await ask().catch(async (error: unknown) => {
      if (isCalled(error, 'SecurityError')) throw error;
      await new Promise((resolve) => setTimeout(resolve, SECOND_TRY_MS));
      return ask();
    });
  } catch (error) {
    // Private windows of Firefox, and of Safari.
    if (isCalled(error, 'SecurityError') || isCalled(error, 'UnknownError')) return null;
    throw error;
  }
}

export async function openBelow(
  root: FileSystemDirectoryHandle | null,
  path: readonly string[],
): Promise<FileSystemDirectoryHandle | null> {
  let directory = root;
  try {
    for (const name of path) directory = (await directory?.getDirectoryHandle(name)) ?? null;
    return directory;
  } catch (error) {
    if (isCalled(error, 'NotFoundError')) return null;
    throw error;
  }
}

function isCalled(
  error: unknown,
  name: 'NotFoundError' | 'SecurityError' | 'UnknownError',
): boolean {
  return error instanceof Error && error.name === name;
}
