import { formatBytes } from '../ui/bytes';
import { describeDownloads } from './describe-downloads';
import { words } from '../words/packages';
import type { PackageLock, PackageStorage, SessionPackages } from '../../src/index';
import type { PackageActions } from './use-package-action';

interface KeptSectionProps {
  packages: SessionPackages;
  storage: PackageStorage;
  /** Whose wheels must stay. */
  locks: readonly PackageLock[];
  actions: PackageActions;
}

/** The downloads that the browser keeps: whether they suffice offline, and what of them can go. */
export function KeptSection({ packages, storage, locks, actions: { attempt } }: KeptSectionProps) {
  const { wheels, problem } = storage;
  const lock = packages.lock();
  const kept = new Set(wheels.map(({ sha256 }) => sha256));
  const needed = new Set([lock, ...locks].flatMap((it) => it.packages.map(({ sha256 }) => sha256)));
  const missing = lock.packages.filter(({ sha256 }) => !kept.has(sha256));
  const spare = wheels.filter(({ sha256 }) => !needed.has(sha256));
  if (wheels.length + lock.packages.length === 0 && problem === null) return null;
  return (
    <section className="panel-section" aria-labelledby="kept-title">
      <div className="section-head">
        <h3 id="kept-title">{words().keptDownloads}</h3>
      </div>
      <p className="panel-hint">{describeDownloads(wheels)}</p>
      {problem === null ? null : (
        <p className="panel-hint log-bad">{words().downloadsNotKept(problem)}</p>
      )}
      <div className="package-tools">
        {lock.packages.length === 0 ? null : missing.length === 0 ? (
          <span className="pill">{words().availableOfflinePill}</span>
        ) : (
          <button
            type="button"
            className="button button-quiet button-outline"
            title={words().notKept(missing.map(({ name }) => name).join(', '))}
            onClick={() => {
              attempt(words().makingAvailable, async (it, options) => {
                await it.download(lock, options);
                return words().availableOffline;
              });
            }}
          >
            {words().makeAvailable(formatBytes(sumOf(missing, ({ size }) => size ?? 0)))}
          </button>
        )}
        {spare.length === 0 ? null : (
          <button
            type="button"
            className="button button-quiet"
            title={spare.map(({ name, version }) => `${name} ${version}`).join(', ')}
            onClick={() => {
              attempt(words().removingUnneeded, async (it) => {
                const removed = await it.cleanUp(locks);
                return words().removed(describeDownloads(removed));
              });
            }}
          >
            {words().removeUnneeded(formatBytes(sumOf(spare, ({ bytes }) => bytes)))}
          </button>
        )}
      </div>
    </section>
  );
}

function sumOf<T>(items: readonly T[], bytes: (item: T) => number): number {
  return items.reduce((sum, item) => sum + bytes(item), 0);
}
