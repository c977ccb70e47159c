import { words } from '../words/page';

/** The panels that show and change what a program may touch. */
export type GrantPart = 'network' | 'files' | 'storage';

export interface GrantSummaryProps {
  hosts: readonly string[];
  /** Where the mounts are. */
  mountPaths: readonly string[];
  hasKv: boolean;
  onOpen: (part: GrantPart) => void;
}

/** What the program may touch, always in view; each part leads to where it can be changed. */
export function GrantSummary({ hosts, mountPaths, hasKv, onOpen }: GrantSummaryProps) {
  const names = words().grants;
  const isOpenToAll = hosts.includes('*');
  const parts: { part: GrantPart; name: string; value: string; isLoud?: boolean }[] = [
    { part: 'network', name: names.network, value: describeHosts(hosts), isLoud: isOpenToAll },
    { part: 'files', name: names.files, value: mountPaths.join(', ') || names.none },
    { part: 'storage', name: 'kv', value: hasKv ? names.on : names.off },
  ];
  return (
    <div
      className="grant-summary"
      role="group"
      aria-label={words().mayTouchLabel}
      title={words().mayTouchLabel}
    >
      <span className="grant-label">{words().mayTouch}</span>
      {parts.map(({ part, name, value, isLoud = false }) => (
        <button
          key={part}
          type="button"
          className="grant-part"
          data-part={part}
          data-loud={isLoud || undefined}
          onClick={() => {
            onOpen(part);
          }}
        >
          {name}: <b>{value}</b>
        </button>
      ))}
    </div>
  );
}

/** `none`, `1 host`, `2 hosts`, `all hosts!` */
export function describeHosts(hosts: readonly string[]): string {
  if (hosts.includes('*')) return words().allHosts;
  if (hosts.length === 0) return words().grants.none;
  return words().hosts(hosts.length);
}
