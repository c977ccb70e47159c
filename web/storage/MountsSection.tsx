import { useEffect, useState } from 'react';
import { messageOf } from '../ui/message-of';
import { words as problems } from '../words/problems';
import { words } from '../words/storage';
import type { MountInfo, SessionFiles } from '../../src/index';

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
        <h3 id="mounts-title">{words().folders}</h3>
      </div>
      {problem === null ? null : <p className="field-problem">{problem}</p>}
      {files === null ? <p className="panel-hint">{words().pythonIsLoading}</p> : null}
      {mounts?.length === 0 ? <p className="panel-hint">{words().none}</p> : null}
      <ul className="card-list">
        {(mounts ?? []).map((mount) => (
          <li key={mount.path} className="card">
            <span className="card-name">
              <code>{mount.path}</code>
              <span className="mount-storage">{words().places[mount.storage]}</span>
              {mount.problem === null ? null : (
                <span className="mount-storage log-bad" title={mount.problem}>
                  {problems().mount(mount.problemKind, mount.problem)}
                </span>
              )}
            </span>
            <span className="pill pill-quiet">{words().modes[mount.mode]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
