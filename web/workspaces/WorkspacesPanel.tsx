import { useEffect, useState } from 'react';
import { messageOf } from '../ui/message-of';
import { useStore } from '../ui/use-store';
import { ArchiveSection } from './ArchiveSection';
import { DeletedSection } from './DeletedSection';
import { words } from '../words/workspaces';
import { shownName } from './shown-name';
import { WorkspaceCard } from './WorkspaceCard';
import './workspaces.css';
import type { SubmitEvent } from 'react';
import type { Workspaces } from './workspaces';

interface Told {
  text: string;
  isProblem?: boolean;
  undo?: () => void;
}

/** All workspaces of this browser, and the way to take them to another one. */
export function WorkspacesPanel({ workspaces }: { workspaces: Workspaces }) {
  const { list, currentId } = workspaces;
  const { workspaces: records, deleted } = useStore(list.store);
  const [told, setTold] = useState<Told | null>(null);
  const [name, setName] = useState('');

  useEffect(() => {
    list.lookAgain();
    void list.sweep().catch(() => {
      // What is still open somewhere goes another time.
    });
    window.addEventListener('storage', list.lookAgain);
    return () => {
      window.removeEventListener('storage', list.lookAgain);
    };
  }, [list]);

  function attempt(act: () => Told | null | Promise<Told | null>): void {
    void (async () => {
      try {
        const next = await act();
        // What was told in the meantime is of something else that was under way, and nobody has read it yet.
        setTold((now) => (next === null && now !== told ? now : next));
      } catch (error) {
        setTold({ text: messageOf(error), isProblem: true });
      }
    })();
  }

  function handleCreate(event: SubmitEvent): void {
    event.preventDefault();
    attempt(() => {
      workspaces.create(name);
      return null;
    });
  }

  function remove(id: string, removed: string): void {
    attempt(() => {
      workspaces.remove(id);
      return {
        text: words().removed(removed),
        undo: () => {
          attempt(() => {
            list.bringBack(id);
            return null;
          });
        },
      };
    });
  }

  return (
    <div className="panel-body">
      <section className="panel-section" aria-label={words().listTitle}>
        <p className="panel-hint">{words().about}</p>
        <div role="status">
          {told === null ? null : (
            <p className={told.isProblem === true ? 'panel-notice log-bad' : 'panel-notice'}>
              <span>{told.text}</span>
              {told.undo === undefined ? null : (
                <button type="button" className="button button-quiet" onClick={told.undo}>
                  {words().undo}
                </button>
              )}
            </p>
          )}
        </div>
        <ul className="card-list">
          {records.map((record) => (
            <WorkspaceCard
              key={record.id}
              name={shownName(record)}
              isCurrent={record.id === currentId}
              onOpen={() => {
                attempt(() => {
                  workspaces.open(record.id);
                  return null;
                });
              }}
              onRename={(next) => {
                attempt(() => {
                  workspaces.rename(record.id, next);
                  return null;
                });
              }}
              onDuplicate={() => {
                attempt(async () => {
                  const copy = await workspaces.duplicate(record.id);
                  return { text: words().duplicated(shownName(copy)) };
                });
              }}
              onDelete={() => {
                remove(record.id, shownName(record));
              }}
            />
          ))}
        </ul>
        <form className="field-row workspace-new" onSubmit={handleCreate}>
          <input
            className="field"
            aria-label={words().nameField}
            placeholder={words().namePlaceholder}
            value={name}
            maxLength={60}
            onChange={({ target }) => {
              setName(target.value);
            }}
          />
          <button type="submit" className="button button-quiet button-outline">
            {words().create}
          </button>
        </form>
      </section>
      <ArchiveSection workspaces={workspaces} />
      {deleted.length === 0 ? null : (
        <DeletedSection
          deleted={deleted}
          onBringBack={(id) => {
            attempt(() => {
              list.bringBack(id);
              return null;
            });
          }}
          onPurge={(id) => {
            attempt(async () => {
              await list.purge(id);
              return null;
            });
          }}
        />
      )}
    </div>
  );
}
