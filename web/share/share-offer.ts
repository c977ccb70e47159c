import type { SharedFile, SharedMount, SharedProgram } from './shared-program';

/** What there is to share at this moment. */
export interface ShareOffer {
  files: readonly SharedFile[];
  python: string;
  /** The workspace's packages, exact: `requests==2.32.3`. */
  packages: readonly string[];
  /** The hosts on the workspace's list. */
  hosts: readonly string[];
  mounts: readonly SharedMount[];
}

/** What of an offer goes along, besides the files. */
export interface ShareChoice {
  packages: boolean;
  hosts: readonly string[];
}

/** What the program seems to need: the list of hosts is everybody's business only as far as the program names them. */
export function suggestChoice({ files, hosts, packages }: ShareOffer): ShareChoice {
  return {
    packages: packages.length > 0,
    hosts: hosts.filter((host) => files.some(({ text }) => text.includes(host))),
  };
}

export function chooseFrom(offer: ShareOffer, choice: ShareChoice): SharedProgram {
  const { files, python, packages, mounts } = offer;
  const uses = (pattern: RegExp | string): boolean =>
    files.some(({ text }) => text.search(pattern) !== -1);
  const used = mounts.filter(({ path }) => files.some(({ text }) => text.includes(`${path}/`)));
  return {
    files,
    python,
    ...(choice.packages && packages.length > 0 ? { packages } : {}),
    ...(choice.hosts.length > 0 ? { hosts: choice.hosts } : {}),
    ...(uses(/\bkv\b/) ? { kv: true } : {}),
    ...(used.length > 0 ? { mounts: used } : {}),
  };
}
