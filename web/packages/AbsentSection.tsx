import { useStore } from '../ui/use-store';
import { ProgressLine } from './ProgressLine';
import type { PackageActions } from './use-package-action';
import type { WorkspaceLock } from './workspace-lock';

interface AbsentSectionProps {
  lock: WorkspaceLock;
  actions: PackageActions;
}

/** What the workspace has and this session has not: nothing of it is lost, and it says why. */
export function AbsentSection({ lock, actions: { attempt } }: AbsentSectionProps) {
  const { absent, problem, restoring, elsewhere, isKept } = useStore(lock.store);
  const names = absent.map(({ name }) => name).join(', ');
  if (restoring !== null) {
    return (
      <section className="panel-section" aria-label="Being installed again">
        <p className="panel-hint">Installing the packages of this workspace again</p>
        <ProgressLine label="Installing again" progress={restoring} />
      </section>
    );
  }
  return (
    <>
      {absent.length === 0 ? null : (
        <section className="package-absent" aria-labelledby="absent-title">
          <h3 id="absent-title">
            {problem === null ? 'Changed in another tab' : 'Not installed again'}
          </h3>
          <ul>
            {absent.map(({ name, version }) => (
              <li key={name}>
                <b>{name}</b> {version}
              </li>
            ))}
          </ul>
          {problem === null ? null : <p>{problem}</p>}
          <p>
            {problem === null ? 'This tab has not got it yet.' : 'The workspace keeps the list.'}
          </p>
          <div className="package-absent-buttons">
            <button
              type="button"
              className="button button-outline"
              onClick={() => {
                attempt(`Installing ${names}`, async (_, options) => {
                  await lock.retry(options);
                  return `Installed ${names}`;
                });
              }}
            >
              {problem === null ? 'Install here, too' : 'Retry'}
            </button>
            <button
              type="button"
              className="button button-quiet"
              title="Take it out of the workspace"
              onClick={lock.forget}
            >
              Do without
            </button>
          </div>
        </section>
      )}
      {elsewhere === null ? null : (
        <div className="card package-elsewhere">
          <span className="card-name">
            For Python {elsewhere.python} this workspace has {elsewhere.requirements.join(', ')}.
          </span>
          <button
            type="button"
            className="button button-quiet button-outline"
            onClick={() => {
              attempt(`Installing ${elsewhere.requirements.join(', ')}`, (packages, options) =>
                packages.install(elsewhere.requirements, options),
              );
            }}
          >
            Install here
          </button>
        </div>
      )}
      {isKept ? null : (
        <p className="panel-hint log-bad">
          This browser does not let the page keep the list of packages: it is gone after a reload.
        </p>
      )}
    </>
  );
}
