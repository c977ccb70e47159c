import { encodeCodeFragment } from './workspace/code-link';
import { isLink } from './workspaces/current-workspace';

/** As public/manifest.webmanifest names them. */
const NAMES = { title: 'share-title', text: 'share-text', url: 'share-url' } as const;
const MAX_LENGTH = 200_000;

/**
 * What another app has shared with this one, when it is installed, as the link that would bring the same program: so it
 * gets a workspace of its own, and runs when somebody presses Run. Null where the address has nothing of the kind.
 */
export function linkOfSharedText({ href }: { href: string }): string | null {
  const address = new URL(href);
  const given = (name: string): string => (address.searchParams.get(name) ?? '').trim();
  const [title, text, url] = [given(NAMES.title), given(NAMES.text), given(NAMES.url)];
  if (`${title}${text}${url}` === '') return null;
  for (const name of Object.values(NAMES)) address.searchParams.delete(name);
  const own = [url, text].map((one) => fragmentOfOwnLink(one, address)).find((it) => it !== null);
  address.hash = own ?? encodeCodeFragment(programOf({ title, text, url }).slice(0, MAX_LENGTH));
  return address.href;
}

/** Many apps put the address into the text. */
function programOf({ title, text, url }: Record<keyof typeof NAMES, string>): string {
  const said = [title, url].filter((one) => one !== '' && !text.includes(one));
  const comments = said.map((one) => `# ${one.replace(/\s+/g, ' ')}`);
  const isAddress = /^https?:\/\/\S+$/.test(text);
  const body = isAddress ? `# ${text}` : text.replaceAll('\r\n', '\n');
  return `${[...comments, body].filter((part) => part !== '').join('\n')}\n`;
}

/** Somebody has shared a link of this very site. */
function fragmentOfOwnLink(shared: string, { origin, pathname }: URL): string | null {
  if (!URL.canParse(shared)) return null;
  const link = new URL(shared);
  return link.origin === origin && link.pathname === pathname && isLink(link.hash)
    ? link.hash
    : null;
}
