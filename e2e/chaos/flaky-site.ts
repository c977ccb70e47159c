/** The built site on a server that goes and comes back at the same address. */
import { startSite, type Site } from '../support/site.mjs';

export interface FlakySite extends Site {
  /** Ends the server with all its connections, or starts it again. */
  setUp: (isUp: boolean) => Promise<void>;
}

export async function startFlakySite(): Promise<FlakySite> {
  let site: Site | undefined = await startSite();
  const { origin, url } = site;
  const port = Number(new URL(origin).port);
  const setUp = async (isUp: boolean): Promise<void> => {
    if (isUp === (site !== undefined)) return;
    if (isUp) {
      site = await startSite({ port });
    } else {
      await site?.close();
      site = undefined;
    }
  };
  return { origin, url, setUp, close: () => setUp(false) };
}
