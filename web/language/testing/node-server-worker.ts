import { Worker } from 'node:worker_threads';
import type { Transferable as NodeTransferable } from 'node:worker_threads';
import type { ServerWorker } from '../server-transport';

/** Gives a browser's worker script the few globals that it expects, on a thread of Node. */
const BOOT = `
const { parentPort, workerData } = require('node:worker_threads');
const listeners = [];
globalThis.self = globalThis;
globalThis.addEventListener = (type, listener) => { if (type === 'message') listeners.push(listener); };
globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
globalThis.close = () => process.exit();
parentPort.on('message', (data) => {
  for (const listener of [...listeners, globalThis.onmessage]) listener?.({ data });
});
require('node:vm').runInThisContext(workerData);
`;

export function startNodeWorker(script: string): ServerWorker {
  const worker = new Worker(BOOT, { eval: true, workerData: script });
  return {
    postMessage: (message, transfer) => {
      worker.postMessage(message, transfer as unknown as NodeTransferable[]);
    },
    addEventListener: (
      type: 'message' | 'error',
      listener: (event: { data: unknown; message?: string }) => void,
    ) => {
      worker.on(type, (value: unknown) => {
        if (type === 'message') listener({ data: value });
        else listener({ data: null, message: String(value) });
      });
    },
    terminate: () => void worker.terminate(),
  };
}
