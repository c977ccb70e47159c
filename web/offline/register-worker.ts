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
    const isRefusal = error instanceof DOMException && refusals.includes(error.name);
    // Both also say the first of an answer that is no script: a login page, or a redirect to one.
    if (isRefusal && (await isScript(script))) return null;
    // What browsers say of a script that they could not fetch.
    throw isRefusal || error instanceof TypeError ? new NotLoaded(error) : error;
  }
  return container.ready;
}

async function isScript(url: URL): Promise<boolean> {
  const answer = await fetch(url, { redirect: 'error', cache: 'no-cache' }).catch(() => null);
  return answer?.ok === true && /javascript/i.test(answer.headers.get('Content-Type') ?? '');
}
