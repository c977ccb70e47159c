/** What the page and the service worker say to each other about keeping the site for times without a network. */

/** A file of the built site; runtime-assets/provision/offline-plugin.ts lists them. */
export interface SiteFile {
  /** Relative to the site's root: `index.html`, `assets/render-….js`. */
  readonly name: string;
  readonly bytes: number;
  /** As `fetch` takes it: what a server sends instead of this very file is refused. */
  readonly integrity: string;
}

/** One version of the site. */
export interface SiteBuild {
  readonly id: string;
  readonly files: readonly SiteFile[];
}

/** What of the site somebody at this page needs. */
export interface OfflineNeeds {
  /** The interpreter in use; those used before are needed, too. */
  readonly python: string;
  /** False: of the large files that are no part of the first run only those in `loaded`. */
  readonly isEverything: boolean;
  /** Names of files that the page has used. */
  readonly loaded: readonly string[];
}

export type OfflineRequest =
  /** Keeps the next few files that are needed and not there. */
  | ({ readonly type: 'goru-offline-save' } & OfflineNeeds)
  /** Drops what no open tab and not this version needs; with `only`, of this version what these needs have no use for, too. */
  | { readonly type: 'goru-offline-sweep'; readonly only?: OfflineNeeds }
  /** Sent to a version that waits: somebody has agreed to it. */
  | { readonly type: 'goru-offline-take-over' }
  | { readonly type: 'goru-offline-which' };

/**
 * `network`: a file did not arrive, or was not the one that this version was built with; `storage`: the browser failed to
 * keep it, or to say what it keeps.
 */
export type OfflineProblem = 'network' | 'space' | 'storage';

export interface OfflineProgress {
  readonly savedBytes: number;
  /** Of what is needed. */
  readonly totalBytes: number;
  /** The page opens and runs programs without a network. */
  readonly isUsable: boolean;
  readonly isComplete: boolean;
  readonly problem: OfflineProblem | null;
}

export type OfflineAnswer =
  | ({ readonly type: 'goru-offline-progress' } & OfflineProgress)
  | { readonly type: 'goru-offline-build'; readonly id: string | null };

/** Other sites of this origin share its caches and locks; the path tells whose they are. */
export interface SiteNames {
  readonly interpreters: string;
  readonly files: string;
  /** The rest of such a name is a version's id. A tab holds a lock of this name for its version. */
  readonly buildPrefix: string;
  /** Held by the version that is on its way, and by the one that drops what nobody needs: never by both. */
  readonly keepingLock: string;
}

export function siteNames(basePath: string): SiteNames {
  return {
    interpreters: `goru:${basePath}:interpreters`,
    files: `goru:${basePath}:files`,
    buildPrefix: `goru:${basePath}:build:`,
    keepingLock: `goru:${basePath}:keeping`,
  };
}

export function isOfflineRequest(value: unknown): value is OfflineRequest {
  return (
    typeof value === 'object'
    && value !== null
    && 'type' in value
    && typeof value.type === 'string'
    && value.type.startsWith('goru-offline-')
  );
}
