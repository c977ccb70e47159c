import { HostForm } from './HostForm';
import { RequestList } from './RequestList';
import { CloseButton } from '../ui/CloseButton';
import { useStore } from '../ui/use-store';
import { words } from '../words/network';
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
          {words().everyHost}
        </p>
      ) : null}
      <ul className="card-list" aria-label={words().allowedHosts}>
        {hosts.map((host) => (
          <li key={host} className="card">
            <code className="card-name">{host === '*' ? words().allHosts : host}</code>
            <span className={host === '*' ? 'pill pill-bad' : 'pill'}>{words().allowed}</span>
            <CloseButton
              label={words().remove(host)}
              title={words().removeTitle}
              className="button-small"
              onClick={() => {
                hostList.remove(host);
                onForgetDecision(host);
              }}
            />
          </li>
        ))}
        {ofThisRun.map(([host, decision]) => (
          <li key={host} className="card">
            <code className="card-name">{host}</code>
            <span className={decision === 'deny' ? 'pill pill-bad' : 'pill'}>
              {decision === 'deny' ? words().hostDenied : words().once}
            </span>
            <button
              type="button"
              className="button button-quiet"
              aria-label={words().alwaysAllow(host)}
              onClick={() => {
                add(host);
              }}
            >
              {words().always}
            </button>
          </li>
        ))}
      </ul>
      {hosts.length === 0 && ofThisRun.length === 0 ? (
        <p className="panel-hint">{words().noHosts}</p>
      ) : null}
      <HostForm onAdd={add} />
      <RequestList requests={requests} />
    </div>
  );
}
