/** Every import class of the WASI layer over memory mounts, driven through wasi-libc. */
import type { Access, DirectoryNode, Preopen } from '../wasi/filesystem';
import { describeScenarios } from '../wasi/testing/describe-scenarios';
import { bellDevice } from '../wasi/testing/run-command';
import { MemoryDirectory } from './memory-directory';
import { Quota } from './quota';

const READ_ONLY: Access = { write: false, create: false };
const NO_CREATE: Access = { write: true, create: false };
const EVERYTHING: Access = { write: true, create: true };

await describeScenarios('process', createPreopens);
await describeScenarios('files', createPreopens);
await describeScenarios('directories', createPreopens);

function createPreopens(): Preopen[] {
  const preopen = (path: string, root: DirectoryNode, access: Access): Preopen => ({
    path,
    root,
    access,
  });
  return [
    preopen('/work', emptyMount(), EVERYTHING),
    preopen('/other', emptyMount(), EVERYTHING),
    preopen('/small', emptyMount(64 * 1024), EVERYTHING),
    preopen('/ro', givenFiles(), READ_ONLY),
    preopen('/rw', givenFiles(), NO_CREATE),
    preopen('/devices', devices(), EVERYTHING),
  ];
}

function emptyMount(quotaBytes = Infinity): MemoryDirectory {
  return new MemoryDirectory(new Quota(quotaBytes));
}

function givenFiles(): MemoryDirectory {
  const files = new Map([
    ['file.txt', digits],
    ['dir/inner.txt', digits],
  ]);
  return MemoryDirectory.fromFiles(files, new Quota(Infinity));
}

/** Shared by all mounts of all tests: nobody may write into it. */
const digits = new TextEncoder().encode('0123456789');

function devices(): MemoryDirectory {
  const directory = emptyMount();
  directory.attach('silent', bellDevice(Infinity));
  directory.attach('bell', bellDevice(20));
  return directory;
}
