import { useEffect, useState } from 'react';
import { messageOf } from '../ui/message-of';
import type { MountInfo, SessionFiles } from '../../src/index';

const MODE_WORDS = {
  ro: 'read only',
  rw: 'change and remove',
  rwc: 'read and write',
} as const satisfies Record<MountInfo['mode'], string>;

const STORAGE_WORDS = {
  memory: 'in memory: gone when this page closes',
  opfs: 'kept in this browser',
  indexeddb: 'kept in this browser (IndexedDB)',
} as const satisfies Record<MountInfo['storage'], string>;

/** The folders a program sees and where they really are. */
export function MountsSection({ files }: { files: SessionFiles | null }) {
  const [mounts, setMounts] = useState<readonly MountInfo[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let isGone = false;
    files?.mounts().then(
      (found) => {
        if (!isGone) setMounts(found);
      },
      (error: unknown) => {
        if (!isGone) setProblem(messageOf(error));
      },
    );
    return () => {
      isGone = true;
    };
  }, [files]);

  return (
    <section className="panel-section" aria-labelledby="mounts-title">
      <div className="section-head">
        <h3 id="mounts-title">Folders</h3>
      </div>
      {problem === null ? null : <p className="field-problem">{problem}</p>}
      {files === null ? <p className="panel-hint">Python is loading.</p> : null}
      {mounts?.length === 0 ? <p className="panel-hint">None.</p> : null}
      <ul className="card-list">
        {(mounts ?? []).map((mount) => (
          <li key={mount.path} className="card">
            <span className="card-name">
              <code>{mount.path}</code>
              <span className="mount-storage">{STORAGE_WORDS[mount.storage]}</span>
              {mount.problem === null ? null : (
                <span className="mount-storage log-bad">{mount.problem}</span>
              )}
            </span>
            <span className="pill pill-quiet">{MODE_WORDS[mount.mode]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
