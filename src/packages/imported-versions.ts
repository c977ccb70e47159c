import type { LockedPackage } from './contract';

type NamedVersion = Pick<LockedPackage, 'name' | 'version'>;

/**
 * Which versions one interpreter has imported, of packages that were changed under it since: what
 * is in `sys.modules` stays there. The interpreter's files tell, as an import opens them.
 */
export class ImportedVersions {
  /** Whose a file was that has gone, by its path. */
  readonly #gone = new Map<string, NamedVersion>();
  readonly #versions = new Map<string, string>();

  /** The files of this version are about to go. */
  replaced({ name, version }: NamedVersion, paths: Iterable<string>): void {
    for (const path of paths) this.#gone.set(path, { name, version });
  }

  /** Of those files, these had been opened. Returns whether that is news. */
  openedFilesGone(paths: readonly string[]): boolean {
    const known = this.#versions.size;
    for (const path of paths) {
      const owner = this.#gone.get(path);
      // The first one stays imported, whatever comes and goes later.
      if (owner !== undefined && !this.#versions.has(owner.name)) {
        this.#versions.set(owner.name, owner.version);
      }
    }
    return this.#versions.size > known;
  }

  get isAny(): boolean {
    return this.#versions.size > 0;
  }

  /** The version that is imported, if it is not the one installed now. */
  besides({ name, version }: NamedVersion): string | null {
    const imported = this.#versions.get(name);
    return imported === version ? null : (imported ?? null);
  }
}
