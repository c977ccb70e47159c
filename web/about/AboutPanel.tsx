import type { ReactNode } from 'react';
import type { PythonVersion } from '../../src/index';

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);
const COMMAND = IS_APPLE ? '⌘' : 'Ctrl';

const KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  [`${COMMAND} Enter`, 'Run'],
  ['Shift Enter', 'Run, from the editor'],
  [`${COMMAND} Shift Enter`, 'Stop'],
  [IS_APPLE ? 'Ctrl Shift M' : 'Ctrl M', 'In the editor: Tab indents, or Tab moves on'],
  ['F1', 'All commands of the editor'],
  ['Ctrl D', 'In the program’s input: no more input'],
  ['Ctrl C', 'In the program’s input: stop'],
];

interface AboutPanelProps {
  version: PythonVersion;
  /** The chooser of the version, which a narrow screen has room for only here. */
  chooser: ReactNode;
  /** What works without a network, and new versions of the page. */
  withoutNetwork: ReactNode;
}

export function AboutPanel({ version, chooser, withoutNetwork }: AboutPanelProps) {
  return (
    <div className="prose">
      <p>
        Real Python, CPython {version}, runs right here in this page. There is no server behind it
        and no account: your program and what you type into it stay on this device.
      </p>
      <p>
        3.13 is our own build: quick to start, quick to compute, and it can be stopped in the middle
        of a loop with its variables kept. 3.12 is the one that programs of goru were written for.
      </p>
      <p>{chooser}</p>
      <h3>What a program may touch</h3>
      <p>
        What the bar at the bottom says, and nothing else. It cannot read your computer’s files, see
        this page or your other tabs, or reach a host you have not allowed.
      </p>
      <ul>
        <li>
          <b>network</b>: a program that wants to reach a host makes this page ask you. The list in
          Network is yours: neither a program nor a link can change it.
        </li>
        <li>
          <b>files</b>: <code>/work</code> is a folder kept in this browser; put files into it and
          take them out in Files. <code>/data</code> has sample data to read. <code>/tmp</code> is
          in memory, gone with the session.
        </li>
        <li>
          <b>kv</b>: small values under names, kept in this browser; you see them in Storage.
        </li>
      </ul>
      <h3>Good to know</h3>
      <ul>
        <li>
          Your code is kept in this browser, also over a reload. So are the last programs you opened
          another one over: see Examples.
        </li>
        <li>
          Variables stay from one run to the next. <b>Reset session</b> starts afresh.
        </li>
        <li>
          <b>Stop</b> always works. If a program does not heed it, Python is restarted.
        </li>
        <li>
          <code>await</code> works without a function around it.
        </li>
        <li>
          There are no threads, processes or sockets; what needs them says so in its error message.
        </li>
      </ul>
      {withoutNetwork}
      <h3>Keys</h3>
      <dl className="keys">
        {KEYS.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <h3>Made of the work of others</h3>
      <p>
        <a href="./licenses.txt" target="_blank" rel="noreferrer">
          Licences
        </a>{' '}
        and{' '}
        <a href="./sbom.cdx.json" target="_blank" rel="noreferrer">
          bill of materials
        </a>{' '}
        (CycloneDX)
      </p>
    </div>
  );
}
