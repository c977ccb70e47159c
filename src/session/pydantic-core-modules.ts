/// <reference types="vite/types/importMeta.d.ts" />
/**
 * The core of pydantic in Python (see runtime-assets/pydantic_core), as texts by file name. A chunk of its own: it is
 * fetched when somebody installs pydantic-core, and is no part of a first visit.
 */
const sources = import.meta.glob<string>('../../runtime-assets/pydantic_core/_pydantic_core/*.py', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export const modules: ReadonlyMap<string, string> = new Map(
  Object.entries(sources).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]),
);
