import { PYTHON_VERSIONS } from '../../src/index';
import { findPython } from './address-parameters';
import { words } from '../words/run';
import type { PythonVersion } from '../../src/index';

interface PythonChooserProps {
  version: PythonVersion;
  onChoose: (version: PythonVersion) => void;
}

/** Which interpreter runs; another one begins with a page that loads again. */
export function PythonChooser({ version, onChoose }: PythonChooserProps) {
  return (
    <select
      className="python-version"
      aria-label={words().pythonVersion}
      title={words().pythonVersionTitle}
      value={version}
      onChange={(event) => {
        const chosen = findPython(event.target.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
    >
      {PYTHON_VERSIONS.map((each) => (
        <option key={each} value={each}>
          {`Python ${each}`}
        </option>
      ))}
    </select>
  );
}
