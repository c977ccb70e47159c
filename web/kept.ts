import { createStore } from './ui/store';
import { words } from './words/page';
import type { Grants } from './grants';
import type { Python } from './run/python';
import type { Store } from './ui/store';
import type { ProgramFiles } from './workspace/program-files';
import type { Workspace } from './workspace/workspace';

/** What people make here, as far as it can be lost. */
export type KeptThing = 'code' | 'files' | 'values';

export interface KeptState {
  /** What the browser does not keep: it is gone with the page. */
  unkept: readonly KeptThing[];
}

export interface KeptOptions {
  python: Pick<Python, 'store'>;
  workspace: Pick<Workspace, 'store'>;
  files: Pick<ProgramFiles, 'store'>;
  grants: Pick<Grants, 'filesPath' | 'openKv'>;
  whenQuiet: Promise<void>;
}

/** One sentence about what is not kept, for people. */
export function describeUnkept(unkept: readonly KeptThing[]): string {
  const { and, things, notKept } = words().unkept;
  const all = unkept.map((thing) => things[thing]);
  const last = all.pop() ?? '';
  return notKept(all.length === 0 ? last : `${all.join(', ')} ${and} ${last}`);
}

/** Watches whether everything that somebody makes here is kept, whichever part of the browser refuses it. */
export function watchKept(options: KeptOptions): Store<KeptState> {
  const { python, workspace, files, grants, whenQuiet } = options;
  const store = createStore<KeptState>({ unkept: [] });
  const refused = new Set<KeptThing>();
  let asked: object | null = null;

  function tell(): void {
    const isCodeKept = workspace.store.get().isSaved && files.store.get().isKept;
    const all: readonly KeptThing[] = ['code', 'files', 'values'];
    const unkept = all.filter((thing) => (thing === 'code' ? !isCodeKept : refused.has(thing)));
    if (String(unkept) !== String(store.get().unkept)) store.update({ unkept });
  }

  function note(thing: KeptThing, isKept: boolean): void {
    if (isKept) refused.delete(thing);
    else refused.add(thing);
    tell();
  }

  async function askSession(): Promise<void> {
    const { session } = python.store.get();
    if (session === null || session === asked) return;
    asked = session;
    const mount = (await session.files.mounts()).find(({ path }) => path === grants.filesPath);
    note('files', mount?.storage !== 'memory');
  }

  async function askKv(): Promise<void> {
    await whenQuiet;
    note('values', (await grants.openKv()).problem === null);
  }

  const ask = (): void => {
    askSession().catch(() => {
      // The session is gone; the next one is asked again.
      asked = null;
    });
  };
  workspace.store.subscribe(tell);
  files.store.subscribe(tell);
  python.store.subscribe(ask);
  ask();
  askKv().catch(() => {
    note('values', false);
  });
  tell();
  return store;
}
