import { words } from '../words/workspaces';
import { shownName } from './shown-name';
import { DELETED_DAYS } from './workspace-list';
import type { WorkspaceRecord } from './workspace-records';

interface DeletedSectionProps {
  deleted: readonly WorkspaceRecord[];
  onBringBack: (id: string) => void;
  onPurge: (id: string) => void;
}

/** What was deleted a short time ago. */
export function DeletedSection({ deleted, onBringBack, onPurge }: DeletedSectionProps) {
  return (
    <section className="panel-section" aria-labelledby="deleted-title">
      <div className="section-head">
        <h3 id="deleted-title">{words().deletedTitle}</h3>
      </div>
      <ul className="card-list">
        {deleted.map((record) => (
          <li key={record.id} className="card workspace-card">
            <span className="card-name">{shownName(record)}</span>
            <span className="workspace-actions">
              <button
                type="button"
                className="button button-quiet"
                aria-label={words().actOn(words().bringBack, shownName(record))}
                onClick={() => {
                  onBringBack(record.id);
                }}
              >
                {words().bringBack}
              </button>
              <button
                type="button"
                className="button button-quiet button-bad"
                aria-label={words().actOn(words().purge, shownName(record))}
                onClick={() => {
                  onPurge(record.id);
                }}
              >
                {words().purge}
              </button>
            </span>
          </li>
        ))}
      </ul>
      <p className="panel-hint">{words().deletedAbout(DELETED_DAYS)}</p>
    </section>
  );
}
