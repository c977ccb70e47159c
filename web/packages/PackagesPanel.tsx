import { useRef, useState } from 'react';
import { formatBytes } from '../ui/bytes';
import { messageOf } from '../ui/message-of';
import { saveFile } from '../ui/save-file';
import { PackageCard } from './PackageCard';
import { PackageForm } from './PackageForm';
import { useInstalled } from './use-installed';
import type { PackageLock, SessionPackages } from '../../src/index';
import './packages.css';

interface PackagesPanelProps {
  /** Null until Python has loaded. */
  packages: SessionPackages | null;
}

/** What is under way or was done last, in a sentence. */
interface Notice {
  text: string;
  isProblem?: boolean;
}

/** What is installed, and the person's own hand on it: nobody is asked here. */
export function PackagesPanel({ packages }: PackagesPanelProps) {
  const installed = useInstalled(packages);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const fileRef = useRef<HTMLInputElement>(null);
  const bytes = installed.reduce((sum, entry) => sum + entry.bytes, 0);

  async function attempt(doing: string, action: (it: SessionPackages) => Promise<string>) {
    if (isBusy) return;
    if (packages === null) {
      setNotice({ text: 'Python has not loaded yet: try again in a moment', isProblem: true });
      return;
    }
    setIsBusy(true);
    setNotice({ text: doing });
    try {
      setNotice({ text: await action(packages) });
    } catch (error) {
      setNotice({ text: messageOf(error), isProblem: true });
    } finally {
      setIsBusy(false);
    }
  }

  const install = (requirement: string): void => {
    void attempt(`Installing ${requirement}…`, (it) =>
      it.install([requirement], {
        onProgress: ({ doneBytes, totalBytes }) => {
          setNotice({
            text: `Installing ${requirement}: ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`,
          });
        },
      }),
    );
  };

  return (
    <div className="panel-body">
      <p className="panel-hint">
        Packages from PyPI in pure Python. Programs install with <code>install_pkg("name")</code> or{' '}
        <code>%pip install name</code>, and ask first.
      </p>
      <PackageForm isBusy={isBusy} onInstall={install} />
      <div role="status">
        {notice === null ? null : (
          <p className={notice.isProblem === true ? 'panel-notice log-bad' : 'panel-notice'}>
            <span className="package-notice">{notice.text}</span>
          </p>
        )}
      </div>
      <section className="panel-section" aria-labelledby="packages-title">
        <div className="section-head">
          <h3 id="packages-title">
            {installed.length === 0
              ? 'Installed'
              : `Installed · ${String(installed.length)} · ${formatBytes(bytes)}`}
          </h3>
          <button
            type="button"
            className="button button-quiet"
            aria-disabled={installed.length === 0}
            aria-label="Export lock file"
            title="Save the exact versions as a lock file"
            onClick={() => {
              if (packages === null || installed.length === 0) return;
              const text = JSON.stringify(packages.lock(), null, 2);
              saveFile('goru.lock.json', new Blob([text], { type: 'application/json' }));
            }}
          >
            Export
          </button>
          <button
            type="button"
            className="button button-quiet"
            aria-label="Import lock file"
            title="Install exactly what a lock file names"
            onClick={() => fileRef.current?.click()}
          >
            Import
          </button>
          <input
            ref={fileRef}
            type="file"
            accept=".json,application/json"
            hidden
            aria-label="Lock file to install from"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file) {
                void attempt(`Installing from ${file.name}…`, async (it) => {
                  await it.restore(JSON.parse(await file.text()) as PackageLock);
                  return `Installed what ${file.name} names`;
                });
              }
              // The same file again must count as a change.
              currentTarget.value = '';
            }}
          />
        </div>
        {installed.length === 0 ? <p className="panel-hint">Nothing yet.</p> : null}
        <ul className="card-list">
          {installed.map((entry) => (
            <PackageCard
              key={entry.name}
              entry={entry}
              onRemove={() => {
                void attempt(`Removing ${entry.name}…`, async (it) => {
                  await it.remove(entry.name);
                  return `Removed ${entry.name}`;
                });
              }}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}
