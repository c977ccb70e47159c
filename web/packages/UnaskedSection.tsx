import { CloseButton } from '../ui/CloseButton';
import { useStore } from '../ui/use-store';
import { words } from '../words/packages';
import type { PackageList } from './package-list';

/** What was answered with “always”, and the way back. */
export function UnaskedSection({ list }: { list: PackageList }) {
  const { names } = useStore(list.store);
  if (names.length === 0) return null;
  return (
    <section className="panel-section" aria-labelledby="unasked-title">
      <div className="section-head">
        <h3 id="unasked-title">{words().unasked}</h3>
      </div>
      <ul className="card-list">
        {names.map((name) => (
          <li key={name} className="card">
            <code className="card-name">{name}</code>
            <CloseButton
              label={words().askAgain(name)}
              title={words().askAgainTitle}
              className="button-small"
              onClick={() => {
                list.remove(name);
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
