import { useState } from 'react';
import { FileButton } from '../ui/FileButton';
import { messageOf } from '../ui/message-of';
import { ImportForm } from './ImportForm';
import { words } from '../words/workspaces';
import { shownName } from './shown-name';
import type { Archive } from './archive/read-archive';
import type { RestoreOptions, Workspaces } from './workspaces';

interface Told {
  text: string;
  isProblem: boolean;
}

/** Takes everything out of this browser and into another one. */
export function ArchiveSection({ workspaces }: { workspaces: Workspaces }) {
  const [archive, setArchive] = useState<Archive | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);

  function attempt(act: () => Promise<Told | null>, describe: (reason: string) => string): void {
    if (isBusy) return;
    setIsBusy(true);
    act()
      .then(setTold, (error: unknown) => {
        setTold({ text: describe(messageOf(error)), isProblem: true });
      })
      .finally(() => {
        setIsBusy(false);
      });
  }

  function handleImport(choice: RestoreOptions): void {
    if (archive === null) return;
    attempt(
      async () => {
        await workspaces.restore(archive, choice);
        setArchive(null);
        return { text: words().importing, isProblem: false };
      },
      (reason) => words().notImported(reason),
    );
  }

  return (
    <section className="panel-section" aria-labelledby="archive-title">
      <div className="section-head">
        <h3 id="archive-title">{words().archiveTitle}</h3>
      </div>
      <div className="archive-buttons">
        <button
          type="button"
          className="button button-quiet button-outline"
          aria-disabled={isBusy}
          onClick={() => {
            attempt(
              async () => {
                const { text, isWhole } = await workspaces.exportAll();
                return { text, isProblem: !isWhole };
              },
              (reason) => reason,
            );
          }}
        >
          {words().exportAll}
        </button>
        <FileButton
          text={words().importAll}
          fieldLabel={words().archiveField}
          accept=".zip,application/zip"
          onFile={(file) => {
            setArchive(null);
            attempt(
              async () => {
                setArchive(await workspaces.readArchive(file));
                return null;
              },
              (reason) => words().notImported(reason),
            );
          }}
        />
      </div>
      <div role="status">
        {told === null ? null : (
          <p className={told.isProblem ? 'panel-notice log-bad' : 'panel-notice'}>{told.text}</p>
        )}
      </div>
      {archive === null ? (
        <p className="panel-hint">{words().archiveAbout}</p>
      ) : (
        <ImportForm
          archive={archive}
          present={workspaces.list.store.get().workspaces.map(shownName)}
          isBusy={isBusy}
          onImport={handleImport}
          onCancel={() => {
            setArchive(null);
          }}
        />
      )}
    </section>
  );
}
