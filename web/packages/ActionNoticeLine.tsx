import { ProgressLine } from './ProgressLine';
import { words } from '../words/packages';
import type { PackageActions } from './use-package-action';

/** What is being done, with a way out of it, or what came of the last thing that was. */
export function ActionNoticeLine({ notice, isBusy, cancel }: PackageActions) {
  const progress = notice?.progress ?? null;
  return (
    <div className="package-action">
      <div role="status">
        {notice === null ? null : (
          <p className={notice.isProblem ? 'panel-hint log-bad' : 'panel-hint'}>
            <span className="package-notice">{notice.text}</span>
          </p>
        )}
      </div>
      {isBusy ? (
        <button type="button" className="button button-quiet" onClick={cancel}>
          {words().cancel}
        </button>
      ) : null}
      {progress === null ? null : <ProgressLine label={notice?.text ?? ''} progress={progress} />}
    </div>
  );
}
