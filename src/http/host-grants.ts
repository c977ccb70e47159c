import { GoruError } from '../contract/goru-error';

/** One granted host, parsed. `*` grants every host. */
export interface HostGrant {
  /** As `URL.hostname` writes it: lower case, punycode, normalised addresses; or `*`. */
  hostname: string;
  /** Null means any port, `default` the port that the URL's scheme has by itself. */
  port: number | 'default' | null;
  /** Without its subdomains. */
  isExact?: true;
}

/** What DNS can say (RFC 1035, 2.3.4); the URL parser takes longer ones. */
const MAX_HOSTNAME_LENGTH = 253;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Which hosts programs may reach. Anything that is no host is refused with `invalid-argument`. */
export class HostGrants {
  readonly #grants = new Map<string, HostGrant>();

  constructor(hosts: readonly string[] = []) {
    for (const host of hosts) this.add(host);
  }

  /** The grants of `add` as normalised texts, in the order in which they were given. */
  get hosts(): readonly string[] {
    return [...this.#grants.keys()];
  }

  get all(): readonly HostGrant[] {
    return [...this.#grants.values()];
  }

  add(host: string): void {
    const grant = parseGrant(host);
    this.#grants.set(toText(grant), grant);
  }

  /** Grants no more than what this URL names: its host without subdomains, its port. */
  addExactly(url: URL): void {
    const port = url.port === '' ? 'default' : Number(url.port);
    this.#grants.set(`=${url.host}`, { hostname: url.hostname, port, isExact: true });
  }

  remove(host: string): void {
    this.#grants.delete(toText(parseGrant(host)));
  }

  clear(): void {
    this.#grants.clear();
  }

  /** A host's grant holds for its subdomains as well; an address's for that address alone. */
  covers(url: URL): boolean {
    return this.all.some((grant) => covers(grant, url));
  }
}

/** True for addresses; only names have subdomains. */
export function isAddress(hostname: string): boolean {
  // The URL parser writes every form of an IPv4 address (decimal, octal, hex) with four numbers.
  return hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}

/** True when the host of a URL can be granted by its name. */
export function isGrantable(hostname: string): boolean {
  if (hostname.length > MAX_HOSTNAME_LENGTH) return false;
  return /^\[[0-9a-f:]+\]$/.test(hostname) || /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(hostname);
}

function covers(grant: HostGrant, url: URL): boolean {
  if (grant.hostname === '*') return true;
  if (!coversPort(grant, url)) return false;
  const { hostname } = url;
  if (hostname === grant.hostname) return true;
  return hasSubdomains(grant) && hostname.endsWith(`.${grant.hostname}`);
}

function coversPort(grant: HostGrant, { protocol, port }: URL): boolean {
  if (grant.port === null) return true;
  // `URL` writes no port where it is the scheme's own.
  if (grant.port === 'default') return port === '';
  return grant.port === (port === '' ? DEFAULT_PORTS[protocol] : Number(port));
}

/** A host's grant holds for its subdomains as well, if it does not say otherwise. */
export function hasSubdomains({ hostname, isExact }: HostGrant): boolean {
  return isExact !== true && !isAddress(hostname);
}

/**
 * The host goes through the parser that requests go through, so that both are written alike. The
 * port does not: `URL` drops a default port, and `example.com:80` must not mean any port.
 */
function parseGrant(text: string): HostGrant & { port: number | null } {
  if (text === '*') return { hostname: '*', port: null };
  const parts = /^(\[[0-9a-f:.]+\]|[^\s:;,/?#@\\*%[\]]+)(?::(\d{1,5}))?$/i.exec(text);
  const hostname =
    parts?.[1] === undefined ? '' : (URL.parse(`http://${parts[1]}`)?.hostname ?? '');
  const port = parts?.[2] === undefined ? null : Number(parts[2]);
  // What is left may be legal in a URL (`a'b`), but would say something else in a policy.
  if (!isGrantable(hostname) || (port !== null && (port < 1 || port > 65_535))) {
    throw new GoruError(
      'invalid-argument',
      `not a host: "${text}" (write it like api.example.com or localhost:8000)`,
    );
  }
  return { hostname, port };
}

function toText({ hostname, port }: ReturnType<typeof parseGrant>): string {
  return port === null ? hostname : `${hostname}:${String(port)}`;
}
