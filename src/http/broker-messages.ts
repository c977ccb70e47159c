import type { ConnectPolicy } from './connect-policy';
import type { BrokerOutcome, BrokerProgress, BrokerRequest } from './broker';

/** From the page to a new frame, with one end of a channel: what the frame may ever connect to. */
export interface BrokerStart {
  type: 'goru-broker-start';
  sources: string;
}

/** What the page says over the channel. */
export type BrokerCommand =
  | {
      type: 'send';
      id: number;
      request: Omit<BrokerRequest, 'policy'> & { redirect: ConnectPolicy['redirect'] };
    }
  | { type: 'abort'; id: number };

/** What the frame answers. */
export type BrokerAnswer =
  | { type: 'started' }
  | { type: 'progress'; id: number; progress: BrokerProgress }
  | { type: 'outcome'; id: number; outcome: BrokerOutcome };
