import { useEffect, useRef, useState } from 'react';
import './share.css';
import type { ReactNode } from 'react';
import type { ShareAnswer } from './share-desk';
import type { SharedProgram } from './shared-program';

export interface ArrivalDialogProps {
  program: SharedProgram;
  /** The Python of this page. */
  python: string;
  /** Where any program of this page may change files. */
  writablePaths: readonly string[];
  /** Hosts that are on the workspace's list already. */
  allowedHosts: readonly string[];
  onAnswer: (answer: ShareAnswer | null) => void;
}

/** Asked before the first run of a program from a link: what it brings, and what it wants. */
export function ArrivalDialog(props: ArrivalDialogProps) {
  const { program, python, writablePaths, allowedHosts, onAnswer } = props;
  const { files, packages = [], hosts = [] } = program;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [installs, setInstalls] = useState(packages.length > 0);
  const dialogRef = useRef<HTMLDialogElement>(null);
  const cancelRef = useRef<HTMLButtonElement>(null);
  const newHosts = hosts.filter((host) => !allowedHosts.includes(host));

  useEffect(() => {
    const dialog = dialogRef.current;
    dialog?.showModal();
    // The safe answer: whoever holds Ctrl+Enter down must not say yes with it.
    cancelRef.current?.focus();
    return () => {
      dialog?.close();
    };
  }, []);

  return (
    <dialog
      ref={dialogRef}
      className="share-dialog"
      aria-labelledby="arrival-title"
      aria-describedby="arrival-about"
      onCancel={(event) => {
        event.preventDefault();
        onAnswer(null);
      }}
    >
      <div className="share-body">
        <h2 id="arrival-title">Run a program from a link?</h2>
        <p id="arrival-about">
          Somebody else wrote it. It runs like your own programs here: it may read and change{' '}
          <b>{writablePaths.join(', ') || 'no files'}</b> and what they keep in <b>kv</b>. For
          anything more it has to ask.
        </p>
        <dl className="share-facts">
          <Fact name="Files">
            {files.map(({ path }) => (
              <code key={path}>{path}</code>
            ))}
          </Fact>
          <Fact name="Uses">{describeUse(program, python)}</Fact>
        </dl>
        {packages.length === 0 && newHosts.length === 0 ? null : (
          <fieldset className="share-wishes">
            <legend>It asks for</legend>
            {packages.length === 0 ? null : (
              <label>
                <input
                  type="checkbox"
                  checked={installs}
                  onChange={({ target }) => {
                    setInstalls(target.checked);
                  }}
                />
                <span>
                  installing from the package index: <code>{packages.join(' ')}</code>
                </span>
              </label>
            )}
            {newHosts.map((host) => (
              <label key={host}>
                <input
                  type="checkbox"
                  checked={chosen.includes(host)}
                  onChange={({ target }) => {
                    const others = chosen.filter((other) => other !== host);
                    setChosen(target.checked ? [...others, host] : others);
                  }}
                />
                <span>
                  network access, always, to <code>{host}</code> and the hosts below it
                </span>
              </label>
            ))}
            {newHosts.length === 0 ? null : (
              <p>What is not ticked you are asked about when the program wants it.</p>
            )}
          </fieldset>
        )}
        <div className="share-end">
          <button
            ref={cancelRef}
            type="button"
            className="button button-outline"
            onClick={() => {
              onAnswer(null);
            }}
          >
            Don’t run
          </button>
          <button
            type="button"
            className="button button-run"
            onClick={() => {
              onAnswer({ hosts: chosen, installs });
            }}
          >
            Run it
          </button>
        </div>
      </div>
    </dialog>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** What it says it uses of what every program has here. Nothing for a program that uses none of it. */
function describeUse({ kv, mounts = [], python: wanted }: SharedProgram, python: string): string {
  const parts = mounts.map(({ path, mode }) => `${path} (${MODES[mode]})`);
  if (kv === true) parts.push('kv');
  if (wanted !== undefined && wanted !== python) {
    parts.push(`Python ${wanted}; here it is ${python}, which the status bar changes`);
  }
  return parts.join(', ');
}

const MODES = { ro: 'to read', rw: 'to change files', rwc: 'to change and create files' } as const;
