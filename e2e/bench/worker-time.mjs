// @ts-check
/** The processor time of a browser's workers, from Linux itself: on a busy machine the clock on the wall tells little. */
import { readFileSync, readdirSync } from 'node:fs';

const WORKER_THREAD = /^(DedicatedWorker|DOM Worker)/;

/** @returns {Set<string>} The threads of workers, of all browsers that this process has started. */
export function workerThreads() {
  const found = new Set();
  for (const id of descendants(String(process.pid))) {
    for (const thread of entries(`/proc/${id}/task`)) {
      const folder = `/proc/${id}/task/${thread}`;
      if (WORKER_THREAD.test(read(`${folder}/comm`) ?? '')) found.add(folder);
    }
  }
  return found;
}

/**
 * @param {string} thread One of {@link workerThreads}.
 * @returns {number} Milliseconds it has been running so far (proc(5), `schedstat`).
 */
export function processorMs(thread) {
  const text = readFileSync(`${thread}/schedstat`, 'utf8');
  return Number(text.split(' ', 1)[0]) / 1e6;
}

/**
 * @param {string} ancestor
 * @returns {string[]}
 */
function descendants(ancestor) {
  /** @type {Map<string, string[]>} */
  const children = new Map();
  for (const id of entries('/proc')) {
    // "pid (name) state parent …": a name may hold anything, parentheses too.
    const stat = /^\d+$/.test(id) ? read(`/proc/${id}/stat`) : undefined;
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const found = [ancestor];
  for (const id of found) found.push(...(children.get(id) ?? []));
  return found.slice(1);
}

/** @param {string} folder */
function entries(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return []; // a process that has ended meanwhile
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
