import type { Session } from '../src/index';
import type { InstalledSources } from './language/installed-packages';
import type { Store } from './ui/store';

/** The packages of whichever session there is, for code help. */
export function installedSources(python: Store<{ session: Session | null }>): InstalledSources {
  return {
    modules: () => python.get().session?.packages.modules() ?? Promise.resolve([]),
    read: (modules) => python.get().session?.packages.sources(modules) ?? Promise.resolve([]),
    onChange: (listener) => {
      let observed: Session | null = null;
      let stop: (() => void) | undefined;
      const observe = (): void => {
        const { session } = python.get();
        if (session === observed) return;
        stop?.();
        observed = session;
        stop = session?.packages.observe(listener);
        listener();
      };
      observe();
      const unsubscribe = python.subscribe(observe);
      return () => {
        unsubscribe();
        stop?.();
      };
    },
  };
}
