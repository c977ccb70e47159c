import { isSharedPath } from './check-payload';
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

/** What of an offer goes along with the program. */
export interface ShareChoice {
  /** Paths of other files than the program. */
  files: readonly string[];
  packages: boolean;
  hosts: readonly string[];
}

/** What the program seems to need: the list of hosts is everybody's business only as far as the program names them. */
export function suggestChoice({ files, hosts, packages }: ShareOffer): ShareChoice {
  const [, ...others] = files;
  return {
    files: others.map(({ path }) => path).filter(isSharedPath),
    packages: packages.length > 0,
    hosts: hosts.filter((host) => files.some(({ text }) => text.includes(host))),
  };
}

export function chooseFrom(offer: ShareOffer, choice: ShareChoice): SharedProgram {
  const { python, packages, mounts } = offer;
  const files = offer.files.filter(({ path }, i) => i === 0 || choice.files.includes(path));
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
