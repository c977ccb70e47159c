/** Where Python looks for the compiled form of a module: `goru/kv.py` → `goru/__pycache__/kv.cpython-312.pyc` (PEP 3147). */
export function compiledPath(path: string, cacheTag: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${path.slice(0, slash)}__pycache__/${path.slice(slash, -'.py'.length)}.${cacheTag}.pyc`;
}

/** `sys.implementation.cache_tag` of an interpreter of the site, by its `major.minor`. */
export function cacheTagOf(python: string): string {
  return `cpython-${python.replace('.', '')}`;
}
