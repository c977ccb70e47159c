import { nearestName } from '../spelling/nearest-name';
import { PROJECTS } from '../spelling/well-known';
import type { InstalledSources } from './installed-packages';

export interface ModuleSpelling {
  /** The module that may be meant by one that is nowhere; null where its name is like none. */
  meant: (module: string) => string | null;
  dispose: () => void;
}

interface KnownModules {
  library: ReadonlySet<string>;
  installed: Pick<InstalledSources, 'modules' | 'onChange'>;
  /** Of the program's own files, as they are now. */
  own: () => readonly string[];
}

/**
 * Tells misspelt modules from those that are to be installed: somebody may have put a package into the index for just
 * that slip.
 */
export function spellModules({ library, installed, own }: KnownModules): ModuleSpelling {
  let present: readonly string[] = [];
  const ask = (): void => {
    void installed.modules().then(
      (modules) => {
        present = modules;
      },
      // A session that cannot tell, perhaps offline, leaves the others; the next change asks again.
      () => undefined,
    );
  };
  const stop = installed.onChange(ask);
  ask();
  return {
    meant: (module) => nearestName(module, [...own(), ...present, ...library, ...PROJECTS.keys()]),
    dispose: stop,
  };
}
