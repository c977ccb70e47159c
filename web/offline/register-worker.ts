import { NotLoaded } from '../ui/not-loaded';

/** Null where the browser refuses, as in some private windows. Rejects with `NotLoaded` when the script does not come. */
export async function registerWorker(
  container: Pick<ServiceWorkerContainer, 'register' | 'ready'>,
  script: URL,
): Promise<ServiceWorkerRegistration | null> {
  try {
    await container.register(script, { updateViaCache: 'none' });
  } catch (error) {
    // Where storage is blocked, Firefox says the first, and Chromium the second.
    const refusals = ['SecurityError', 'NotSupportedError'];
    if (error instanceof DOMException && refusals.includes(error.name)) return null;
    // What browsers say of a script that they could not fetch.
    throw error instanceof TypeError ? new NotLoaded(error) : error;
  }
  return container.ready;
}
