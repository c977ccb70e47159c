import { useLayoutEffect, useRef, useState } from 'react';
import { useClickGuard } from '../ui/use-click-guard';
import { useModal } from '../ui/use-modal';
import { hostsAskedFor } from './hosts-asked-for';
import './share.css';
import { doubtfulNames } from '../spelling/well-known';
import { words as consentWords } from '../words/consent';
import { words } from '../words/share-dialog';
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
  const dialogRef = useModal();
  const isArmed = useClickGuard(dialogRef);
  const cancelRef = useRef<HTMLButtonElement>(null);
  const newHosts = hostsAskedFor(hosts, allowedHosts);

  useLayoutEffect(() => {
    // The safe answer: whoever holds Ctrl+Enter down must not say yes with it.
    cancelRef.current?.focus();
  }, []);

  return (
    <dialog
      ref={dialogRef}
      className="dialog share-dialog"
      aria-labelledby="arrival-title"
      aria-describedby="arrival-about"
      aria-busy={!isArmed}
      onCancel={(event) => {
        event.preventDefault();
        onAnswer(null);
      }}
    >
      <div className="share-body">
        <h2 id="arrival-title">{words().runFromLink}</h2>
        <p id="arrival-about">
          {words().mayTouch(<b>{writablePaths.join(', ') || words().noFiles}</b>)}
        </p>
        <dl className="share-facts">
          <Fact name={words().files}>
            {files.map(({ path }) => (
              <code key={path}>{path}</code>
            ))}
          </Fact>
          <Fact name={words().uses}>{describeUse(program, python)}</Fact>
        </dl>
        {packages.length === 0 && newHosts.length === 0 ? null : (
          <fieldset className="share-wishes">
            <legend>{words().asksFor}</legend>
            {packages.length === 0 ? null : (
              <label>
                <input
                  type="checkbox"
                  aria-disabled={!isArmed}
                  checked={installs}
                  onChange={({ target }) => {
                    setInstalls(target.checked);
                  }}
                />
                <span>{words().installing(<code>{packages.join(' ')}</code>)}</span>
              </label>
            )}
            {doubtfulNames(packages).map(({ name, meant }) => (
              <p key={name}>
                {consentWords().nearlyNamed(<code>{name}</code>, <code>{meant}</code>)}
              </p>
            ))}
            {newHosts.map((host) => (
              <label key={host}>
                <input
                  type="checkbox"
                  aria-disabled={!isArmed}
                  checked={chosen.includes(host)}
                  onChange={({ target }) => {
                    const others = chosen.filter((other) => other !== host);
                    setChosen(target.checked ? [...others, host] : others);
                  }}
                />
                <span>{words().networkAlways(<code>{host}</code>)}</span>
              </label>
            ))}
            {newHosts.length === 0 ? null : <p>{words().notTicked}</p>}
          </fieldset>
        )}
        <div className="share-end">
          <button
            ref={cancelRef}
            type="button"
            className="button button-outline"
            aria-disabled={!isArmed}
            onClick={() => {
              onAnswer(null);
            }}
          >
            {words().dontRun}
          </button>
          <button
            type="button"
            className="button button-run"
            aria-disabled={!isArmed}
            onClick={() => {
              onAnswer({ hosts: chosen, installs });
            }}
          >
            {words().runIt}
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
  const parts = mounts.map(({ path, mode }) => `${path} (${words().modes[mode]})`);
  if (kv === true) parts.push('kv');
  if (wanted !== undefined && wanted !== python) {
    parts.push(words().otherPython(wanted, python));
  }
  return parts.join(', ');
}
