/**
 * Of the hosts that a link wishes for, those that somebody is asked about. A permission covers subdomains, and nobody means
 * to allow all of `com`: as where a program asks (src/http/host-consent.ts), such a name gets on the list by hand alone.
 */
export function hostsAskedFor(
  wished: readonly string[],
  allowed: readonly string[],
): readonly string[] {
  return wished.filter((host) => isAskable(host.replace(/:\d+$/, '')) && !allowed.includes(host));
}

function isAskable(name: string): boolean {
  return name === 'localhost' || name.startsWith('[') || name.includes('.');
}
