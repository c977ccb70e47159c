import { isGoruError } from '../../src/index';
import { changeOfSources, chooseSources, serverPath } from './choose-sources';
import { importedModules } from './imported-modules';
import { createOptionalImports } from './optional-imports';
import { INSTALLED_FOLDER } from './server-settings';
import type { PackageSources, SourceFile } from '../../src/index';
import type { LanguageServer } from './connect-server';
import type { SourceLimits } from './choose-sources';
import type { ProgramTexts } from './program-texts';

/** The packages of the session, whichever that is at the time. */
export interface InstalledSources {
  /** What can be imported of them. */
  modules: () => Promise<readonly string[]>;
  read: (modules: readonly string[]) => Promise<readonly PackageSources[]>;
  /** Calls `listener` after every change until the returned function is called. */
  onChange: (listener: () => void) => () => void;
}

export interface InstalledPackages {
  /** A file that the server has been given, by its path there. */
  textOf: (path: string) => string | undefined;
  dispose: () => void;
}

export interface GiveInstalledOptions {
  programs: ProgramTexts;
  server: Pick<LanguageServer, 'notify'>;
  sources: InstalledSources;
  /** Modules that nobody installs. */
  library: ReadonlySet<string>;
  onGiven: () => void;
  onLeftOut: (name: string) => void;
  /** Told once of the same thing: what programs import stays unknown. */
  onFailure: (error: unknown) => void;
  limits?: SourceLimits;
}

/** What the server may keep in its memory of packages, all together. */
const LIMITS: SourceLimits = { count: 2_000, bytes: 20 * 1024 * 1024 };
/** Whoever types the name of a module is at its end after this. */
const LOOK_DELAY_MS = 300;
/** What is decoded in a few milliseconds; keys have their turn in between. */
const TURN_BYTES = 512 * 1024;

/** Gives the server the code of installed packages that programs import, when they do, and takes it back. */
export function giveInstalled(options: GiveInstalledOptions): InstalledPackages {
  const { programs, server, sources, library, limits = LIMITS } = options;
  let given: readonly PackageSources[] = [];
  /** Imported now or before: to come back to a package costs nothing. */
  let wanted = new Set<string>();
  const told = new Set<string>();
  let isStale = false;
  let isOver = false;
  let lastFailure: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let looking = Promise.resolve();
  let decodedBytes = 0;
  const optional = createOptionalImports(turn);

  async function turn({ bytes }: SourceFile): Promise<void> {
    decodedBytes += bytes;
    if (decodedBytes < TURN_BYTES) return;
    decodedBytes = 0;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  async function look(): Promise<void> {
    const imported = programs.all().flatMap(importedModules);
    const now = [...new Set(imported)].filter((name) => !library.has(name));
    const all = new Set([...wanted, ...now]);
    if (all.size === wanted.size && !isStale) return;
    isStale = false;
    wanted = all;
    let choice = chooseSources(await sources.read([...wanted]), limits);
    if (choice.leftOut.length > 0 && now.length < wanted.size) {
      wanted = new Set(now);
      choice = chooseSources(await sources.read(now), limits);
    }
    for (const { name } of choice.leftOut) {
      if (!told.has(name)) options.onLeftOut(name);
      told.add(name);
    }
    await give(await withOptional(choice.chosen));
  }

  /** Where there is room for them; nobody misses the others. */
  async function withOptional(
    chosen: readonly PackageSources[],
  ): Promise<readonly PackageSources[]> {
    if (chosen.length === 0) return chosen;
    const modules = await optional.of(chosen, await sources.modules());
    if (modules.length === 0) return chosen;
    const isNew = ({ sha256 }: PackageSources): boolean =>
      chosen.every((one) => one.sha256 !== sha256);
    const others = (await sources.read(modules)).filter(isNew);
    return chooseSources([...chosen, ...others], limits).chosen;
  }

  async function give(chosen: readonly PackageSources[]): Promise<void> {
    const { removed, come } = changeOfSources(given, chosen);
    if (removed.length + come.length === 0) return;
    const files: Record<string, string | null> = {};
    for (const path of removed) files[serverPath(path)] = null;
    for (const file of come) {
      files[serverPath(file.path)] = file.text();
      await turn(file);
    }
    if (isOver) return;
    given = chosen;
    server.notify('pyright/createFile', { uri: `file://${INSTALLED_FOLDER}`, files });
    options.onGiven();
  }

  function lookSoon(): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      looking = looking.then(look).catch((error: unknown) => {
        isStale = true;
        // The session ended under its hands, or what reads packages did not load: the next key tries again, and most
        // likely with success. Whoever is told of the same thing again and again stops reading.
        const message = String(error);
        if (isOver || isGoruError(error) || message === lastFailure) return;
        lastFailure = message;
        options.onFailure(error);
      });
    }, LOOK_DELAY_MS);
  }

  const stops = [
    programs.onChange(lookSoon),
    sources.onChange(() => {
      isStale = true;
      lookSoon();
    }),
  ];
  lookSoon();

  return {
    textOf: (path) =>
      path.startsWith(INSTALLED_FOLDER)
        ? given
            .flatMap(({ files }) => files)
            .findLast((file) => serverPath(file.path) === path)
            ?.text()
        : undefined,
    dispose: () => {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}
