import { useStore } from '../ui/use-store';
import { ProgressLine } from './ProgressLine';
import { tellInstalled } from './tell-installed';
import { words } from '../words/packages';
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
      <section className="panel-section" aria-label={words().beingInstalledAgain}>
        <p className="panel-hint">{words().installingAgain}</p>
        <ProgressLine label={words().installingAgainLabel} progress={restoring} />
      </section>
    );
  }
  return (
    <>
      {absent.length === 0 ? null : (
        <section className="package-absent" aria-labelledby="absent-title">
          <h3 id="absent-title">
            {problem === null ? words().changedElsewhere : words().notInstalledAgain}
          </h3>
          <ul>
            {absent.map(({ name, version }) => (
              <li key={name}>
                <b>{name}</b> {version}
              </li>
            ))}
          </ul>
          {problem === null ? null : <p>{problem}</p>}
          <p>{problem === null ? words().notGotYet : words().keepsList}</p>
          <div className="package-absent-buttons">
            <button
              type="button"
              className="button button-outline"
              onClick={() => {
                attempt(words().installing(names), async (_, options) => {
                  await lock.retry(options);
                  return words().installed(names);
                });
              }}
            >
              {problem === null ? words().installHereToo : words().retry}
            </button>
            <button
              type="button"
              className="button button-quiet"
              title={words().doWithoutTitle}
              onClick={lock.forget}
            >
              {words().doWithout}
            </button>
          </div>
        </section>
      )}
      {elsewhere === null ? null : (
        <div className="card package-elsewhere">
          <span className="card-name">
            {words().elsewhere(elsewhere.python, elsewhere.requirements.join(', '))}
          </span>
          <button
            type="button"
            className="button button-quiet button-outline"
            onClick={() => {
              attempt(words().installing(elsewhere.requirements.join(', ')), (packages, options) =>
                tellInstalled(packages, () => packages.install(elsewhere.requirements, options)),
              );
            }}
          >
            {words().installHere}
          </button>
        </div>
      )}
      {isKept ? null : <p className="panel-hint log-bad">{words().listNotKept}</p>}
    </>
  );
}
