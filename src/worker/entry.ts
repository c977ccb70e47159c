/** The interpreter's worker. Comlink carries the boot; after that, only the channel speaks. */
import { expose, transfer } from 'comlink';
import { createChannel, probeChannel } from '../channel/create-channel';
import { holdNetwork } from '../channel/network';
import type { BootRequest, EarlyStart, WorkerApi } from '../contract/worker-api';
import { browserOpfs } from './browser-opfs';
import { compileModules } from './compile-modules';
import { fetchBytes, fetchBytesBlocking } from './fetch-bytes';
import { createInterpreter } from './interpreter';
import { isEarlyStart, type KeptProgram, openKept, type OpenProgram, openProgram } from './program';
import { sealRealm } from './seal-realm';

let early: { start: EarlyStart; program: Promise<KeptProgram> } | undefined;

const api: WorkerApi = {
  probe: probeChannel,
  earlyModule: async () => (await early?.program)?.module,
  async boot({ program, ...request }, port) {
    const { module, memory } =
      program === 'early' ? await takeEarly(request) : openProgram(program, request);
    const packages = (await request.packages?.arrayBuffer()) ?? null;
    removeEventListener('message', startEarly);
    const network = holdNetwork();
    const interpreter = createInterpreter({
      request,
      module,
      memory,
      channel: createChannel(request.channel, { port, network }),
      send: (message, transfer = []) => {
        port.postMessage(message, transfer);
      },
      opfs: browserOpfs(navigator),
      packages,
      // Without JSPI this thread turns no event loop while Python is at work.
      fetchBytes: (url) =>
        request.channel.kind === 'jspi'
          ? fetchBytes(network, url)
          : fetchBytesBlocking(network, url),
    });
    // Before the first byte of the guest runs: what it is given holds what it needs.
    sealRealm(globalThis);
    // A task of its own: without JSPI the guest never returns, and the page waits for this answer.
    setTimeout(() => void interpreter.run());
  },
  async compile({ program, ...request }) {
    const opened = openProgram(program, request);
    const network = holdNetwork();
    // What is compiled is anybody's text, and may find a hole as well as a program.
    sealRealm(globalThis);
    const compiled = await compileModules(request, opened, (url) =>
      fetchBytesBlocking(network, url),
    );
    return transfer(compiled, [compiled.buffer]);
  },
};

/** Once: an interpreter's memory is its own. */
async function takeEarly(
  request: Pick<BootRequest, 'minPages' | 'memoryBytes'>,
): Promise<OpenProgram> {
  const { memoryBytes } = request;
  const taken = early;
  early = undefined;
  if (taken?.start.memoryBytes !== memoryBytes) {
    throw new Error(`no interpreter with ${String(memoryBytes)} bytes of memory was started early`);
  }
  const { module, memory } = await taken.program;
  return memory === null ? openProgram({ module, memoryImage: null }, request) : { module, memory };
}

// Sent by a page's first script, at once after it has started this worker.
function startEarly({ data }: MessageEvent<unknown>): void {
  if (!isEarlyStart(data)) return;
  early = { start: data, program: openKept(data, caches) };
  // Whoever boots from it hears of a failure; nobody has to.
  early.program.catch(() => undefined);
}
addEventListener('message', startEarly);
expose(api);
