import { hasSubdomains, type HostGrant } from './host-grants';

/** How the browser itself is told where a request, and every redirect of it, may go. */
export interface ConnectPolicy {
  /** The sources of a `connect-src` directive. */
  sources: string;
  /** `manual`: no redirect is followed, and we hear that there was one. */
  redirect: 'follow' | 'manual';
}

const EVERYWHERE = 'http: https:';

/**
 * The grants in the words of Content Security Policy, for a request to `url`. Two peculiarities,
 * measured in Chromium and Firefox: a source without a port means the scheme's own port only, and
 * an IPv6 address matches no source, so a request to one may go anywhere but follow no redirect.
 */
export function connectPolicy(grants: readonly HostGrant[], url: URL): ConnectPolicy {
  if (grants.some(({ hostname }) => hostname === '*')) {
    return { sources: EVERYWHERE, redirect: 'follow' };
  }
  if (isIpv6(url.hostname)) return { sources: EVERYWHERE, redirect: 'manual' };
  const sources = grants.filter((grant) => !isIpv6Grant(grant)).flatMap(toSources);
  // Sorted, so that the same grants are the same policy.
  return { sources: [...new Set(sources)].sort().join(' '), redirect: 'follow' };
}

function toSources(grant: HostGrant): string[] {
  const { hostname, port } = grant;
  const hosts = hasSubdomains(grant) ? [hostname, `*.${hostname}`] : [hostname];
  const suffix = port === 'default' ? '' : `:${port === null ? '*' : String(port)}`;
  return hosts.flatMap((host) => ['http', 'https'].map((scheme) => `${scheme}://${host}${suffix}`));
}

/** No redirect ever leads there. */
export function isIpv6Grant({ hostname }: HostGrant): boolean {
  return isIpv6(hostname);
}

function isIpv6(hostname: string): boolean {
  return hostname.startsWith('[');
}
