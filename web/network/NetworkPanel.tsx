import { HostForm } from './HostForm';
import { RequestList } from './RequestList';
import { Icon } from '../ui/Icon';
import { useStore } from '../ui/use-store';
import type { HostDecision } from '../../src/index';
import type { HostList } from './host-list';
import type { RequestLog } from './request-log';

export interface NetworkPanelProps {
  hostList: HostList;
  requests: RequestLog;
  /** What was decided for the current run alone. */
  decisions: ReadonlyMap<string, HostDecision>;
  onForgetDecision: (host: string) => void;
}

export function NetworkPanel(props: NetworkPanelProps) {
  const { hostList, requests, decisions, onForgetDecision } = props;
  const { hosts } = useStore(hostList.store);
  const ofThisRun = [...decisions].filter(
    ([host, decision]) => decision !== 'always' && !hosts.includes(host),
  );

  function add(host: string): void {
    hostList.add(host);
    onForgetDecision(host);
  }

  return (
    <div className="panel-body">
      {hosts.includes('*') ? (
        <p className="panel-warning" role="note">
          <b>Every host is allowed.</b> Any program you run here may send what it can read (files,
          kv, your input) to anybody. Remove <code>*</code> when you no longer need it.
        </p>
      ) : null}
      <ul className="card-list" aria-label="Allowed hosts">
        {hosts.map((host) => (
          <li key={host} className="card">
            <code className="card-name">{host === '*' ? '* (all hosts)' : host}</code>
            <span className={host === '*' ? 'pill pill-bad' : 'pill'}>allowed</span>
            <button
              type="button"
              className="button button-icon button-small"
              aria-label={`Remove ${host}`}
              title="Take it off the list"
              onClick={() => {
                hostList.remove(host);
                onForgetDecision(host);
              }}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
        {ofThisRun.map(([host, decision]) => (
          <li key={host} className="card">
            <code className="card-name">{host}</code>
            <span className={decision === 'deny' ? 'pill pill-bad' : 'pill'}>
              {decision === 'deny' ? 'denied' : 'once'}
            </span>
            <button
              type="button"
              className="button button-quiet"
              aria-label={`Always allow ${host}`}
              onClick={() => {
                add(host);
              }}
            >
              Always
            </button>
          </li>
        ))}
      </ul>
      {hosts.length === 0 && ofThisRun.length === 0 ? (
        <p className="panel-hint">
          No host is on the list. When a program wants to reach one, you are asked.
        </p>
      ) : null}
      <HostForm onAdd={add} />
      <RequestList requests={requests} />
    </div>
  );
}
