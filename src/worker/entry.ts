/** The interpreter's worker. Comlink carries the boot; after that, only the channel speaks. */
import { expose } from 'comlink';
import { createChannel, probeChannel } from '../channel/create-channel';
import type { WorkerApi } from '../contract/worker-api';
import { browserOpfs } from './browser-opfs';
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
    });
    // A task of its own: without JSPI the guest never returns, and the page waits for this answer.
    setTimeout(() => void interpreter.run());
    return Promise.resolve();
  },
};

expose(api);
