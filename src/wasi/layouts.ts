import { abi } from './errno';
import type { FdStat } from './fd';
import type { DirectoryEntry, FsNode, NodeStat } from './filesystem';
import type { GuestMemory } from './guest-memory';

/** How each kind of node is called in the ABI. */
const FILETYPES = {
  file: abi.FILETYPE_REGULAR_FILE,
  directory: abi.FILETYPE_DIRECTORY,
  device: abi.FILETYPE_CHARACTER_DEVICE,
} satisfies Record<FsNode['kind'], number>;

const FILESTAT_BYTES = 64;
const FDSTAT_BYTES = 24;
const DIRENT_HEAD_BYTES = 24;
const encoder = new TextEncoder();

export function filetypeOf(kind: FsNode['kind']): number {
  return FILETYPES[kind];
}

/** `filestat`: dev@0 ino@8 filetype@16 nlink@24 size@32 atim@40 mtim@48 ctim@56. */
export function writeFilestat(
  memory: GuestMemory,
  pointer: number,
  stat: NodeStat,
  filetype: number,
): void {
  memory.slice(pointer, FILESTAT_BYTES).fill(0);
  const record = memory.record(pointer, FILESTAT_BYTES);
  record.setBigUint64(0, 1n, true);
  record.setBigUint64(8, stat.ino, true);
  record.setUint8(16, filetype);
  record.setBigUint64(24, 1n, true);
  record.setBigUint64(32, BigInt(stat.size), true);
  record.setBigUint64(40, stat.accessedNs, true);
  record.setBigUint64(48, stat.modifiedNs, true);
  record.setBigUint64(56, stat.changedNs, true);
}

/** `fdstat`: filetype@0 flags@2 rights@8 inheriting rights@16. */
export function writeFdstat(memory: GuestMemory, pointer: number, stat: FdStat): void {
  memory.slice(pointer, FDSTAT_BYTES).fill(0);
  const record = memory.record(pointer, FDSTAT_BYTES);
  record.setUint8(0, stat.filetype);
  record.setUint16(2, stat.flags, true);
  record.setBigUint64(8, stat.rights, true);
  record.setBigUint64(16, stat.rights, true);
}

/**
 * Fills a `fd_readdir` buffer with entries from `cookie` on. The last one may be cut: a full
 * buffer is how the guest knows that there is more.
 */
export function writeDirents(
  buffer: Uint8Array,
  entries: readonly DirectoryEntry[],
  cookie: number,
): number {
  let used = 0;
  for (let i = cookie; i < entries.length && used < buffer.length; i += 1) {
    const entry = entries[i];
    if (entry === undefined) break;
    const dirent = encodeDirent(entry, i + 1);
    const part = dirent.subarray(0, buffer.length - used);
    buffer.set(part, used);
    used += part.length;
  }
  return used;
}

function encodeDirent(entry: DirectoryEntry, next: number): Uint8Array {
  const name = encoder.encode(entry.name);
  const bytes = new Uint8Array(DIRENT_HEAD_BYTES + name.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(next), true);
  view.setBigUint64(8, entry.ino, true);
  view.setUint32(16, name.length, true);
  view.setUint8(20, filetypeOf(entry.kind));
  bytes.set(name, DIRENT_HEAD_BYTES);
  return bytes;
}

/** NUL-terminated strings for `args_get` and `environ_get`. */
export function encodeStrings(strings: readonly string[]): Uint8Array[] {
  return strings.map((text) => encoder.encode(`${text}\0`));
}

/** Writes a pointer array and its strings; the counterpart of the `…_sizes_get` imports. */
export function writeStrings(
  memory: GuestMemory,
  strings: readonly Uint8Array[],
  pointers: number,
  buffer: number,
): void {
  let at = buffer;
  strings.forEach((bytes, i) => {
    memory.setU32(pointers + i * 4, at);
    memory.slice(at, bytes.length).set(bytes);
    at += bytes.length;
  });
}
