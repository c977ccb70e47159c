// A small WASI host for node, enough to train, check and measure the interpreter: files in memory,
// standard streams as strings, and clocks and random bytes that can be the same on every run.

const ERRNO = {
  success: 0,
  badf: 8,
  exist: 20,
  inval: 28,
  isdir: 31,
  noent: 44,
  nosys: 52,
  notdir: 54,
  notempty: 55,
};
const FILETYPE = { characterDevice: 2, directory: 3, regularFile: 4 };
const OFLAG = { create: 1, directory: 2, exclusive: 4, truncate: 8 };
const APPEND = 1;
const ALL_RIGHTS = 0x1fff_ffffn;
const PREOPEN = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

class Directory {
  isDirectory = true;
  entries = new Map();
}

class File {
  isDirectory = false;
  constructor(bytes = new Uint8Array()) {
    this.bytes = bytes;
    this.size = bytes.length;
  }

  resize(size) {
    if (size > this.bytes.length) {
      const larger = new Uint8Array(Math.max(size, this.bytes.length * 2, 1024));
      larger.set(this.bytes.subarray(0, this.size));
      this.bytes = larger;
    }
    if (size < this.size) this.bytes.fill(0, size, this.size);
    this.size = size;
  }
}

/** A clock that advances by a microsecond whenever somebody looks, from a date that never changes. */
export function fixedClock() {
  let now = 1_760_000_000_000_000_000n;
  return () => (now += 1000n);
}

export function realClock() {
  const origin = BigInt(Date.now()) * 1_000_000n;
  return () => origin + BigInt(Math.round(performance.now() * 1e6));
}

export function fixedRandom(seed = 1) {
  let state = seed;
  return (bytes) => {
    for (let i = 0; i < bytes.length; i += 1) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      bytes[i] = state >>> 16;
    }
  };
}

export class ExitError extends Error {}

export class Host {
  #fds = [];
  #root = new Directory();

  constructor({ clock = fixedClock(), random = fixedRandom(), tick = () => 0, onWrite } = {}) {
    this.clock = clock;
    this.random = random;
    this.tick = tick;
    this.stdout = '';
    this.stderr = '';
    this.onWrite = onWrite;
    this.calls = new Map();
    this.#fds = [
      { stream: 0 },
      { stream: 1 },
      { stream: 2 },
      { node: this.#root, path: '/', offset: 0, flags: 0 },
    ];
    this.addDirectory('tmp');
  }

  addDirectory(path) {
    return this.#makeParents(`${path}/x`).parent;
  }

  addFile(path, bytes) {
    const { parent, name } = this.#makeParents(path);
    parent.entries.set(name, new File(typeof bytes === 'string' ? encoder.encode(bytes) : bytes));
  }

  #makeParents(path) {
    const names = path.split('/').filter(Boolean);
    const name = names.pop();
    let parent = this.#root;
    for (const part of names) {
      let next = parent.entries.get(part);
      if (!next) parent.entries.set(part, (next = new Directory()));
      parent = next;
    }
    return { parent, name };
  }

  get imports() {
    const wasi = this.#wasi();
    return {
      wasi_snapshot_preview1: new Proxy(wasi, {
        get: (target, name) => target[name] ?? (() => ERRNO.nosys),
      }),
      goru: { tick: () => this.tick() },
    };
  }

  attach(instance) {
    this.instance = instance;
    this.exports = instance.exports;
    return this;
  }

  get #view() {
    return new DataView(this.exports.memory.buffer);
  }

  #bytes(address, length) {
    return new Uint8Array(this.exports.memory.buffer, address, length);
  }

  #text(address, length) {
    return decoder.decode(this.#bytes(address, length).slice());
  }

  #find(fd, address, length) {
    const base = this.#fds[fd]?.node ?? this.#root;
    let node = base;
    let parent;
    let name = '';
    for (const part of this.#text(address, length).split('/')) {
      if (part === '' || part === '.') continue;
      if (!node?.isDirectory) return { error: node ? ERRNO.notdir : ERRNO.noent };
      parent = node;
      name = part;
      node = node.entries.get(part);
    }
    return { parent, name, node };
  }

  #writeStat(address, node, stream = false) {
    this.#bytes(address, 64).fill(0);
    const view = this.#view;
    const type = stream
      ? FILETYPE.characterDevice
      : node.isDirectory
        ? FILETYPE.directory
        : FILETYPE.regularFile;
    view.setUint8(address + 16, type);
    view.setBigUint64(address + 24, 1n, true);
    view.setBigUint64(address + 32, BigInt(node?.size ?? 0), true);
  }

  #vectors(address, count) {
    const view = this.#view;
    return Array.from({ length: count }, (_, i) =>
      this.#bytes(view.getUint32(address + 8 * i, true), view.getUint32(address + 8 * i + 4, true)),
    );
  }

  #read(handle, vectors, offset) {
    if (handle.stream !== undefined) return 0;
    let total = 0;
    for (const vector of vectors) {
      const at = offset + total;
      const part = handle.node.bytes.subarray(at, Math.min(handle.node.size, at + vector.length));
      vector.set(part);
      total += part.length;
    }
    return total;
  }

  #write(handle, vectors, offset) {
    let total = 0;
    for (const vector of vectors) {
      if (handle.stream === undefined) {
        const end = offset + total + vector.length;
        if (end > handle.node.size) handle.node.resize(end);
        handle.node.bytes.set(vector, offset + total);
      } else {
        const text = decoder.decode(vector.slice());
        if (handle.stream === 1) this.stdout += text;
        else this.stderr += text;
        this.onWrite?.(handle.stream, text);
      }
      total += vector.length;
    }
    return total;
  }

  #wasi() {
    const fds = this.#fds;
    const u32 = (address, value) => this.#view.setUint32(address, value, true);
    const u64 = (address, value) => this.#view.setBigUint64(address, BigInt(value), true);
    const file = (fd) =>
      fds[fd] && (fds[fd].stream !== undefined || !fds[fd].node.isDirectory) ? fds[fd] : undefined;
    return {
      args_sizes_get: (count, bytes) => (u32(count, 0), u32(bytes, 0), 0),
      args_get: () => 0,
      environ_sizes_get: (count, bytes) => (u32(count, 0), u32(bytes, 0), 0),
      environ_get: () => 0,
      clock_res_get: (_id, address) => (u64(address, 1000n), 0),
      clock_time_get: (_id, _precision, address) => (u64(address, this.clock()), 0),
      random_get: (address, length) => (this.random(this.#bytes(address, length)), 0),
      sched_yield: () => 0,
      proc_exit: (code) => {
        throw new ExitError(`the interpreter left with code ${code}`);
      },
      poll_oneoff: (input, output, count, stored) => {
        for (let i = 0; i < count; i += 1) {
          const event = output + 32 * i;
          this.#bytes(event, 32).fill(0);
          this.#view.setBigUint64(event, this.#view.getBigUint64(input + 48 * i, true), true);
          this.#view.setUint8(event + 10, this.#view.getUint8(input + 48 * i + 8));
        }
        u32(stored, count);
        return 0;
      },
      fd_prestat_get: (fd, address) => {
        if (fd !== PREOPEN) return ERRNO.badf;
        u32(address, 0);
        u32(address + 4, 1);
        return 0;
      },
      fd_prestat_dir_name: (_fd, address) => (this.#bytes(address, 1).set([47]), 0),
      fd_fdstat_get: (fd, address) => {
        const handle = fds[fd];
        if (!handle) return ERRNO.badf;
        this.#bytes(address, 24).fill(0);
        const isStream = handle.stream !== undefined;
        const type = isStream
          ? FILETYPE.characterDevice
          : handle.node.isDirectory
            ? FILETYPE.directory
            : FILETYPE.regularFile;
        this.#view.setUint8(address, type);
        this.#view.setUint16(address + 2, handle.flags ?? 0, true);
        // Seekable, if one believes it: libc does not take a stream for a terminal then, and Python
        // prints tracebacks without colours.
        u64(address + 8, ALL_RIGHTS);
        u64(address + 16, ALL_RIGHTS);
        return 0;
      },
      fd_fdstat_set_flags: (fd, flags) => {
        if (!fds[fd]) return ERRNO.badf;
        fds[fd].flags = flags;
        return 0;
      },
      fd_filestat_get: (fd, address) => {
        if (!fds[fd]) return ERRNO.badf;
        this.#writeStat(address, fds[fd].node, fds[fd].stream !== undefined);
        return 0;
      },
      fd_filestat_set_size: (fd, size) => {
        if (!file(fd)) return ERRNO.badf;
        fds[fd].node.resize(Number(size));
        return 0;
      },
      fd_filestat_set_times: () => 0,
      path_filestat_set_times: () => 0,
      fd_sync: () => 0,
      fd_datasync: () => 0,
      fd_advise: () => 0,
      fd_close: (fd) => {
        if (!fds[fd]) return ERRNO.badf;
        fds[fd] = undefined;
        return 0;
      },
      fd_seek: (fd, offset, whence, address) => {
        const handle = fds[fd];
        if (!handle) return ERRNO.badf;
        if (handle.stream !== undefined) return 70; // spipe
        const base = [0, handle.offset, handle.node.size][whence];
        const position = base + Number(offset);
        if (position < 0) return ERRNO.inval;
        handle.offset = position;
        u64(address, position);
        return 0;
      },
      fd_tell: (fd, address) => {
        if (!fds[fd]) return ERRNO.badf;
        if (fds[fd].stream !== undefined) return 70; // spipe
        u64(address, fds[fd].offset);
        return 0;
      },
      fd_read: (fd, vectors, count, read) => {
        const handle = file(fd);
        if (!handle) return fds[fd] ? ERRNO.isdir : ERRNO.badf;
        const total = this.#read(handle, this.#vectors(vectors, count), handle.offset);
        handle.offset += total;
        u32(read, total);
        return 0;
      },
      fd_pread: (fd, vectors, count, offset, read) => {
        const handle = file(fd);
        if (!handle) return ERRNO.badf;
        u32(read, this.#read(handle, this.#vectors(vectors, count), Number(offset)));
        return 0;
      },
      fd_write: (fd, vectors, count, written) => {
        const handle = file(fd);
        if (!handle) return ERRNO.badf;
        if (handle.flags & APPEND) handle.offset = handle.node.size;
        const total = this.#write(handle, this.#vectors(vectors, count), handle.offset);
        handle.offset += total;
        u32(written, total);
        return 0;
      },
      fd_pwrite: (fd, vectors, count, offset, written) => {
        const handle = file(fd);
        if (!handle) return ERRNO.badf;
        u32(written, this.#write(handle, this.#vectors(vectors, count), Number(offset)));
        return 0;
      },
      fd_readdir: (fd, address, length, cookie, used) => {
        const handle = fds[fd];
        if (!handle?.node?.isDirectory) return ERRNO.notdir;
        const entries = [...handle.node.entries];
        let at = 0;
        for (let i = Number(cookie); i < entries.length && at < length; i += 1) {
          const name = encoder.encode(entries[i][0]);
          const record = new Uint8Array(24 + name.length);
          const view = new DataView(record.buffer);
          view.setBigUint64(0, BigInt(i + 1), true);
          view.setUint32(16, name.length, true);
          view.setUint8(20, entries[i][1].isDirectory ? 3 : 4);
          record.set(name, 24);
          const part = record.subarray(0, length - at);
          this.#bytes(address + at, part.length).set(part);
          at += part.length;
        }
        u32(used, at);
        return 0;
      },
      path_open: (fd, _lookup, path, length, oflags, _base, _inheriting, flags, opened) => {
        const found = this.#find(fd, path, length);
        if (found.error) return found.error;
        let { node } = found;
        if (!node) {
          if (!(oflags & OFLAG.create) || !found.parent) return ERRNO.noent;
          node = new File();
          found.parent.entries.set(found.name, node);
        } else if (oflags & OFLAG.exclusive) return ERRNO.exist;
        if (oflags & OFLAG.directory && !node.isDirectory) return ERRNO.notdir;
        if (oflags & OFLAG.truncate && !node.isDirectory) node.resize(0);
        let free = fds.indexOf(undefined);
        if (free < 0) free = fds.length;
        fds[free] = { node, offset: 0, flags };
        u32(opened, free);
        return 0;
      },
      path_filestat_get: (fd, _flags, path, length, address) => {
        const { node, error } = this.#find(fd, path, length);
        if (!node) return error ?? ERRNO.noent;
        this.#writeStat(address, node);
        return 0;
      },
      path_create_directory: (fd, path, length) => {
        const { node, parent, name, error } = this.#find(fd, path, length);
        if (error) return error;
        if (node) return ERRNO.exist;
        parent.entries.set(name, new Directory());
        return 0;
      },
      path_remove_directory: (fd, path, length) => {
        const { node, parent, name } = this.#find(fd, path, length);
        if (!node) return ERRNO.noent;
        if (!node.isDirectory) return ERRNO.notdir;
        if (node.entries.size > 0) return ERRNO.notempty;
        parent.entries.delete(name);
        return 0;
      },
      path_unlink_file: (fd, path, length) => {
        const { node, parent, name } = this.#find(fd, path, length);
        if (!node) return ERRNO.noent;
        if (node.isDirectory) return ERRNO.isdir;
        parent.entries.delete(name);
        return 0;
      },
      path_rename: (fd, path, length, newFd, newPath, newLength) => {
        const from = this.#find(fd, path, length);
        const to = this.#find(newFd, newPath, newLength);
        if (!from.node || !to.parent) return ERRNO.noent;
        from.parent.entries.delete(from.name);
        to.parent.entries.set(to.name, from.node);
        return 0;
      },
    };
  }

  // --- the reactor ---------------------------------------------------------------------------

  /** Runs source in `__main__`; returns what `goru_exec` returned. */
  exec(source) {
    const bytes = encoder.encode(source);
    const address = this.exports.goru_alloc(bytes.length);
    this.#bytes(address, bytes.length).set(bytes);
    try {
      return this.exports.goru_exec(address, bytes.length);
    } finally {
      this.exports.goru_free(address);
    }
  }

  /** Runs source and returns what it printed; both streams, in order of writing within each. */
  output(source) {
    this.stdout = this.stderr = '';
    const code = this.exec(source);
    return { code, stdout: this.stdout, stderr: this.stderr };
  }
}

/** A started interpreter with the standard library at its place. */
export async function startInterpreter(module, library, options) {
  const host = new Host(options);
  host.addFile('usr/local/lib/python313.zip', library);
  const compiled =
    module instanceof WebAssembly.Module ? module : await WebAssembly.compile(module);
  host.attach(await WebAssembly.instantiate(compiled, host.imports));
  host.exports._initialize();
  if (host.exports.goru_init() !== 0) throw new Error(`goru_init failed: ${host.stderr}`);
  return host;
}
