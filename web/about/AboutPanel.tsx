import { words } from '../words/about';
import type { ReactNode } from 'react';
import type { PythonVersion } from '../../src/index';

interface AboutPanelProps {
  version: PythonVersion;
  /** The chooser of the version, which a narrow screen has room for only here. */
  chooser: ReactNode;
  /** What works without a network, and new versions of the page. */
  withoutNetwork: ReactNode;
  onShowShortcuts: () => void;
}

export function AboutPanel(props: AboutPanelProps) {
  const { version, chooser, withoutNetwork, onShowShortcuts } = props;
  const texts = words();
  return (
    <div className="prose">
      <p>{texts.realPython(version)}</p>
      <p>{texts.versions}</p>
      <p>{chooser}</p>
      <h3>{texts.mayTouchTitle}</h3>
      <p>{texts.mayTouch}</p>
      <List entries={texts.capabilities} />
      <h3>{texts.goodToKnowTitle}</h3>
      <List entries={texts.goodToKnow} />
      {withoutNetwork}
      <h3>{texts.keysTitle}</h3>
      <p>{texts.keys}</p>
      <button type="button" className="button button-outline" onClick={onShowShortcuts}>
        {texts.shortcuts}
      </button>
      <h3>{texts.othersTitle}</h3>
      <p>
        {texts.others((address, label) => (
          <a href={address} target="_blank" rel="noreferrer">
            {label}
          </a>
        ))}
      </p>
    </div>
  );
}

function List({ entries }: { entries: readonly ReactNode[] }) {
  return (
    <ul>
      {entries.map((entry, index) => (
        <li key={index}>{entry}</li>
      ))}
    </ul>
  );
}
