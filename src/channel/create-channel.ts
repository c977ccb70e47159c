import type { ChannelKind } from '../contract/options';
import type { ChannelRequest } from '../contract/worker-api';
import type { Channel } from './channel';
import { JspiChannel } from './jspi';
import { canSuspend } from './jspi-api';
import type { Network } from './network';
import { ServiceWorkerXhrChannel } from './service-worker-xhr';

/** Which channel this thread can have; found out by suspending a guest, not by names. */
export async function probeChannel(): Promise<ChannelKind> {
  return (await canSuspend()) ? 'jspi' : 'service-worker';
}

/** The only place that knows every kind of channel. */
export function createChannel(
  request: ChannelRequest,
  { port, network }: { port: MessagePort; network: Network },
): Channel {
  switch (request.kind) {
    case 'jspi':
      return new JspiChannel(port);
    case 'service-worker':
      return new ServiceWorkerXhrChannel({ ...request, network, nowMs: () => performance.now() });
  }
}
