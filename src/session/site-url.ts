import { zoneInfo } from 'virtual:goru-assets';

/** The site's root, wherever the page that uses this module lies: assets are in `<root>/assets/`. */
export function siteUrl(): URL {
  return new URL('..', zoneInfo.url);
}
