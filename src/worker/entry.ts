/** The interpreter's worker. Comlink carries the boot; after that, only the channel speaks. */
import { expose } from 'comlink';
import { createChannel, probeChannel } from '../channel/create-channel';
import type { WorkerApi } from '../contract/worker-api';
import { browserOpfs } from './browser-opfs';
import { fetchBytes, fetchBytesBlocking } from './fetch-bytes';
import { createInterpreter } from './interpreter';

const api: WorkerApi = {
  probe: probeChannel,
  boot(request, port) {
    const interpreter = createInterpreter({
      request,
      channel: createChannel(request.channel, port),
      send: (message, transfer = []) => {
        port.postMessage(message, transfer);
      },
      opfs: browserOpfs,
      // Without JSPI this thread turns no event loop while Python is at work.
      fetchBytes: request.channel.kind === 'jspi' ? fetchBytes : fetchBytesBlocking,
    });
    // A task of its own: without JSPI the guest never returns, and the page waits for this answer.
    setTimeout(() => void interpreter.run());
    return Promise.resolve();
  },
};

expose(api);
