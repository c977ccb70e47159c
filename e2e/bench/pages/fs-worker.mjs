/** What a page's own JavaScript gets from the private file system: the peer of fs.mjs, one job per message. */
const root = await navigator.storage.getDirectory();
const folder = await root.getDirectoryHandle('bench-plain', { create: true });

async function open(name) {
  const file = await folder.getFileHandle(name, { create: true });
  return file.createSyncAccessHandle();
}

const JOBS = {
  async write({ bytes }) {
    const handle = await open('large');
    handle.truncate(0);
    handle.write(new Uint8Array(bytes).fill(120), { at: 0 });
    handle.flush();
    handle.close();
  },
  async read({ bytes }) {
    const handle = await open('large');
    handle.read(new Uint8Array(bytes), { at: 0 });
    handle.close();
  },
  async smallFiles({ count }) {
    const content = new Uint8Array(100).fill(120);
    for (let i = 0; i < count; i += 1) {
      const handle = await open(`small-${i}`);
      handle.truncate(0);
      handle.write(content, { at: 0 });
      handle.flush();
      handle.close();
    }
    for (let i = 0; i < count; i += 1) {
      const handle = await open(`small-${i}`);
      handle.read(content, { at: 0 });
      handle.close();
    }
    for (let i = 0; i < count; i += 1) await folder.removeEntry(`small-${i}`);
  },
  /** No database: the bytes of the rows, and what makes them last. */
  async rows({ count, perFlush }) {
    const handle = await open('rows');
    handle.truncate(0);
    const row = new Uint8Array(40).fill(120);
    for (let i = 0; i < count; i += 1) {
      handle.write(row, { at: i * row.length });
      if ((i + 1) % perFlush === 0) handle.flush();
    }
    handle.close();
  },
};

onmessage = async ({ data: { job, ...options } }) => {
  const start = performance.now();
  await JOBS[job](options);
  postMessage((performance.now() - start) / 1000);
};
