/**
 * Runs the real interpreter under node:wasi with a scripted host on the channel device.
 *
 * Everything is synchronous: the guest's `fd_read` on the channel takes the next due event of a
 * queue ordered by time, sleeping (`Atomics.wait`) until it is due. No event left = the host is
 * done, which ends the guest.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createNodeWasi } from '../../provision/node-wasi.mjs';

const ECANCELED = 11;
const EINVAL = 28;
const CHANNEL_FD = 1000;
/** Of wasi-libc. */
const SIGUSR1 = 10;
const CHARACTER_DEVICE = 2;
const SUBSCRIPTION_BYTES = 48;
const EVENT_BYTES = 32;
const ALL_RIGHTS = 0x1fffffffn;

export class GuestExit extends Error {}

const sleeper = new Int32Array(new SharedArrayBuffer(4));
const sleepMs = (ms) => ms > 0 && Atomics.wait(sleeper, 0, 0, ms);

export function encodeFrame(frame, payload = Buffer.alloc(0)) {
  const json = Buffer.from(JSON.stringify(frame));
  const header = Buffer.alloc(8);
  header.writeUInt32LE(json.length, 0);
  header.writeUInt32LE(payload.length, 4);
  return Buffer.concat([header, json, payload]);
}

export function decodeFrame(bytes) {
  const jsonEnd = 8 + bytes.readUInt32LE(0);
  const frame = JSON.parse(bytes.subarray(8, jsonEnd).toString());
  return { frame, payload: bytes.subarray(jsonEnd) };
}

/** The host's end of the channel: frames for the guest, each with the time at which it arrives. */
export class ScriptedHost {
  #queue = [];

  /** @param {(frame: object, payload: Buffer, host: ScriptedHost) => void} onFrame */
  constructor(onFrame) {
    this.onFrame = onFrame;
    this.output = [];
    /** Set to make the next write on 1 or 2 answer ECANCELED while a frame is due. */
    this.cancelWrites = true;
  }

  send(frame, { payload, afterMs = 0 } = {}) {
    this.#queue.push({
      at: performance.now() + afterMs,
      bytes: encodeFrame(frame, payload),
      isInterrupt: frame.type === 'interrupt',
    });
    this.#queue.sort((a, b) => a.at - b.at);
  }

  get hasDue() {
    return this.#queue.length > 0 && this.#queue[0].at <= performance.now();
  }

  get hasDueInterrupt() {
    return this.#queue.some(({ at, isInterrupt }) => isInterrupt && at <= performance.now());
  }

  /** Waits until a frame is due, at most `ms`; false when none is. */
  waitForFrame(ms) {
    const next = this.#queue[0];
    const until = Math.min(next === undefined ? Infinity : next.at - performance.now(), ms);
    if (until === Infinity) throw new GuestExit('the host has nothing more to say');
    sleepMs(until);
    return this.hasDue || (next !== undefined && next.at - performance.now() < 1 && until < ms);
  }

  read(size) {
    this.waitForFrame(Infinity);
    const [{ bytes }] = this.#queue;
    if (bytes.length <= size) this.#queue.shift();
    else this.#queue[0].bytes = bytes.subarray(size);
    return bytes.subarray(0, size);
  }

  write(bytes) {
    const { frame, payload } = decodeFrame(bytes);
    this.onFrame(frame, payload, this);
  }

  writeOutput(stream, bytes) {
    this.output.push({ stream, text: bytes.toString() });
  }
}

/**
 * Runs Python source; returns its exit code, or null when the host ended it. `interpreter` is one of
 * `writeInterpreters`.
 */
export async function runGuest({ interpreter, maxPages = 16_384, source, preopens, host }) {
  const { wasmPath, minPages, stdlib } = interpreter;
  const module = await WebAssembly.compile(fs.readFileSync(wasmPath));
  const hostDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'goru-host-'));
  const wasi = createNodeWasi({
    version: 'preview1',
    args: ['python', '-S', '-I', '-B', '-c', source],
    env: {},
    preopens: {
      ...preopens,
      '/host': hostDirectory,
      ...(stdlib === null ? {} : { '/usr/local/lib': stdlib }),
    },
    returnOnExit: true,
  });
  const memory = new WebAssembly.Memory({ initial: minPages, maximum: maxPages });
  const imports = channelImports(wasi.wasiImport, host, () => memory);
  const instance = new WebAssembly.Instance(module, {
    wasi_snapshot_preview1: imports,
    goru: { tick: () => (host.hasDueInterrupt ? SIGUSR1 : 0) },
    env: { memory },
  });
  try {
    return stdlib === null ? wasi.start(instance) : runReactor(wasi, instance, memory, source);
  } catch (error) {
    if (error instanceof GuestExit) return null;
    throw error;
  } finally {
    fs.rmdirSync(hostDirectory);
  }
}

/** See runtime-assets/python-3.13/README.md. */
function runReactor(wasi, instance, memory, source) {
  wasi.initialize(instance);
  const { goru_init, goru_alloc, goru_exec } = instance.exports;
  if (goru_init() !== 0) return 1;
  const bytes = Buffer.from(source);
  const address = goru_alloc(bytes.length);
  new Uint8Array(memory.buffer).set(bytes, address);
  return goru_exec(address, bytes.length);
}

/** node's imports, with the channel device and the two output streams put in front of them. */
function channelImports(node, host, getMemory) {
  const view = () => new DataView(getMemory().buffer);
  const vectors = (pointer, count) =>
    Array.from({ length: count }, (_, i) => {
      const at = pointer + 8 * i;
      return Buffer.from(
        getMemory().buffer,
        view().getUint32(at, true),
        view().getUint32(at + 4, true),
      );
    });
  const gather = (pointer, count) => Buffer.concat(vectors(pointer, count));

  return {
    ...node,
    path_open(...args) {
      const name = Buffer.from(getMemory().buffer, args[2], args[3]).toString();
      if (name !== 'channel') return node.path_open(...args);
      view().setUint32(args[8], CHANNEL_FD, true);
      return 0;
    },
    fd_fdstat_get(fd, out) {
      const isOutput = fd === 1 || fd === 2;
      if (fd !== CHANNEL_FD && !isOutput) return node.fd_fdstat_get(fd, out);
      view().setUint8(out, CHARACTER_DEVICE);
      view().setUint16(out + 2, 0, true);
      // A terminal cannot seek or tell; isatty() checks just that.
      view().setBigUint64(out + 8, ALL_RIGHTS & ~0x24n, true);
      view().setBigUint64(out + 16, 0n, true);
      return 0;
    },
    fd_filestat_get(fd, out) {
      if (fd !== CHANNEL_FD) return node.fd_filestat_get(fd, out);
      new Uint8Array(getMemory().buffer, out, 64).fill(0);
      view().setUint8(out + 16, CHARACTER_DEVICE);
      return 0;
    },
    fd_close: (fd) => (fd === CHANNEL_FD ? 0 : node.fd_close(fd)),
    fd_read(fd, pointer, count, out) {
      if (fd !== CHANNEL_FD) return node.fd_read(fd, pointer, count, out);
      const [target] = vectors(pointer, count);
      const bytes = host.read(target.length);
      bytes.copy(target);
      view().setUint32(out, bytes.length, true);
      return 0;
    },
    fd_write(fd, pointer, count, out) {
      if (fd !== CHANNEL_FD && fd !== 1 && fd !== 2) return node.fd_write(fd, pointer, count, out);
      const bytes = gather(pointer, count);
      if (fd === CHANNEL_FD) {
        try {
          host.write(bytes);
        } catch (error) {
          if (error instanceof GuestExit) throw error;
          return EINVAL;
        }
      } else {
        if (host.cancelWrites && host.hasDue) return ECANCELED;
        host.writeOutput(fd === 1 ? 'stdout' : 'stderr', bytes);
      }
      view().setUint32(out, bytes.length, true);
      return 0;
    },
    poll_oneoff(input, output, count, out) {
      return (
        pollChannel({ view: view(), input, output, count, out, host })
        ?? node.poll_oneoff(input, output, count, out)
      );
    },
  };
}

/**
 * Answers a poll of clocks and the channel; null for any other. Pure clocks are ours too, because
 * node takes an absolute time for a relative one.
 */
function pollChannel({ view, input, output, count, out, host }) {
  let timeoutMs = Infinity;
  let channel = -1;
  let clock = -1;
  for (let i = 0; i < count; i++) {
    const at = input + i * SUBSCRIPTION_BYTES;
    if (view.getUint8(at + 8) === 0) {
      clock = at;
      timeoutMs = readTimeout(view, at);
    } else if (view.getUint32(at + 16, true) === CHANNEL_FD) channel = at;
    else return null;
  }
  let fired = clock;
  if (channel === -1) sleepMs(timeoutMs);
  else if (host.waitForFrame(timeoutMs)) fired = channel;
  for (let i = 0; i < EVENT_BYTES; i++) view.setUint8(output + i, 0);
  view.setBigUint64(output, view.getBigUint64(fired, true), true);
  view.setUint8(output + 10, view.getUint8(fired + 8));
  view.setBigUint64(output + 16, 1n, true);
  view.setUint32(out, 1, true);
  return 0;
}

function readTimeout(view, subscription) {
  const isRealTime = view.getUint32(subscription + 16, true) === 0;
  const timeout = view.getBigUint64(subscription + 24, true);
  const isAbsolute = (view.getUint16(subscription + 40, true) & 1) !== 0;
  if (!isAbsolute) return Number(timeout) / 1e6;
  const now = isRealTime ? BigInt(Date.now()) * 1_000_000n : process.hrtime.bigint();
  return Math.max(0, Number(timeout - now) / 1e6);
}
